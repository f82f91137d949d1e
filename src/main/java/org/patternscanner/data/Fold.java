package org.patternscanner.data;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Permutation;

/**
 * A part of a cross-validation: the rows to learn from and those to measure on, which share none.
 *
 * @param training standardised: each column has mean 0 and standard deviation 1
 * @param test standardised by the training rows' means and deviations, for nothing else may be
 *     known of them
 */
public record Fold(LabelledRows training, LabelledRows test) {

    /**
     * Deals out the rows, class by class, so that each fold has its share of every class; each row
     * is tested once.
     *
     * @param count how many folds, at least 2
     * @param seed of the dealing
     */
    public static List<Fold> of(LabelledRows rows, int count, long seed) {
        int[] foldOfRow = new int[rows.size()];
        int dealt = 0;
        for (int row : byClass(rows, new Random(seed))) {
            foldOfRow[row] = dealt++ % count;
        }
        return IntStream.range(0, count)
                .mapToObj(
                        fold ->
                                standardized(
                                        rows.select(where(foldOfRow, fold, false)),
                                        rows.select(where(foldOfRow, fold, true))))
                .toList();
    }

    /** All rows of class 0 in random order, then those of class 1, and so on. */
    private static List<Integer> byClass(LabelledRows rows, Random random) {
        return IntStream.of(Permutation.random(rows.size(), random))
                .boxed()
                .sorted(Comparator.comparingInt(row -> rows.labels()[row]))
                .toList();
    }

    private static int[] where(int[] foldOfRow, int fold, boolean inside) {
        return IntStream.range(0, foldOfRow.length)
                .filter(row -> (foldOfRow[row] == fold) == inside)
                .toArray();
    }

    private static Fold standardized(LabelledRows training, LabelledRows test) {
        double[] mean = new double[training.columns()];
        double[] deviation = new double[mean.length];
        for (int column = 0; column < mean.length; column++) {
            for (float[] row : training.numbers()) {
                mean[column] += row[column] / training.size();
            }
            double variance = 0;
            for (float[] row : training.numbers()) {
                double off = row[column] - mean[column];
                variance += off * off / training.size();
            }
            deviation[column] = variance == 0 ? 1 : Math.sqrt(variance); // 1: all alike, so all 0
        }
        return new Fold(
                standardized(training, mean, deviation), standardized(test, mean, deviation));
    }

    private static LabelledRows standardized(LabelledRows rows, double[] mean, double[] deviation) {
        float[][] numbers = new float[rows.size()][mean.length];
        for (int row = 0; row < numbers.length; row++) {
            for (int column = 0; column < mean.length; column++) {
                double off = rows.numbers()[row][column] - mean[column];
                numbers[row][column] = (float) (off / deviation[column]);
            }
        }
        return new LabelledRows(numbers, rows.labels());
    }
}
