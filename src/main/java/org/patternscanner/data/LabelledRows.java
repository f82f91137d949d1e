package org.patternscanner.data;

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
}
