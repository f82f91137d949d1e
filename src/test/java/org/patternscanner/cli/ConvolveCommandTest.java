package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnn convolve}. */
class ConvolveCommandTest {

    @TempDir Path temp;

    /** A white bar on black has a left edge, of +4 * 255, and a right one, of -4 * 255. */
    @Test
    void saysTheSizeWithItsFormulaAndTheRangeOfTheResponses() throws IOException {
        Path bar = picture(40, 20, (x, y) -> x >= 10 && x < 30 ? 0xFFFFFF : 0);

        Outcome convolve = User.cnn("convolve --kernel sobel-x", bar, "--output", map()).succeeds();

        assertThat(convolve.out())
                .isEqualTo(
                        """
                        %s: 40 x 20 pixels, from 0 (black) to 255 (white)
                        kernel  sobel-x (-1 0 1 / -2 0 2 / -1 0 1)
                        width   floor((40 + 2*0 - 1*(3-1) - 1) / 1) + 1 = 38
                        height  floor((20 + 2*0 - 1*(3-1) - 1) / 1) + 1 = 18

                        channel  smallest  largest  mean  below 0
                        -------  --------  -------  ----  -------
                        grey      -1020.0  +1020.0  +0.0      5 %%

                        Drawn in %s
                        """
                                .formatted(bar, map()));
        assertThat(colours()).contains(0x2166AC, 0xAE4200); // the ends of blue and orange
    }

    @Test
    void colourConvolvesEachChannel() throws IOException {
        Path red = picture(9, 7, (x, y) -> 0xFF0000);

        JsonObject document =
                User.cnn("convolve --kernel box --colour --json", red)
                        .succeeds()
                        .json("convolve/1", "source", "kernel", "window", "input", "output");

        assertThat(array(document, "channels")).hasSize(3);
        assertThat(number(document, "channels/0/largest")).isCloseTo(255, within(0.01));
        assertThat(number(document, "channels/1/largest")).isZero();
        assertThat(number(document, "channels/2/smallest")).isZero();
        assertThat(at(document, "output")).hasToString("{\"width\":7,\"height\":5}");
        assertThat(document.has("picture")).isFalse();
    }

    /** Of 9 x 9 with stride 2, padding 1, dilation 2: floor((9 + 2 - 4 - 1) / 2) + 1 = 4. */
    @Test
    void strideAndPaddingAndDilationGoIntoTheFormula() throws IOException {
        String command = "convolve --stride 2 --padding 1 --dilation 2 --json";

        JsonObject document =
                User.cnn(command, picture(9, 9, (x, y) -> 0x808080), "--kernel=0,0,0,0,1,0,0,0,0")
                        .succeeds()
                        .json("convolve/1");

        assertThat(at(document, "output")).hasToString("{\"width\":4,\"height\":4}");
        assertThat(number(document, "channels/0/smallest")).isEqualTo(128);
    }

    @Test
    void mapOfALargePictureIsDrawnAtItsOwnSize() throws IOException {
        Path large = picture(1200, 300, (x, y) -> x < 600 ? 0 : 0xFFFFFF);

        User.cnn("convolve", large, "-o", map()).succeeds();

        BufferedImage drawn = ImageIO.read(map().toFile());
        assertThat(drawn.getWidth()).isEqualTo(1198 + 80);
        assertThat(drawn.getHeight()).isLessThan(600);
    }

    @Test
    void mapWithoutNegativeResponsesIsGrey() throws IOException {
        Path small = picture(30, 30, (x, y) -> 0x010101 * (8 * x));

        User.cnn("convolve --kernel gaussian", small, "-o", map()).succeeds();

        assertThat(colours())
                .allMatch(colour -> (colour & 255) == (colour >> 8 & 255))
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--stride 0 | --stride is 0",
                "--padding -1 | --padding is -1",
                "--padding 2000000000 | --padding is 2000000000",
                "--padding 9999 | make --padding smaller",
                "--dilation 4 | A window 9 pixels wide does not fit into 8",
                "--kernel 1,2 | A kernel cannot have 2 numbers",
                "--stride x | '--stride': 'x' is not a whole number",
            })
    void impossibleCombinationSaysWhy(String options, String sentence) throws IOException {
        User.cnn("convolve " + options, picture(8, 6, (x, y) -> 0)).refuses("convolve", sentence);
    }

    private Path picture(int width, int height, IntBinaryOperator colour) throws IOException {
        return Pictures.png(temp.resolve("picture.png"), width, height, colour);
    }

    private Path map() {
        return temp.resolve("map.png");
    }

    private Set<Integer> colours() throws IOException {
        BufferedImage picture = ImageIO.read(map().toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colours.add(picture.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }
}
