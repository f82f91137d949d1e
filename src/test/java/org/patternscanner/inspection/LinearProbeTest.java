package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.network.TorchEngine;

class LinearProbeTest {

    private static final int COUNT = 60;

    @BeforeAll
    static void loads() {
        TorchEngine.configure(1);
    }

    private static byte[] labels() {
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (byte) (i % 10);
        }
        return labels;
    }

    /** Noise, and for each class a unit that stands out by so much. */
    private static float[][] rows(double signal, long seed) {
        Random random = new Random(seed);
        float[][] rows = Maps.drawn(COUNT, 12, random::nextGaussian);
        for (int i = 0; i < COUNT; i++) {
            rows[i][i % 10] += (float) signal;
        }
        return rows;
    }

    private static double right(float[][] logits) {
        int right = 0;
        for (int i = 0; i < COUNT; i++) {
            right += Logits.argmax(logits[i]) == i % 10 ? 1 : 0;
        }
        return right / (double) COUNT;
    }

    @Test
    void readsWhatIsThereAndNothingElse() {
        assertThat(right(probed(rows(9, 1), rows(9, 2)))).isEqualTo(1);
        assertThat(right(probed(rows(0, 1), rows(0, 2)))).isLessThan(0.35);
    }

    private static float[][] probed(float[][] known, float[][] rows) {
        return LinearProbe.logits(known, labels(), rows, Device.cpu());
    }

    /** The textbook's way, in plain loops; 300 quick steps come as near as 20,000 slow ones. */
    @Test
    void isTheLogisticRegressionThatKeepsItsWeights() {
        float[][] known = rows(2, 3);
        float[][] rows = rows(2, 4);
        double[] mean = new double[12];
        for (float[] row : known) {
            for (int unit = 0; unit < 12; unit++) {
                mean[unit] += row[unit] / (double) COUNT;
            }
        }
        double square = 0;
        for (float[] row : known) {
            for (int unit = 0; unit < 12; unit++) {
                square += Math.pow(row[unit] - mean[unit], 2) / COUNT;
            }
        }
        double[][] weights = new double[13][10];
        for (int step = 0; step < 20_000; step++) {
            double[][] gradient = new double[13][10];
            for (int i = 0; i < COUNT; i++) {
                double[] x = input(known[i], mean, square);
                double[] errors = softmax(logits(x, weights));
                errors[i % 10] -= 1;
                for (int unit = 0; unit < 13; unit++) {
                    for (int digit = 0; digit < 10; digit++) {
                        gradient[unit][digit] += x[unit] * errors[digit] / COUNT;
                    }
                }
            }
            for (int unit = 0; unit < 13; unit++) {
                for (int digit = 0; digit < 10; digit++) {
                    weights[unit][digit] -= gradient[unit][digit] + 1e-4 * weights[unit][digit];
                }
            }
        }

        float[][] logits = probed(known, rows);

        for (int i = 0; i < COUNT; i++) {
            double[] expected = softmax(logits(input(rows[i], mean, square), weights));
            double[] actual = softmax(Maps.numbers(new float[][] {logits[i]}).toArray());
            assertThat(actual).containsExactly(expected, within(0.06));
        }
    }

    private static double[] input(float[] row, double[] mean, double square) {
        double[] x = new double[13];
        for (int unit = 0; unit < 12; unit++) {
            x[unit] = (row[unit] - mean[unit]) / Math.sqrt(square);
        }
        x[12] = 1;
        return x;
    }

    private static double[] logits(double[] x, double[][] weights) {
        double[] logits = new double[10];
        for (int unit = 0; unit < x.length; unit++) {
            for (int digit = 0; digit < 10; digit++) {
                logits[digit] += x[unit] * weights[unit][digit];
            }
        }
        return logits;
    }

    private static double[] softmax(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] shares = new double[10];
        for (int digit = 0; digit < 10; digit++) {
            shares[digit] = Math.exp(logits[digit]) / sum;
        }
        return shares;
    }
}
