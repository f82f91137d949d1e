package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /**
     * The last two are those of R. G. Newcombe, Two-sided confidence intervals for the single
     * proportion, Statistics in Medicine 17, 1998, table I.
     */
    @ParameterizedTest
    @CsvSource({
        "9, 10, 0.5958, 0.9821",
        "0, 10, 0.0000, 0.2775",
        "10, 10, 0.7225, 1.0000",
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605"
    })
    void intervalHasThePublishedEnds(int successes, int trials, double low, double high) {
        Proportion proportion = new Proportion(successes, trials);
        assertThat(proportion.low()).isCloseTo(low, within(0.00005));
        assertThat(proportion.high()).isCloseTo(high, within(0.00005));
    }

    @Test
    void endsAreWhereTheTestOfTheTrueShareJustFails() {
        // Wilson's definition: |p - share| is 1.96 standard errors of the share, not of p.
        for (int trials = 1; trials <= 60; trials++) {
            for (int successes = 0; successes <= trials; successes++) {
                Proportion proportion = new Proportion(successes, trials);
                double p = (double) successes / trials;
                for (double end : new double[] {proportion.low(), proportion.high()}) {
                    double standardErrors = 1.959964 * Math.sqrt(end * (1 - end) / trials);
                    assertThat(Math.abs(p - end)).isCloseTo(standardErrors, within(1e-7));
                }
            }
        }
    }

    @Test
    void intervalNeverLeavesZeroToOne() {
        for (int trials = 1; trials <= 300; trials++) {
            for (int successes : new int[] {0, trials / 2, trials}) {
                Proportion proportion = new Proportion(successes, trials);
                assertThat(new double[] {0, proportion.low(), proportion.value()}).isSorted();
                assertThat(new double[] {proportion.value(), proportion.high(), 1}).isSorted();
            }
        }
    }

    @Test
    void nothingIsKnownWithoutTrials() {
        Proportion none = new Proportion(0, 0);
        assertThat(none.value()).isNaN();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(1);
    }
}
