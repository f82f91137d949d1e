package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several measurements of one thing. */
class SpreadTest {

    @Test
    void meanAndDeviationOfEight() {
        Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(spread.mean()).isEqualTo(5);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt(32 / 7.0), within(1e-12));
    }

    /** Student's own data: hours of sleep gained, 1.58 on average, 95 % interval 0.70 to 2.46. */
    @Test
    void marginOfStudentsSleepers() {
        Spread gain = Spread.of(1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4);
        assertThat(gain.mean()).isCloseTo(1.58, within(1e-9));
        assertThat(gain.margin()).isCloseTo(0.88, within(0.001));
    }

    @Test
    void intervalsOfThreeMeasurementsHoldTheTruthNineteenTimesInTwenty() {
        Random random = new Random(1);
        int held = 0;
        int trials = 20_000;
        for (int i = 0; i < trials; i++) {
            Spread three =
                    Spread.of(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            held += Math.abs(three.mean()) <= three.margin() ? 1 : 0;
        }
        assertThat((double) held / trials).isCloseTo(0.95, within(0.006));
    }

    @Test
    void differencesAreTakenInPairs() {
        Spread difference = Spread.of(5, 7, 9).minus(Spread.of(4, 6, 8));
        assertThat(difference.mean()).isEqualTo(1);
        assertThat(difference.margin()).isZero();
    }

    @Test
    void oneMeasurementHasNoMargin() {
        assertThatThrownBy(() -> Spread.of(1).margin())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("One measurement has no margin.");
    }
}
