package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.patternscanner.JavaCommand;

/** The program in a process of its own, which can be killed. */
final class Child {

    private static final int LONGEST_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts {@code cnn}.
     *
     * @param temp where its output goes
     * @param javaOptions may be empty
     * @param words as {@link User#cnn} takes them
     */
    static Child starts(Path temp, List<String> javaOptions, Object... words) throws IOException {
        return startsOn(machine -> {}, temp, javaOptions, words);
    }

    /** The same on a machine that differs: in its environment, or in where the output goes. */
    static Child startsOn(
            Consumer<ProcessBuilder> machine, Path temp, List<String> javaOptions, Object... words)
            throws IOException {
        List<String> command = JavaCommand.start();
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("org.patternscanner.cli.Cnn");
        command.addAll(User.arguments(words));
        Path out = Files.createTempFile(temp, "out", "");
        Path err = Files.createTempFile(temp, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CNN_THREADS", "2");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        machine.accept(builder);
        return new Child(builder.start(), out, err);
    }

    /** Waits until something is so, which must come before it ends. */
    void until(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                kills();
                fail("It did not come to that: " + Files.readString(err));
            }
            Thread.sleep(1);
        }
    }

    /** What it said on stderr so far. */
    String said() {
        return text(err);
    }

    /** What it printed on stdout so far. */
    String printed() {
        return text(out);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As kill -9 does. */
    void kills() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C does. */
    void interrupts() throws Exception {
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits for its end. */
    Outcome ends() throws Exception {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            kills();
            fail("It does not end: " + Files.readString(err));
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
