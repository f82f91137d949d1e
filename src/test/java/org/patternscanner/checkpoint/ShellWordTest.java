package org.patternscanner.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    /** What a shell makes of it is what went in. */
    @ParameterizedTest
    @ValueSource(strings = {"/data/mnist", "it's", "two words", "", "'", "$HOME", "a*", "\"x\"\\"})
    @DisabledOnOs(OS.WINDOWS)
    void isOneWordToAShell(String name) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", "printf '%s|' " + ShellWord.of(name)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(name + "|");
        assertThat(shell.waitFor()).isZero();
    }
}
