package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cnn saliency}, as people type it. */
class SaliencyCommandTest {

    @TempDir Path temp;
    private final Path seven = Trained.SEVEN;

    private static Outcome saliency(Object... words) {
        return Trained.cnn("saliency", words);
    }

    @ParameterizedTest
    @CsvSource({"gradient, Gradient", "grad-cam, Grad-CAM", "occlusion, Occlusion"})
    void showsAMapAndHowToReadIt(String method, String name) {
        Outcome outcome = saliency(seven, "--method", method).succeeds().fitsATerminal();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith(seven + ": read as ")
                .containsPattern("%\\) by small, epoch \\d of 2\\.\n" + name + " for a \\d: ")
                .contains("\nOrange (+): ")
                .endsWith("\nAs a picture: add --output saliency.png\n");
        assertThat(outcome.out().lines().filter(line -> line.matches("( [.:]|[+-]\\d){28}")))
                .hasSize(28);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "grad-cam", "occlusion"})
    void drawsThreePanels(String method) throws Exception {
        Path file = temp.resolve("new folder/saliency.png");

        Outcome outcome = saliency(seven, "--method", method, "-o", file).succeeds();

        assertThat(outcome.out()).endsWith("\nDrawn in " + file + "\n");
        assertThat(Pictures.width(file)).isGreaterThan(3 * 400);
        byte[] first = Files.readAllBytes(file);
        saliency(seven, "--method", method, "-o", file).succeeds();
        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void tellsProgramsTheWholeMap() {
        JsonObject document =
                saliency(seven, "--json", "--digit", 1)
                        .succeeds()
                        .json("saliency/1", "model", "epoch", "file", "read", "unit");

        assertThat(text(document, "method")).isEqualTo("occlusion");
        assertThat(number(document, "digit")).isEqualTo(1);
        assertThat(text(document, "model")).isEqualTo("small");
        assertThat(array(document, "map")).hasSize(28);
        assertThat(array(document, "map/0")).hasSize(28);
        // The corner is black, and blackening it changes nothing.
        assertThat(number(document, "map/0/0")).isCloseTo(0, within(1e-6));
        double most = number(document, "probabilities/" + document.get("read"));
        for (JsonElement probability : array(document, "probabilities")) {
            assertThat(probability.getAsDouble()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void asksAboutAnotherDigit() {
        Outcome outcome = saliency(seven, "--digit", "0", "--method", "GRADIENT").succeeds();

        assertThat(outcome.out()).contains("\nGradient for a 0: ").contains("more of a 0");
    }

    @Test
    void namesTheFolderInAPicturesPlace() {
        saliency(temp).failsWith(temp);
    }
}
