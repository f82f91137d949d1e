package org.patternscanner.arithmetic;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Numbers in rows and columns. */
public final class Maps {

    private Maps() {}

    /** All numbers of a map [row][column], row by row. */
    public static DoubleStream numbers(float[][] map) {
        return Arrays.stream(map)
                .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]));
    }

    /** Numbers that are drawn row by row: [row][column]. */
    public static float[][] drawn(int rows, int columns, DoubleSupplier number) {
        float[][] map = new float[rows][columns];
        for (float[] row : map) {
            for (int column = 0; column < columns; column++) {
                row[column] = (float) number.getAsDouble();
            }
        }
        return map;
    }

    /** Numbers cut into rows: [row][column]. */
    public static float[][] rows(float[] numbers, int columns) {
        return IntStream.range(0, numbers.length / columns)
                .mapToObj(row -> Arrays.copyOfRange(numbers, row * columns, (row + 1) * columns))
                .toArray(float[][]::new);
    }

    /** Numbers cut into maps: [map][row][column]. */
    public static float[][][] of(float[] numbers, int rows, int columns) {
        return Arrays.stream(rows(numbers, rows * columns))
                .map(map -> rows(map, columns))
                .toArray(float[][][]::new);
    }
}
