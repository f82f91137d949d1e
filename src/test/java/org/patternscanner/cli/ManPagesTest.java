package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The man pages in {@code target/man}, as groff shows them, which man calls. */
@DisabledIfSystemProperty(
        named = "gates.skip",
        matches = "true",
        disabledReason = "-Dquick makes no man pages")
class ManPagesTest {

    private static final Path PAGES = Path.of("target/man/man1");

    @TempDir Path temp;

    static Stream<CommandSpec> commands() {
        return Cnn.commandLine(Map.of()).getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.name().equals("help")); // picocli's own words
    }

    @ParameterizedTest
    @MethodSource("commands")
    void showsWhatTheCommandHas(CommandSpec command) throws Exception {
        String page = groff("cnn-" + command.name() + ".1");

        assertThat(page)
                .contains("NAME\n", "SYNOPSIS\n", "OPTIONS\n", "EXAMPLES")
                .contains("cnn-" + command.name() + " - ")
                .contains("Pattern Scanner");
        String synopsis = page.substring(page.indexOf("SYNOPSIS"), page.indexOf("DESCRIPTION"));
        String options = page.substring(page.indexOf("OPTIONS\n")).replace("[no-]", "");
        for (OptionSpec option : command.options().stream().filter(o -> !o.hidden()).toList()) {
            assertThat(options).contains(option.names());
            if (option.arity().max() > 0) {
                assertThat(synopsis).contains((option.required() ? "" : "[") + option.names()[0]);
            }
        }
        for (String example : command.usageMessage().footer()) {
            assertThat(page.replaceAll("\\s+", " ")).contains(example.strip());
        }
    }

    @Test
    void listsAllCommands() throws Exception {
        String page = groff("cnn.1");

        assertThat(page).contains("\nCOMMANDS", "cnn train --epochs 5").doesNotContain("xref");
        commands().forEach(command -> assertThat(page).contains("\n       " + command.name()));
    }

    @Test
    void areAsManyAsThereAreCommands() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages).hasSize((int) commands().count() + 2); // cnn and cnn help
        }
    }

    /** The page as plain text; fails if groff warns of anything. */
    private String groff(String page) throws Exception {
        assertThat(PAGES.resolve(page)).exists();
        Path text = temp.resolve("text");
        Path warnings = temp.resolve("warnings");
        ProcessBuilder groff =
                new ProcessBuilder("groff", "-t", "-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=100n");
        groff.command().add(PAGES.resolve(page).toString());
        groff.redirectOutput(text.toFile()).redirectError(warnings.toFile());
        Process process = start(groff);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(warnings).isEmptyFile();
        return Files.readString(text);
    }

    private static Process start(ProcessBuilder groff) {
        try {
            return groff.start();
        } catch (IOException e) {
            return abort("there is no groff here");
        }
    }
}
