package org.patternscanner.render;

import java.util.Arrays;
import java.util.Locale;

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
}
