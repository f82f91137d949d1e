package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as a picture: what is read right is blue, mistakes are orange. */
public final class ConfusionMatrixImage {

    private static final int CELL = 68;
    private static final int GAP = 20;

    // The diagonal is a hundred times any mistake: on one scale the mistakes would be white.
    private static final ColorScale SCALE = ColorScale.symmetric(1);
    private static final double FAINTEST_MISTAKE = 0.12;

    private ConfusionMatrixImage() {}

    /**
     * Draws the matrix; its title states the accuracy.
     *
     * @param counts shape (n, n), the first index being the truth
     */
    public static BufferedImage of(int[][] counts, String subtitle) {
        int largestMistake = largestMistake(counts);
        Part matrix =
                Confusion.part(
                        "read as",
                        counts,
                        CELL,
                        (truth, read) -> ground(counts, truth, read, largestMistake),
                        (truth, read) -> {
                            Text count = Text.label(Confusion.text(counts[truth][read]));
                            return truth == read ? count.bold() : count;
                        });
        Part shares =
                Tiles.column(
                        Cells.BESIDE_LABELS,
                        Text.label("right"),
                        Cells.names(CELL, counts.length, truth -> share(counts, truth)));
        Part note = Text.label("Blue: read right. Orange: mistakes, the darker the more.");
        Part both = new Tiles(List.of(matrix, shares), 2, GAP, 1);
        return Tiles.column(GAP, both, note).page(title(counts), subtitle);
    }

    private static String title(int[][] counts) {
        int right = Confusion.right(counts);
        int total = Confusion.total(counts);
        return String.format(
                Locale.ROOT,
                "Confusion matrix: %s right (%,d of %,d)",
                Confusion.percent(right, total),
                right,
                total);
    }

    private static Text share(int[][] counts, int truth) {
        return Text.label(
                Confusion.percent(counts[truth][truth], Confusion.rowTotal(counts, truth)));
    }

    private static Color ground(int[][] counts, int truth, int read, int largestMistake) {
        int count = counts[truth][read];
        if (count == 0) {
            return Color.WHITE;
        }
        if (truth == read) {
            return SCALE.color(-0.45);
        }
        // The root keeps a single mistake apart from none, and from the most common one.
        double share = Math.sqrt((double) count / largestMistake);
        return SCALE.color(FAINTEST_MISTAKE + (1 - FAINTEST_MISTAKE) * share);
    }

    private static int largestMistake(int[][] counts) {
        int largest = 0;
        for (int truth = 0; truth < counts.length; truth++) {
            for (int read = 0; read < counts.length; read++) {
                if (truth != read) {
                    largest = Math.max(largest, counts[truth][read]);
                }
            }
        }
        return largest;
    }
}
