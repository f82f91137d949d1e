package org.patternscanner.data;

import java.util.Arrays;

/**
 * Rows of a table, with a label each.
 *
 * @param numbers [row][column]
 * @param labels one a row, from 0
 */
public record LabelledRows(float[][] numbers, int[] labels) {

    public LabelledRows {
        if (numbers.length != labels.length || numbers.length == 0) {
            throw new IllegalArgumentException(
                    "%d rows and %d labels make no table."
                            .formatted(numbers.length, labels.length));
        }
    }

    /** How many rows. */
    public int size() {
        return numbers.length;
    }

    /** How many columns. */
    public int columns() {
        return numbers[0].length;
    }

    /** The rows of these indices, in their order. */
    public LabelledRows select(int[] indices) {
        return new LabelledRows(
                Arrays.stream(indices).mapToObj(i -> numbers[i]).toArray(float[][]::new),
                Arrays.stream(indices).map(i -> labels[i]).toArray());
    }

    /**
     * These rows with their columns in another order.
     *
     * @param from for each place, the column that comes there
     */
    public LabelledRows reordered(int[] from) {
        float[][] moved = new float[numbers.length][from.length];
        for (int row = 0; row < moved.length; row++) {
            for (int place = 0; place < from.length; place++) {
                moved[row][place] = numbers[row][from[place]];
            }
        }
        return new LabelledRows(moved, labels);
    }
}
