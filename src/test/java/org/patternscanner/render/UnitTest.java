package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Patch;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.network.Normalization;

/** How one number of a feature map came about, in text and as a picture. */
class UnitTest {

    private static final int CELL = 78 * 56;
    private static final Color PADDING = new Color(0xEDEDED);
    private static final Box FIELD = new Box("conv", 0, 0, 2, 2);
    private static final Place CORNER = new Place(0, 0, 0);
    private static final float[][] IMAGE = {{-0.5f, 2}, {1, 200}};
    private static final float[][] KERNEL = {{1, 1, 1}, {1, 2, -1}, {1, 0.5f, 0}};

    /** How a number of a 3 x 3 convolution with a padding of 1 came about at the corner. */
    private static String text(float bias, float number) {
        UnitSum sum =
                UnitSum.of(
                        new float[][][] {IMAGE},
                        new float[][][] {KERNEL},
                        bias,
                        Window.of(3).withPadding(1),
                        0,
                        0);
        return UnitText.of(maps("image", IMAGE, number), CORNER, sum, new Normalization(0.2, 0.4));
    }

    private static FeatureMaps maps(String source, float[][] input, float... numbers) {
        return new FeatureMaps(
                "layer", source, new float[][][] {input}, new float[][][] {{numbers}});
    }

    @Test
    void sumStandsInColumnsWithItsPadding() {
        assertThat(text(0.25f, -2.25f))
                .isEqualTo(
                        """
                        image, rows -1 to 1, columns -1 to 1
                         patch                      kernel                     products
                             (0)     (0)     (0)    +1.0000 +1.0000 +1.0000     0.0000  0.0000  0.0000
                             (0)   -0.50   +2.00 x  +1.0000 +2.0000 -1.0000 =   0.0000 -1.0000 -2.0000
                             (0)   +1.00 +200.00    +1.0000 +0.5000  0.0000     0.0000 +0.5000  0.0000

                        (0) is padding: it lies outside, and counts as 0.

                        Empty paper is -0.5000: each pixel is (value/255 - 0.2000) / 0.4000.

                        sum of the products            -2.500000
                        bias of filter 0               +0.250000
                        sum + bias                     -2.250000
                        after ReLU                      0.000000

                        PyTorch computed the same, but for rounding: -2.250000
                        """);
    }

    @Test
    void saysSoWhenTheEngineComputedAnotherNumber() {
        assertThat(text(0.25f, -2.26f))
                .contains(
                        "\nBut PyTorch computed -2.260000: more than float32's rounding lies between");
    }

    @Test
    void smallResultKeepsSixFigures() {
        assertThat(text(2.5f + 0x1p-13f, 0x1p-13f))
                .containsPattern("sum \\+ bias +\\+0\\.000122070\n");
    }

    @Test
    void manyTermsAreTabledAndThreeShown() {
        float[][][] input = new float[9][1][1];
        float[][][] filter = new float[9][1][1];
        for (int i = 0; i < 5; i++) {
            input[i][0][0] = 1;
            filter[i][0][0] = i % 2 == 0 ? i + 1 : -i - 1;
        }
        UnitSum sum = UnitSum.of(input, filter, 1, Window.of(1), 0, 0);
        String text =
                UnitText.of(
                        new FeatureMaps("conv2", "pool1", input, new float[][][] {{{4}}}),
                        CORNER,
                        sum,
                        Normalization.MNIST);
        assertThat(text).startsWith("One dot product for each of 9 channels; the 3 that count");
        assertThat(text.split("patch", -1)).hasSize(1 + 3);
        assertThat(text)
                .contains(
                        """
                        pool1 channel       adds     so far
                        -------------  ---------  ---------
                                    4  +5.000000  +5.000000
                                    3  -4.000000  +1.000000
                                    2  +3.000000  +4.000000
                                    1  -2.000000  +2.000000
                                    0  +1.000000  +3.000000
                             4 others   0.000000  +3.000000

                        sum of all 9 channels          +3.000000
                        """)
                .doesNotContain("padding");
    }

