package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
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

    /** Draws a cell of the matrix, cell x cell pixels, with its count unless that is 0. */
    static void paintCell(
            Graphics2D g, int count, Color ground, Font font, int x, int y, int cell) {
        g.setColor(ground);
        g.fillRect(x, y, cell, cell);
        g.setColor(Page.LINE);
        g.drawRect(x, y, cell, cell);
        if (count > 0) {
            g.setColor(DivergingScale.textOn(ground));
            g.setFont(font);
            Lettering.centred(
                    g,
                    Integer.toString(count),
                    x + cell / 2,
                    y + cell / 2 + font.getSize() * 2 / 5);
        }
    }
}
