package org.patternscanner.arithmetic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a window reads at one place of a map.
 *
 * @param rows the map's row that each of the window's rows reads, [k]; some may lie outside
 * @param columns of its columns, [k]
 * @param numbers [k][k]; what lies outside counts as 0
 * @param padding [k][k]: true for what lies outside
 */
public record Patch(int[] rows, int[] columns, float[][] numbers, boolean[][] padding) {

    /**
     * The patch that makes one output pixel.
     *
     * @param map [row][column]
     * @param row the output pixel's row
     * @param column the output pixel's column
     */
    public static Patch of(float[][] map, Window window, int row, int column) {
        int k = window.kernel();
        int[] rows = IntStream.range(0, k).map(tap -> window.inputIndex(row, tap)).toArray();
        int[] columns = IntStream.range(0, k).map(tap -> window.inputIndex(column, tap)).toArray();
        float[][] numbers = new float[k][k];
        boolean[][] padding = new boolean[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                numbers[i][j] = ForwardPass.pixel(map, rows[i], columns[j]);
                padding[i][j] = !ForwardPass.isInside(map, rows[i], columns[j]);
            }
        }
        return new Patch(rows, columns, numbers, padding);
    }

    /** Whether any of it lies outside. */
    public boolean hasPadding() {
        return Arrays.stream(padding)
                .anyMatch(row -> IntStream.range(0, row.length).anyMatch(j -> row[j]));
    }
}
