package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.JavaCommand;
import org.patternscanner.data.TinyMnist;

/** Machines that lack something, or keep something from us. */
@Tag("slow")
class MachinesTest {

    @TempDir Path temp;

    // ---- no fonts, as in small containers

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "fontconfig is Linux's")
    void aTrainingNeedsNoFontsForItsResult() throws Exception {
        Path data = TinyMnist.write(temp.resolve("data"), 100, 20);
        Object[] words = {
            "train --epochs 1 --validation 10 --name n --quiet",
            "--data",
            data,
            "--models",
            temp.resolve("models")
        };

        Outcome outcome = withoutFonts(words).succeeds().isForPeople();

        assertThat(outcome.out()).contains("test accuracy", "models/n/metrics.jsonl");
        assertThat(outcome.err()).contains("The curves were not drawn: Java finds no fonts here");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "fontconfig is Linux's")
    void anExperimentNeedsNoFontsForItsResult() throws Exception {
        Outcome outcome = withoutFonts("lab output-size --output", temp.resolve("labs")).succeeds();

        assertThat(outcome.out()).contains("The claim held.", "Not all was drawn: Java finds no");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "fontconfig is Linux's")
    void whatNeedsLettersSaysHowToGetFonts() throws Exception {
        Path file = temp.resolve("filters.png");
        withoutFonts("inspect-filters --model pretrained --output", file)
                .isForPeople()
                .failsWith("Java finds no fonts here", "apt install fontconfig");
        assertThat(file).doesNotExist();
    }

    private Outcome withoutFonts(Object... words) throws Exception {
        Path none = Files.writeString(temp.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        Consumer<ProcessBuilder> machine =
                builder -> builder.environment().put("FONTCONFIG_FILE", none.toString());
        // Java keeps what it found in a user's home.
        String cache = System.getProperty("user.home") + "/.djl.ai";
        List<String> options = List.of("-Duser.home=" + temp, "-DDJL_CACHE_DIR=" + cache);
        return Child.startsOn(machine, temp, options, words).ends();
    }

    // ---- where output cannot be written

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux's")
    void outputThatCannotBeWrittenIsAnError() throws Exception {
        for (String words : List.of("summary", "--help", "kernels --json")) {
            Outcome outcome =
                    Child.startsOn(
                                    builder -> builder.redirectOutput(new File("/dev/full")),
                                    temp,
                                    List.of(),
                                    words)
                            .ends();

            assertThat(outcome.code()).as(words).isEqualTo(1);
            assertThat(outcome.err())
                    .isEqualTo(
                            "cnn: The output could not be written (No space left on device); send it elsewhere.\n");
        }
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "the pipe is a shell's")
    void aReaderWhoLeavesIsNoError() throws Exception {
        List<String> java = JavaCommand.start();
        java.addAll(List.of("-cp", System.getProperty("java.class.path")));
        java.addAll(List.of("org.patternscanner.cli.Cnn", "evaluate", "--help"));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | true", "sh"));
        command.addAll(java);
        Path err = temp.resolve("err");
        Process shell =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(err.toFile())
                        .start();

        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(err).isEmptyFile();
    }

    // ---- where the program may not write

    @ParameterizedTest
    @CsvSource({
        "Linux, '', /home/a/.local/share/pattern-scanner",
        "Linux, /data, /data/pattern-scanner",
        "Linux, relative, /home/a/.local/share/pattern-scanner",
        "Mac OS X, '', /home/a/Library/Application Support/pattern-scanner"
    })
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "these are paths of theirs")
    void aUsersDataLiesWhereTheSystemKeepsIt(String system, String xdg, String folder) {
        Map<String, String> environment =
                Map.of("HOME", "/home/a", "XDG_DATA_HOME", xdg, "LOCALAPPDATA", "/windows");

        assertThat(Home.data(system, environment)).isEqualTo(Path.of(folder));
        assertThat(Home.data("Windows 11", environment))
                .isEqualTo(Path.of("/windows/pattern-scanner"));
    }

    @Test
    void runsGoToTheProgramsFolderWhereItCanBeWritten() throws Exception {
        Path program = Files.createDirectories(temp.resolve("program"));
        Home home = new Home(program, temp.resolve("user"));

        assertThat(home.models()).isEqualTo(program.resolve("models"));
        assertThat(home.begin()).isNull();
        assertThat(temp.resolve("user")).doesNotExist();
    }

    /** A folder below a file can be written by nobody, not even root. */
    @Test
    void elseRunsGoToTheUsersDataWhichIsSaidOnce() throws Exception {
        Path program = Files.createFile(temp.resolve("file")).resolve("program");
        Home home = new Home(program, temp.resolve("user"));

        Path models = temp.resolve("user/models");
        assertThat(home.models()).isEqualTo(models);
        assertThat(home.begin())
                .isEqualTo("Your runs go to %s, for %s cannot be written.", models, program);
        assertThat(models).isEmptyDirectory();
        assertThat(home.begin()).isNull();
    }
}
