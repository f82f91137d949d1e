package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TiedMatrixTest {

    private static final int O = TiedMatrix.ZERO;

    /** By hand: a 2x2 kernel (weights 0 1 / 2 3) on 2 x 3 pixels has two places. */
    @Test
    void eachRowHoldsTheKernelWhereItLies() {
        TiedMatrix matrix = TiedMatrix.of(2, 3, Window.of(2));

        assertThat(matrix.weightAt())
                .isDeepEqualTo(new int[][] {{0, 1, O, 2, 3, O}, {O, 0, 1, O, 2, 3}});
        assertThat(matrix.filled()).isEqualTo(8);
        assertThat(matrix.outputs()).isEqualTo(2);
        assertThat(matrix.inputs()).isEqualTo(6);
    }

    /** With padding 1 a 3x3 kernel on one pixel reads it with its middle weight alone. */
    @Test
    void paddingHasNoColumn() {
        assertThat(TiedMatrix.of(1, 1, Window.parse("3p1")).weightAt())
                .isDeepEqualTo(new int[][] {{4}});
    }

    @Test
    void strideSkipsPlacesAndDilationSkipsPixels() {
        assertThat(TiedMatrix.of(1, 4, Window.parse("1s2")).weightAt())
                .isDeepEqualTo(new int[][] {{0, O, O, O}, {O, O, 0, O}});
        assertThat(TiedMatrix.of(3, 3, Window.parse("2d2")).weightAt())
                .isDeepEqualTo(new int[][] {{0, O, 1, O, O, O, 2, O, 3}});
    }

    /** By hand: 1*1 + 2*10 + 4*100 + 5*1000, and one column further. */
    @Test
    void timesTheImageItIsTheConvolution() {
        float[][] image = {{1, 2, 3}, {4, 5, 6}};
        float[][] kernel = {{1, 10}, {100, 1000}};

        assertThat(TiedMatrix.of(2, 3, Window.of(2)).times(kernel, image))
                .isDeepEqualTo(new float[][] {{5421, 6532}});
    }

    @Test
    void windowThatDoesNotFitHasNoMatrix() {
        assertThatThrownBy(() -> TiedMatrix.of(2, 5, Window.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 pixels wide does not fit into 2");
    }
}
