package org.patternscanner.render;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Patch;

/**
 * Numbers to be read one by one, in a picture or on a terminal.
 *
 * @param numbers [row][column]
 * @param padding [row][column]: true for what is 0 because it lies outside
 */
record Matrix(double[][] numbers, boolean[][] padding) {

    static Matrix of(double[][] numbers) {
        return new Matrix(numbers, new boolean[numbers.length][numbers[0].length]);
    }

    static Matrix of(float[][] numbers) {
        return of(doubles(numbers));
    }

    static Matrix of(Patch patch) {
        return new Matrix(doubles(patch.numbers()), patch.padding());
    }

    private static double[][] doubles(float[][] numbers) {
        return Arrays.stream(numbers)
                .map(row -> IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray())
                .toArray(double[][]::new);
    }

    int rows() {
        return numbers.length;
    }

    int columns() {
        return numbers[0].length;
    }

    double maxAbs() {
        return Arrays.stream(numbers)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }
}