    @Test
    void windowIsShownBeforeAndAfterRelu() {
        float[][] map = {{0, 0, -1, 3}, {0, 0, 2, -4}};
        Window halve = Window.of(2).withStride(2);
        Place second = new Place(0, 0, 1);
        assertThat(
                        UnitText.of(
                                maps("conv1", map, 0, 3),
                                second,
                                new UnitMax(Patch.of(map, halve, 0, 1))))
                .isEqualTo(
                        """
                        conv1, channel 0, rows 0 to 1, columns 2 to 3
                         before ReLU         after ReLU
                         -1.0000 +3.0000 ->   0.0000 +3.0000
                         +2.0000 -4.0000     +2.0000  0.0000

                        The largest is at row 0, column 3 of conv1; the others are dropped.

                        the largest                    +3.000000
                        after ReLU                     +3.000000

                        PyTorch computed the same, but for rounding: +3.000000
                        """);
    }

    @Test
    void windowBelowZeroHasNoWinner() {
        Patch window = Patch.of(new float[][] {{-1, -2}, {-3, -4}}, Window.of(2), 0, 0);
        assertThat(UnitText.of(maps("conv1", IMAGE, 0), CORNER, new UnitMax(window)))
                .contains("None is above 0, so that ReLU leaves only zeros.");
    }

    static BufferedImage draw(int channels, String source, int row) {
        return draw(channels, source, row, Normalization.MNIST);
    }

    private static BufferedImage draw(int channels, String source, int row, Normalization pixels) {
        float[][][] input = new float[channels][5][5];
        float[][][] filter = new float[channels][3][3];
        input[0][1][1] = 2;
        filter[0][1][1] = -3;
        UnitSum sum = UnitSum.of(input, filter, 1, Window.of(3).withPadding(1), row, row);
        FeatureMaps maps = new FeatureMaps("conv", source, input, new float[1][5][5]);
        return UnitImage.of("test", new byte[784], FIELD, maps, CORNER, sum, pixels);
    }

    @Test
    void patchKernelAndProductsHaveTheirColours() {
        BufferedImage image = draw(1, "image", 1);
        Color most = ColorScale.symmetric(1).color(1);
        Color least = ColorScale.symmetric(1).color(-1);
        // One cell of the patch; one of the kernel and one of the products. Each bears a number.
        assertThat(Pixels.count(image, most)).isBetween(CELL * 7 / 10, CELL);
        assertThat(Pixels.count(image, least)).isBetween(2 * CELL * 7 / 10, 2 * CELL);
        assertThat(Pixels.count(image, PADDING)).isLessThan(CELL / 10); // the edges of letters
    }

    /** The line names the normalization: another one is another picture, but not behind conv1. */
    @Test
    void saysWhatEmptyPaperIsWhereTheImageIsRead() {
        Normalization others = new Normalization(0.5, 0.5);
        assertThat(Pixels.rgb(draw(1, "image", 1)))
                .isNotEqualTo(Pixels.rgb(draw(1, "image", 1, others)));
        assertThat(Pixels.rgb(draw(32, "pool1", 1)))
                .isEqualTo(Pixels.rgb(draw(32, "pool1", 1, others)));
    }

    @Test
    void paddingIsGrey() {
        // Five of the nine cells of a patch in the corner.
        assertThat(Pixels.count(draw(1, "image", 0), PADDING)).isBetween(4 * CELL, 5 * CELL);
    }

    @Test
    void whatEachOfManyChannelsAddsHasItsColour() {
        BufferedImage image = draw(32, "pool1", 1);
        Color least = ColorScale.symmetric(1).color(-1);
        assertThat(Pixels.count(image, least)).isBetween(3 * CELL * 7 / 10, 3 * CELL);
        assertThat(image.getHeight()).isGreaterThan(draw(1, "image", 1).getHeight());
    }

    @Test
    void winnerIsFramed() {
        float[][] map = {{-1, 1}, {0.5f, 0}};
        Color frame = new Color(0x1A1A1A);
        int letters = Pixels.count(draw(new float[2][2]), frame);
        assertThat(Pixels.count(draw(map), frame)).isGreaterThan(letters + 2 * 200 * 4);
    }

    static BufferedImage draw(float[][] map) {
        UnitMax max = new UnitMax(Patch.of(map, Window.of(2), 0, 0));
        return UnitImage.of("test", new byte[784], FIELD, maps("conv1", map, 0), CORNER, max);
    }
}
