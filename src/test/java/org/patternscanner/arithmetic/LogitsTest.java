package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogitsTest {

    private static final MathContext DIGITS = new MathContext(50);

    @Test
    void softmaxAgreesWithFiftyDigits() {
        Random random = new Random(1);
        for (int trial = 0; trial < 50; trial++) {
            float[] logits = randomLogits(random, 10);
            double[] expected = exactSoftmax(logits);
            assertThat(Logits.softmax(logits)).containsExactly(expected, within(1e-14));
            for (int label = 0; label < logits.length; label++) {
                assertThat(Logits.crossEntropy(logits, label))
                        .isCloseTo(-Math.log(expected[label]), within(1e-12));
            }
        }
    }

    @Test
    void probabilitiesAddUpToOneHoweverLargeTheLogits() {
        for (float scale : new float[] {1, 100, 1e4f, 1e30f, Float.MAX_VALUE}) {
            float[] logits = {scale, -scale, 0, scale / 2, scale};
            double[] probabilities = Logits.softmax(logits);
            assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
            assertThat(probabilities[0]).isEqualTo(probabilities[4]).isBetween(0.3, 0.5);
            assertThat(Logits.crossEntropy(logits, 0)).isBetween(0.69, 1.2);
        }
    }

    @Test
    void addingANumberToAllLogitsChangesNothing() {
        float[] logits = {1, 2, 4, -8};
        float[] shifted = {1025, 1026, 1028, 1016};
        assertThat(Logits.softmax(shifted)).containsExactly(Logits.softmax(logits), within(1e-14));
    }

    @Test
    void whoKnowsNothingOfTenClassesLosesTheLogarithmOfTen() {
        float[] logits = new float[10];
        Arrays.fill(logits, 3.5f);
        assertThat(Logits.crossEntropy(logits, 7)).isCloseTo(2.302585092994046, within(1e-12));
    }

    @Test
    void firstOfEqualsIsTheLargest() {
        assertThat(Logits.argmax(new float[] {-3, -1, -2, -1})).isEqualTo(1);
        assertThat(Logits.argmax(new float[] {5, 5})).isZero();
    }

    @Test
    void scoreIsTheShareOfHitsAndTheMeanLoss() {
        float[][] logits = {{0, 1, 0}, {2, 0, 0}, {0, 0, 3}};
        byte[] labels = {1, 0, 1};
        double e = Math.E;
        double loss = Math.log((e + 2) / e) + Math.log((e * e + 2) / (e * e));
        loss += Math.log(e * e * e + 2);
        Score score = Score.of(logits, labels);
        assertThat(score.accuracy()).isEqualTo(new Proportion(2, 3));
        assertThat(score.loss()).isCloseTo(loss / 3, within(1e-12));
    }

    private static float[] randomLogits(Random random, int size) {
        float[] logits = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        return logits;
    }

    private static double[] exactSoftmax(float[] logits) {
        BigDecimal[] powers = new BigDecimal[logits.length];
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < logits.length; i++) {
            powers[i] = exp(new BigDecimal(logits[i]));
            sum = sum.add(powers[i]);
        }
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = powers[i].divide(sum, DIGITS).doubleValue();
        }
        return probabilities;
    }

    /** The power series, after halving x ten times, and squared as often. */
    private static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1024), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 40; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term);
        }
        for (int i = 0; i < 10; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }
}
