package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static final int COUNT = 20_000;

    /** Logits, and labels drawn from what they promise. */
    private record Honest(float[][] logits, byte[] labels) {

        static Honest of(long seed) {
            Random random = new Random(seed);
            float[][] logits = new float[COUNT][10];
            byte[] labels = new byte[COUNT];
            for (int i = 0; i < COUNT; i++) {
                for (int k = 0; k < 10; k++) {
                    logits[i][k] = (float) (2 * random.nextGaussian());
                }
                labels[i] = drawn(Logits.softmax(logits[i]), random);
            }
            return new Honest(logits, labels);
        }

        private static byte drawn(double[] probabilities, Random random) {
            double left = random.nextDouble();
            byte label = 0;
            while (label < 9 && (left -= probabilities[label]) > 0) {
                label++;
            }
            return label;
        }

        float[][] times(double factor) {
            float[][] scaled = new float[COUNT][10];
            for (int i = 0; i < COUNT; i++) {
                for (int k = 0; k < 10; k++) {
                    scaled[i][k] = (float) (factor * logits[i][k]);
                }
            }
            return scaled;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1, 3})
    void theTemperatureUndoesWhatLogitsWereMultipliedBy(double factor) {
        Honest honest = Honest.of(1);
        double temperature = Calibration.temperature(honest.times(factor), honest.labels());
        assertThat(temperature / factor).isCloseTo(1, within(0.03));
    }

    @Test
    void noTemperatureNearbyGivesALowerLoss() {
        Honest honest = Honest.of(2);
        float[][] logits = honest.times(0.6);
        double best = Calibration.temperature(logits, honest.labels());
        double loss = loss(logits, honest.labels(), best);
        for (double factor : new double[] {0.9, 0.99, 1.01, 1.1}) {
            assertThat(loss(logits, honest.labels(), best * factor)).isGreaterThan(loss);
        }
    }

    @Test
    void lossIsTheMeanOfMinusTheLogarithmOfTheTrueClass() {
        Honest honest = Honest.of(3);
        for (double temperature : new double[] {0.5, 1, 2}) {
            assertThat(Calibration.loss(honest.logits(), honest.labels(), temperature))
                    .isCloseTo(loss(honest.logits(), honest.labels(), temperature), within(1e-5));
        }
        float[][] sure = {{4000, 0}};
        assertThat(Calibration.loss(sure, new byte[] {1}, 0.5)).isEqualTo(8000);
    }

    private static double loss(float[][] logits, byte[] labels, double temperature) {
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            loss -= Math.log(Logits.softmax(logits[i], temperature)[labels[i]]);
        }
        return loss / logits.length;
    }

    @Test
    void whereAllIsReadRightTheTemperatureStaysFinite() {
        float[][] logits = {{5, 0}, {0, 3}};
        assertThat(Calibration.temperature(logits, new byte[] {0, 1})).isBetween(0.12, 0.13);
        assertThat(Calibration.temperature(logits, new byte[] {1, 0})).isBetween(7.9, 8.1);
    }

    @Test
    void theErrorIsWhatTheProbabilitiesPromiseTooMuchOrTooLittle() {
        // ln 3 : 0 is 75 % to 25 %. Of four such images three are read right: nothing is off.
        float[] sure = {(float) Math.log(3), 0};
        float[][] logits = {sure, sure, sure, sure};
        assertThat(Calibration.error(logits, new byte[] {0, 0, 0, 1}, 1))
                .isCloseTo(0, within(1e-6));
        assertThat(Calibration.error(logits, new byte[] {0, 0, 0, 0}, 1))
                .isCloseTo(0.25, within(1e-6));
        assertThat(Calibration.error(logits, new byte[] {1, 1, 1, 1}, 1))
                .isCloseTo(0.75, within(1e-6));
        // At temperature 1/2 it is 9 : 1, or 90 %.
        assertThat(Calibration.error(logits, new byte[] {0, 0, 0, 1}, 0.5))
                .isCloseTo(0.15, within(1e-6));
    }

    @Test
    void errorsOfDifferentProbabilitiesDoNotCancelOut() {
        // 75 % read right (25 points too little) and 60 % read wrong (60 too much).
        float[][] logits = {{(float) Math.log(3), 0}, {(float) Math.log(1.5), 0}};
        assertThat(Calibration.error(logits, new byte[] {0, 1}, 1))
                .isCloseTo((0.25 + 0.6) / 2, within(1e-6));
    }

    @Test
    void honestProbabilitiesHaveHardlyAnError() {
        Honest honest = Honest.of(3);
        assertThat(Calibration.error(honest.logits(), honest.labels(), 1)).isLessThan(0.015);
        assertThat(Calibration.error(honest.times(0.4), honest.labels(), 1)).isGreaterThan(0.1);
    }
}
