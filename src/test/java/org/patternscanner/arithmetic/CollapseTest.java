package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollapseTest {

    /** Binomials: (1 2 1) spread over itself is (1 4 6 4 1). */
    @Test
    void meanOfMeansIsTheNextBinomial() {
        float[][] small = {{1, 2, 1}, {2, 4, 2}, {1, 2, 1}};

        assertThat(Collapse.of(small, small))
                .isDeepEqualTo(
                        new float[][] {
                            {1, 4, 6, 4, 1},
                            {4, 16, 24, 16, 4},
                            {6, 24, 36, 24, 6},
                            {4, 16, 24, 16, 4},
                            {1, 4, 6, 4, 1}
                        });
    }

    /** The first kernel takes the right neighbour, the second the lower one. */
    @Test
    void shiftsAddUpAndKernelsNeedNotBeOfOneSize() {
        float[][] right = {{0, 1}, {0, 0}};
        float[][] lower = {{0, 0, 0}, {0, 0, 0}, {0, 1, 0}};

        assertThat(Collapse.of(right, lower))
                .isDeepEqualTo(
                        new float[][] {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}});
    }

    /** One pixel each, so that it is the product of two matrices, and of matrix and bias. */
    @Test
    void channelsCollapseAsMatricesDo() {
        float[][][][] first = {{{{1}}, {{2}}}, {{{3}}, {{4}}}, {{{5}}, {{6}}}}; // 2 -> 3
        float[][][][] second = {{{{1}}, {{10}}, {{100}}}}; // 3 -> 1

        Collapse one = Collapse.of(first, new float[] {1, 2, 3}, second, new float[] {5000});

        assertThat(one.filters()).hasDimensions(1, 2);
        assertThat(one.filters()[0][0][0][0]).isEqualTo(1 + 30 + 500);
        assertThat(one.filters()[0][1][0][0]).isEqualTo(2 + 40 + 600);
        assertThat(one.bias()[0]).isEqualTo(5000 + 1 + 20 + 300);
    }
}
