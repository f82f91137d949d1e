package org.patternscanner.arithmetic;

import java.util.Arrays;
import java.util.Random;

/**
 * Whether treatments differ by more than chance, where every treatment was given once in each of
 * some blocks, such as seeds: a randomized block experiment (R. A. Fisher, The Design of
 * Experiments, 1935). What a whole block has in common counts for nothing.
 *
 * @param spread the standard deviation of the treatments' means
 * @param chance the standard deviation that those means would have, on average, if treatments meant
 *     nothing
 * @param pValue how often the same measurements, dealt to the treatments at random within each
 *     block, give means that lie as far apart: from 0.0001 to 1
 */
public record Treatments(double spread, double chance, double pValue) {

    /** Below this, treatments are called different. */
    public static final double SIGNIFICANT = 0.01;

    private static final int DEALS = 9_999;

    /**
     * Compares.
     *
     * @param measured [treatment][block], at least two of each
     * @param seed of the dealing
     */
    public static Treatments of(double[][] measured, long seed) {
        double spread = spread(measured);
        double[][] dealt = copy(measured);
        Random random = new Random(seed);
        int asFar = 1; // the measured deal itself
        double variance = 0;
        for (int deal = 0; deal < DEALS; deal++) {
            for (int block = 0; block < measured[0].length; block++) {
                shuffle(dealt, block, random);
            }
            double byChance = spread(dealt);
            variance += byChance * byChance / DEALS;
            asFar += byChance >= spread * (1 - 1e-9) ? 1 : 0; // sums in another order are rounded
        }
        return new Treatments(spread, Math.sqrt(variance), (double) asFar / (DEALS + 1));
    }

    /** Whether treatments differ by more than chance. */
    public boolean isSignificant() {
        return pValue < SIGNIFICANT;
    }

    private static double spread(double[][] measured) {
        return Spread.of(
                        Arrays.stream(measured)
                                .mapToDouble(treatment -> Arrays.stream(treatment).sum())
                                .map(sum -> sum / measured[0].length)
                                .toArray())
                .deviation();
    }

    private static double[][] copy(double[][] measured) {
        return Arrays.stream(measured).map(double[]::clone).toArray(double[][]::new);
    }

    private static void shuffle(double[][] measured, int block, Random random) {
        double[] before = Arrays.stream(measured).mapToDouble(row -> row[block]).toArray();
        int[] from = Permutation.random(before.length, random);
        for (int i = 0; i < from.length; i++) {
            measured[i][block] = before[from[i]];
        }
    }
}
