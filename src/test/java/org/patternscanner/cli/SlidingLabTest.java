package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn lab sliding}, whose kernel and picture can be chosen. */
class SlidingLabTest {

    @TempDir Path temp;

    @Test
    void slidesOwnNumbersOverOwnPicture() throws IOException {
        Path picture = squareOnWhite(40, 30);
        Outcome lab =
                User.cnn(
                                "lab sliding --no-quiz --kernel -1,0,1,-2,0,2,-1,0,1",
                                "--picture",
                                picture,
                                "-o",
                                temp)
                        .succeeds();

        assertThat(lab.out())
                .startsWith("The claim: Convolution is a sliding dot product")
                .contains("The claim held.\n", "Drawn in " + temp.resolve("sliding.png"));
        assertThat(temp.resolve("sliding.png")).isNotEmptyFile();
        assertThat(lab.out().lines().filter(line -> !line.startsWith("Drawn")))
                .allMatch(line -> line.length() <= 80 || line.contains(temp.toString()));
    }

    @Test
    void givesTheMapInJson() throws IOException {
        Path picture = squareOnWhite(40, 30);
        JsonObject document =
                User.cnn("lab sliding --json --kernel box", "--picture", picture)
                        .succeeds()
                        .json("lab/1", "lab", "claim", "held", "results");

        assertThat(document.get("held").getAsBoolean()).isTrue();
        JsonObject results = document.getAsJsonObject("results");
        assertThat(results.getAsJsonArray("map")).hasSize(28); // 30 - 3 + 1
        assertThat(results.getAsJsonArray("map").get(0).getAsJsonArray()).hasSize(38);
        assertThat(results.getAsJsonArray("map").get(0).getAsJsonArray().get(0).getAsDouble())
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6)); // white
    }

    @Test
    void refusesWhatItCannotSlide() throws IOException {
        User.cnn("lab sliding --kernel 1,2,3")
                .refuses(
                        "lab", "A kernel cannot have 3 numbers", "9, 16, 25, 36 or 49, row by row");
        User.cnn("lab sliding --picture nowhere.png")
                .failsWith("'nowhere.png' does not exist: check the file's name.");
        User.cnn("lab sliding", "--picture", squareOnWhite(2, 2))
                .refuses(
                        "lab",
                        "A window 3 pixels wide does not fit",
                        "kernel or the dilation smaller");
    }

    @Test
    void otherExperimentsHaveNoKernelAndNoPicture() {
        User.cnn("lab output-size --kernel box")
                .refuses("lab", "--kernel goes with the experiment", "leave it out");
        User.cnn("lab output-size --picture x.png")
                .refuses("lab", "--picture goes with the experiment", "leave it out");
    }

    private Path squareOnWhite(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        g.fillRect(width / 4, height / 4, width / 2, height / 2);
        g.dispose();
        Path file = temp.resolve("square.png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
