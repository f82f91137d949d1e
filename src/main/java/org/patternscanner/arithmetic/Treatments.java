package org.patternscanner.arithmetic;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * Whether treatments differ by more than chance, where every treatment was given once in each of
 * some blocks, such as seeds: a randomized block experiment (R. A. Fisher, The Design of
 * Experiments, 1935). What a whole block has in common counts for nothing.
 *
 * @param spread the standard deviation of the treatments' means
 * @param chance the standard deviation that those means would have if treatments meant nothing:
 *     from what is left of the measurements without what a treatment, and what a block, has in
 *     common
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
        for (int deal = 0; deal < DEALS; deal++) {
            for (int block = 0; block < measured[0].length; block++) {
                shuffle(dealt, block, random);
            }
            double byChance = spread(dealt);
            asFar += byChance >= spread * (1 - 1e-9) ? 1 : 0; // sums in another order are rounded
        }
        return new Treatments(spread, chance(measured), (double) asFar / (DEALS + 1));
    }

    /** Whether treatments differ by more than chance. */
    public boolean isSignificant() {
        return pValue < SIGNIFICANT;
    }

    /** The residual standard deviation of a two-way table, for a mean over the blocks. */
    private static double chance(double[][] measured) {
        int treatments = measured.length;
        int blocks = measured[0].length;
        double grand = mean(Arrays.stream(measured).flatMapToDouble(Arrays::stream));
        double squares = 0;
        for (int block = 0; block < blocks; block++) {
            int column = block;
            double common = mean(Arrays.stream(measured).mapToDouble(row -> row[column]));
            for (double[] row : measured) {
                double left = row[block] - mean(Arrays.stream(row)) - common + grand;
                squares += left * left;
            }
        }
        return Math.sqrt(squares / ((treatments - 1) * (blocks - 1)) / blocks);
    }

    private static double mean(DoubleStream numbers) {
        return numbers.average().orElseThrow();
    }

    private static double spread(double[][] measured) {
        double[] means =
                Arrays.stream(measured).mapToDouble(row -> mean(Arrays.stream(row))).toArray();
        return Spread.of(means).deviation();
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
