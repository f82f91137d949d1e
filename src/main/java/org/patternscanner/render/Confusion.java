package org.patternscanner.render;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The sums over a confusion matrix that its picture and its text both show. */
final class Confusion {

    private Confusion() {}

    static int total(int[][] counts) {
        return Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).sum();
    }

    static int right(int[][] counts) {
        int right = 0;
        for (int digit = 0; digit < counts.length; digit++) {
            right += counts[digit][digit];
        }
        return right;
    }

    static int rowTotal(int[][] counts, int truth) {
        return Arrays.stream(counts[truth]).sum();
    }

    static int columnTotal(int[][] counts, int read) {
        return Arrays.stream(counts).mapToInt(row -> row[read]).sum();
    }

    /** The share as "98.72 %", or a dash where there was nothing to read. */
    static String percent(int right, int total) {
        return total == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", 100.0 * right / total);
    }

    /**
     * The matrix as a picture, with the digits at its sides.
     *
     * @param heading what stands above it
     * @param cell width and height of a cell
     */
    static Part part(
            String heading,
            int[][] counts,
            int cell,
            Cells.At<Color> ground,
            Cells.At<Text> words) {
        List<Text> digits =
                IntStream.range(0, counts.length)
                        .mapToObj(digit -> Text.label(String.valueOf(digit)))
                        .toList();
        Part matrix =
                new Cells(counts.length, counts.length, cell, cell, ground, Page.LINE, words)
                        .labeled(digits, digits);
        return Tiles.named(heading, "true digit", matrix);
    }

    static String text(int count) {
        return count == 0 ? "" : String.valueOf(count);
    }
}
