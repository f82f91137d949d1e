package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What bash makes of the script that {@code cnn generate-completion} prints. */
class CompletionCommandTest {

    /** What readline does when somebody presses Tab after the last word. */
    private static final String TAB =
            """
            source ./script
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            _complete_cnn 2>/dev/null # it tells readline things, and there is none
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir Path temp;

    @BeforeEach
    void writeScript() throws IOException {
        StringWriter script = new StringWriter(); // for a shell: it says null, as in /dev/null
        CommandLine cnn = Cnn.commandLine(Map.of()).setOut(new PrintWriter(script));
        assertThat(cnn.execute("generate-completion")).isZero();
        Files.writeString(temp.resolve("script"), script.toString());
    }

    @Test
    void isAScriptThatBashCanRead() throws Exception {
        assertThat(bash("-n", "script")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train|cnn tr",
                "feature-maps|cnn fe",
                "train|cnn help tra",
                "--recipe|cnn train --rec",
                "--measured|cnn receptive-field --epoch best --mea",
                "one-cycle|cnn train --schedule on",
                "grad-cam|cnn saliency digit.png --method grad-",
                "validation|cnn evaluate --split v",
                "cpu cuda|cnn predict --device c",
                "best last|cnn evaluate --epoch ''",
                "text png csv json npy|cnn inspect-filters --format ''",
                "permuted-pixels|cnn lab perm",
                "digit.png|cnn predict di",
                "digit.png|cnn predict other.png di",
                "digit.png|cnn receptive-field --image di",
                "digit.png|cnn lab sliding --picture di",
                "''|cnn evaluate --split x",
            })
    void completesTheLastWord(String completions, String line) throws Exception {
        Files.writeString(temp.resolve("digit.png"), "");
        Files.writeString(temp.resolve("press-tab"), TAB);
        String[] words = ("press-tab " + line).replace("''", "").split(" ", -1);

        assertThat(bash(words).strip().split("\n")).containsExactly(completions.split(" ", -1));
    }

    @Test
    void completesWhatEachCommandHas() throws Exception {
        Files.writeString(temp.resolve("press-tab"), TAB);

        assertThat(bash("press-tab", "cnn", "").lines())
                .containsExactlyElementsOf(Cnn.commandLine(Map.of()).getSubcommands().keySet());
    }

    private String bash(String... arguments) throws Exception {
        Path output = temp.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("bash");
        bash.command().addAll(Arrays.asList(arguments));
        bash.directory(temp.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = start(bash);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(List.of(arguments).toString()).isZero();
        return Files.readString(output);
    }

    private static Process start(ProcessBuilder bash) {
        try {
            return bash.start();
        } catch (IOException e) {
            return abort("there is no bash here");
        }
    }
}
