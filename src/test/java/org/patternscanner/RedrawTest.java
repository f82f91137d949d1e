package org.patternscanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** docs/redraw, as far as it draws nothing: what it draws is long, and CI runs some of it. */
@DisabledOnOs(OS.WINDOWS)
class RedrawTest {

    private record Outcome(int code, String out, String err) {}

    private static Outcome redraw(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "docs/redraw"));
        command.addAll(List.of(words));
        Path err = Files.createTempFile("redraw", ".err");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Outcome outcome = new Outcome(process.waitFor(), out, Files.readString(err));
        Files.delete(err);
        return outcome;
    }

    @Test
    void everyPictureTableAndNotebookIsOnTheList() throws Exception {
        Outcome outcome = redraw("--list");
        assertThat(outcome.code()).isZero();
        for (Path file : kept()) {
            String name =
                    file.getFileName().toString().replaceFirst("^sandbox-.*", "sandbox-*.png");
            assertThat(outcome.out()).as("the list, on %s", file).containsPattern("[ /]\\Q" + name);
        }
    }

    private static List<Path> kept() throws IOException {
        List<Path> kept = new ArrayList<>();
        for (String folder : List.of("docs/images", "docs/figures", "notebooks")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*[.](png|gif|txt|ipynb)"))
                        .forEach(kept::add);
            }
        }
        assertThat(kept).hasSizeGreaterThan(40);
        return kept;
    }

    @Test
    void saysWhereTheNamesStandToOneWhoMistypedIt() throws Exception {
        Outcome outcome = redraw("filter");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'filter'", "--list");
        assertThat(redraw("--chekc").err()).contains("--chekc", "--help");
    }
}
