package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cnn saliency}, as people type it. */
class SaliencyCommandTest {

    @TempDir Path temp;
    private Path seven;

    @BeforeEach
    void writesASeven() {
        seven = temp.resolve("seven.png");
        User.cnn("sample --digit 7", "--data", Trained.DATA, "--output", seven).succeeds();
    }

    private static Outcome saliency(Object... words) {
        Object[] all = new Object[words.length + 5];
        all[0] = "saliency";
        all[1] = "--models";
        all[2] = Trained.MODELS;
        all[3] = "--model";
        all[4] = Trained.RUN;
        System.arraycopy(words, 0, all, 5, words.length);
        return User.cnn(all);
    }

    @ParameterizedTest
    @CsvSource({"gradient, Gradient", "grad-cam, Grad-CAM", "occlusion, Occlusion"})
    void showsAMapAndHowToReadIt(String method, String name) {
        Outcome outcome = saliency(seven, "--method", method).succeeds();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith(seven + ": read as ")
                .containsPattern("%\\) by small, epoch \\d of 2\\.\n" + name + " for a \\d: ")
                .contains("\nOrange (+): ")
                .endsWith("\nAs a picture: add --output saliency.png\n");
        assertThat(outcome.out().lines().filter(line -> line.matches("( [.:]|[+-]\\d){28}")))
                .hasSize(28);
        assertThat(outcome.out().lines().skip(1)).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "grad-cam", "occlusion"})
    void drawsThreePanels(String method) throws Exception {
        Path file = temp.resolve("new folder/saliency.png");

        Outcome outcome = saliency(seven, "--method", method, "-o", file).succeeds();

        assertThat(outcome.out()).endsWith("\nDrawn in " + file + "\n");
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(3 * 400);
        byte[] first = Files.readAllBytes(file);
        saliency(seven, "--method", method, "-o", file).succeeds();
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void tellsProgramsTheWholeMap() {
        JsonObject document =
                saliency(seven, "--json", "--digit", 1)
                        .succeeds()
                        .json("saliency/1", "model", "epoch", "file", "read", "unit");

        assertThat(document.get("method").getAsString()).isEqualTo("occlusion");
        assertThat(document.get("digit").getAsInt()).isEqualTo(1);
        assertThat(document.get("model").getAsString()).isEqualTo("small");
        JsonArray map = document.getAsJsonArray("map");
        assertThat(map).hasSize(28);
        assertThat(map.get(0).getAsJsonArray()).hasSize(28);
        // The corner is black, and blackening it changes nothing.
        assertThat(map.get(0).getAsJsonArray().get(0).getAsDouble()).isCloseTo(0, within(1e-6));
        JsonArray probabilities = document.getAsJsonArray("probabilities");
        int read = document.get("read").getAsInt();
        for (int digit = 0; digit < 10; digit++) {
            assertThat(probabilities.get(digit).getAsDouble())
                    .isLessThanOrEqualTo(probabilities.get(read).getAsDouble());
        }
    }

    @Test
    void readsThePictureFromStdin() throws Exception {
        byte[] bytes = Files.readAllBytes(seven);

        Outcome outcome =
                User.cnnReading(
                                bytes,
                                "saliency",
                                "-",
                                "--models",
                                Trained.MODELS,
                                "--model",
                                Trained.RUN)
                        .succeeds();

        assertThat(outcome.out()).isEqualTo(saliency(seven).out().replace(seven.toString(), "-"));
    }

    @Test
    void asksAboutAnotherDigit() {
        Outcome outcome = saliency(seven, "--digit", "0", "--method", "GRADIENT").succeeds();

        assertThat(outcome.out()).contains("\nGradient for a 0: ").contains("more of a 0");
    }

    @Test
    void namesThePictureThatItCannotUse() throws Exception {
        Path blank = temp.resolve("blank.png");
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", blank.toFile());
        Path text = Files.writeString(temp.resolve("text.png"), "no picture");

        for (Path picture : new Path[] {blank, text, temp.resolve("missing.png"), temp}) {
            Outcome outcome = saliency(picture);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).startsWith("cnn: ").contains(picture.toString());
            assertThat(outcome.err().lines()).hasSize(1);
        }
        Path folder = Files.createDirectory(temp.resolve("folder.png"));
        saliency(seven, "-o", folder).failsWith("Cannot write " + folder + ": it is a folder.");
    }
}
