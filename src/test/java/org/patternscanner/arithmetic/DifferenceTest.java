package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void differencesHaveNoSigns() {
        Difference difference =
                Difference.of(new float[][] {{1, -2}, {3, 0}}, new float[][] {{1, 2}, {2, 1}});

        assertThat(difference.largest()).isEqualTo(4);
        assertThat(difference.mean()).isEqualTo((0 + 4 + 1 + 1) / 4.0);
        assertThat(difference.size()).isEqualTo((1 + 2 + 3 + 0) / 4.0);
    }

    @Test
    void correlationIsOneForALineMinusOneForAFallingOneAndZeroForAnEvenOne() {
        double[] x = {1, 2, 3, 4};
        assertThat(Correlation.of(x, new double[] {5, 7, 9, 11})).isCloseTo(1, within(1e-12));
        assertThat(Correlation.of(x, new double[] {4, 3, 2, 1})).isCloseTo(-1, within(1e-12));
        assertThat(Correlation.of(x, new double[] {6, 6, 6, 6})).isZero();
        // By hand: deviations -1.5 -0.5 0.5 1.5 and -1 1 -1 1: 2 / (sqrt(5) 2)
        assertThat(Correlation.of(x, new double[] {0, 2, 0, 2}))
                .isCloseTo(1 / Math.sqrt(5), within(1e-12));
    }
}
