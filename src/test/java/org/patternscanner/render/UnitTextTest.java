package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Patch;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.network.Normalization;

class UnitTextTest {

    private static final Place CORNER = new Place(0, 0, 0);
    private static final float[][] IMAGE = {{-0.5f, 2}, {1, 200}};
    private static final float[][] KERNEL = {{1, 1, 1}, {1, 2, -1}, {1, 0.5f, 0}};

    private static final Normalization PIXELS = new Normalization(0.2, 0.4);

    private static UnitSum sum(float bias) {
        return UnitSum.of(
                new float[][][] {IMAGE},
                new float[][][] {KERNEL},
                bias,
                Window.of(3).withPadding(1),
                0,
                0);
    }

    private static FeatureMaps maps(String source, float[][] input, float number) {
        return new FeatureMaps(
                "layer", source, new float[][][] {input}, new float[][][] {{{number}}});
    }

    @Test
    void sumStandsInColumnsWithItsPadding() {
        assertThat(UnitText.of(maps("image", IMAGE, -2.25f), CORNER, sum(0.25f), PIXELS))
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
        assertThat(UnitText.of(maps("image", IMAGE, -2.26f), CORNER, sum(0.25f), PIXELS))
                .contains(
                        "\nBut PyTorch computed -2.260000: more than float32's rounding lies between");
    }

    @Test
    void smallResultKeepsSixFigures() {
        assertThat(
                        UnitText.of(
                                maps("image", IMAGE, 0x1p-13f),
                                CORNER,
                                sum(2.5f + 0x1p-13f),
                                PIXELS))
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
                        PIXELS);
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
        FeatureMaps maps =
                new FeatureMaps(
                        "pool1", "conv1", new float[][][] {map}, new float[][][] {{{0, 3}}});
        assertThat(UnitText.of(maps, second, new UnitMax(Patch.of(map, halve, 0, 1))))
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
}
