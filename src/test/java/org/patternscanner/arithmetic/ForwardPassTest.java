package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Layer.Flatten;
import org.patternscanner.arithmetic.Layer.Linear;
import org.patternscanner.arithmetic.Layer.MaxPool;
import org.patternscanner.arithmetic.Layer.Relu;

class ForwardPassTest {

    private static final float[][] SOBEL_X = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};

    /** Dark on the left, bright from the fourth column on. */
    private static final float[][] STEP = {
        {0, 0, 0, 1, 1, 1},
        {0, 0, 0, 1, 1, 1},
        {0, 0, 0, 1, 1, 1},
        {0, 0, 0, 1, 1, 1}
    };

    /** Padding is dark: with it the bright borders are edges, too. */
    @Test
    void edgeDetectorLightsUpOnBothSidesOfTheEdgeAndNowhereElse() {
        assertThat(ForwardPass.slide(STEP, SOBEL_X, Window.of(3)))
                .isDeepEqualTo(new float[][] {{0, 4, 4, 0}, {0, 4, 4, 0}});
        assertThat(ForwardPass.slide(STEP, SOBEL_X, Window.of(3).withPadding(1)))
                .isDeepEqualTo(
                        new float[][] {
                            {0, 0, 3, 3, 0, -3},
                            {0, 0, 4, 4, 0, -4},
                            {0, 0, 4, 4, 0, -4},
                            {0, 0, 3, 3, 0, -3}
                        });
    }

    @Test
    void kernelIsNotFlipped() {
        float[][] image = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        float[][] lookUpLeft = {{1, 0, 0}, {0, 0, 0}, {0, 0, 0}};
        assertThat(ForwardPass.slide(image, lookUpLeft, Window.of(3)))
                .isDeepEqualTo(new float[][] {{1}});
        assertThat(ForwardPass.slide(image, lookUpLeft, Window.of(3).withPadding(1)))
                .isDeepEqualTo(new float[][] {{0, 0, 0}, {0, 1, 2}, {0, 4, 5}});
    }

    @Test
    void strideSkipsPlacesAndDilationSkipsPixels() {
        float[][] image = {{1, 2, 3, 4, 5}, {0, 0, 0, 0, 0}, {6, 7, 8, 9, 10}};
        float[][] ones = {{1, 1}, {1, 1}};
        assertThat(ForwardPass.slide(image, ones, new Window(2, 2, 0, 1)))
                .isDeepEqualTo(new float[][] {{3, 7}});
        assertThat(ForwardPass.slide(image, ones, new Window(2, 1, 0, 2)))
                .isDeepEqualTo(new float[][] {{18, 22, 26}});
    }

    @Test
    void movedDigitMakesAMovedMap() {
        float[][] image = new float[9][9];
        float[][] moved = new float[9][9];
        image[2][3] = 1;
        image[3][3] = 2;
        moved[4][4] = 1;
        moved[5][4] = 2;
        float[][] map = ForwardPass.slide(image, SOBEL_X, Window.of(3).withPadding(1));
        float[][] movedMap = ForwardPass.slide(moved, SOBEL_X, Window.of(3).withPadding(1));
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 8; column++) {
                assertThat(movedMap[row + 2][column + 1]).isEqualTo(map[row][column]);
            }
        }
        assertThat(map[2][2]).isNotZero();
    }

    @Test
    void convolutionAddsTheChannelsAndTheFiltersBias() {
        float[][][] input = {{{1, 2}, {3, 4}}, {{10, 20}, {30, 40}}};
        float[][][][] filters = {{{{2}}, {{0.5f}}}, {{{0}}, {{1}}}};
        assertThat(ForwardPass.convolution(input, filters, new float[] {100, -1}, Window.of(1)))
                .isEqualTo(
                        new float[][][] {
                            {{107, 114}, {121, 128}},
                            {{9, 19}, {29, 39}}
                        });
    }

    @Test
    void maxPoolKeepsTheLargestOfEachChannel() {
        float[][][] input = {
            {{1, 2, -5, -6}, {3, 0, -7, -8}}, {{-1, -2, 0, 0}, {-3, -4, 0, 9}},
        };
        assertThat(ForwardPass.maxPool(input, new Window(2, 2, 0, 1)))
                .isEqualTo(new float[][][] {{{3, -5}}, {{-1, 9}}});
    }

    @Test
    void reluMakesAMapOfItsOwn() {
        float[][][] input = {{{-1, 2}, {0, -3}}};
        assertThat(ForwardPass.relu(input)).isEqualTo(new float[][][] {{{0, 2}, {0, 0}}});
        assertThat(input[0][0][0]).isEqualTo(-1);
    }

    @Test
    void smallNetworkRunsAsComputedByHand() {
        Architecture network =
                new Architecture(
                        "Small",
                        new Volume(1, 2, 3),
                        List.of(
                                new Convolution("conv", 1, 2, new Window(1, 1, 0, 1)),
                                new Relu("relu"),
                                new MaxPool("pool", new Window(2, 1, 0, 1)),
                                new Flatten("flatten"),
                                new Linear("fc", 4, 2)));
        Map<String, float[]> parameters =
                Map.of(
                        "conv.weight", new float[] {2, -1},
                        "conv.bias", new float[] {1, 0},
                        "fc.weight", new float[] {1, 10, 100, 1000, 0, 0, 1, -1},
                        "fc.bias", new float[] {0.5f, -0.5f});
        float[][][] image = {{{1, -2, 3}, {-4, 0, -5}}};
        // 2x + 1, cut at 0: (3 0 7 / 0 1 0), pooled 3 7; -x: (0 2 0 / 4 0 5), pooled 4 5.
        assertThat(ForwardPass.run(network, parameters, image))
                .containsExactly(3 + 70 + 400 + 5000 + 0.5f, 4 - 5 - 0.5f);
    }

    @Test
    void missingParameterIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ForwardPass.run(
                                        Architecture.SIMPLE_CNN, Map.of(), new float[1][28][28]))
                .withMessage("There is no parameter 'conv1.weight'.");
    }

    @Test
    void averagePoolingTakesTheMeanOfEachWindow() {
        float[][][] input = {{{1, 2, 3, 4}, {5, 6, 7, 8}, {0, 0, -4, 0}, {0, 0, 0, 2}}};

        float[][][] output = ForwardPass.averagePool(input, Window.of(2).withStride(2));

        assertThat(output).isDeepEqualTo(new float[][][] {{{3.5f, 5.5f}, {0, -0.5f}}});
    }

    /** So what a stride leaves out is decided before any number is seen. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void convolutionWithAStrideIsOneWithoutFollowedBySkipping(int stride) {
        float[][] image = Numbers.random(new Random(9), 9, 11);
        float[][] kernel = Numbers.random(new Random(3), 3, 3);
        Window window = Window.of(3).withPadding(1);

        float[][] all = ForwardPass.slide(image, kernel, window);

        assertThat(ForwardPass.skip(new float[][][] {all}, stride)[0])
                .isDeepEqualTo(ForwardPass.slide(image, kernel, window.withStride(stride)));
    }
}
