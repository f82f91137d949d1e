package org.patternscanner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    /** Signals that are closed while Java begins to shut down: some have not heard of it yet. */
    static final class EndingProgram {
        public static void main(String[] args) {
            List<StopSignal> signals = Stream.generate(StopSignal::listen).limit(500).toList();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> signals.forEach(StopSignal::close)));
        }
    }

    @Test
    void canBeClosedAtTheMomentOfCtrlC() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        URI classes = StopSignal.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        URI tests = getClass().getProtectionDomain().getCodeSource().getLocation().toURI();
        String classPath = Path.of(classes) + File.pathSeparator + Path.of(tests);
        Process program =
                new ProcessBuilder(java.toString(), "-cp", classPath, EndingProgram.class.getName())
                        .redirectErrorStream(true)
                        .start();

        assertThat(new String(program.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(program.waitFor()).isZero();
    }
}
