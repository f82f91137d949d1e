package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** A confusion matrix as a picture: what is read right is blue, mistakes are orange. */
public final class ConfusionMatrixImage {

    private static final int CELL = 68;
    private static final int LEFT = 70;
    private static final int TOP = 66;
    private static final int RIGHT = 120;
    private static final int BOTTOM = 50;

    // The diagonal is a hundred times any mistake: on one scale the mistakes would be white.
    private static final DivergingScale SCALE = DivergingScale.symmetric(1);
    private static final double FAINTEST_MISTAKE = 0.12;

    private final int[][] counts;
    private final int largestMistake;

    private ConfusionMatrixImage(int[][] counts) {
        this.counts = counts;
        this.largestMistake = largestMistake(counts);
    }

    /**
     * Draws the matrix; its title states the accuracy.
     *
     * @param counts shape (n, n), the first index being the truth
     */
    public static BufferedImage of(int[][] counts, String subtitle) {
        return new ConfusionMatrixImage(counts).draw(subtitle);
    }

    private BufferedImage draw(String subtitle) {
        int side = counts.length * CELL;
        Page page = new Page(title(), subtitle, LEFT + side + RIGHT, TOP + side + BOTTOM);
        Graphics2D g = page.graphics();
        for (int truth = 0; truth < counts.length; truth++) {
            for (int read = 0; read < counts.length; read++) {
                paintCell(g, truth, read);
            }
        }
        paintLabels(g, side);
        return page.finished();
    }

    private String title() {
        int right = Confusion.right(counts);
        int total = Confusion.total(counts);
        return String.format(
                Locale.ROOT,
                "Confusion matrix: %s right (%,d of %,d)",
                Confusion.percent(right, total),
                right,
                total);
    }

    private void paintCell(Graphics2D g, int truth, int read) {
        Font font = truth == read ? Page.LABEL.deriveFont(Font.BOLD) : Page.LABEL;
        int x = LEFT + read * CELL;
        int y = TOP + truth * CELL;
        Confusion.paintCell(g, counts[truth][read], ground(truth, read), font, x, y, CELL);
    }

    private Color ground(int truth, int read) {
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

    private void paintLabels(Graphics2D g, int side) {
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.centred(g, "read as", LEFT + side / 2, 20);
        Lettering.upwards(g, "true digit", 18, TOP + side / 2);
        Lettering.centred(g, "right", LEFT + side + RIGHT / 2 + 6, TOP - 14);
        for (int digit = 0; digit < counts.length; digit++) {
            int middle = TOP + digit * CELL + CELL / 2 + 7;
            String number = Integer.toString(digit);
            g.setFont(Page.SUBTITLE);
            Lettering.centred(g, number, LEFT + digit * CELL + CELL / 2, TOP - 14);
            Lettering.right(g, number, LEFT - 14, middle);
            g.setFont(Page.LABEL);
            String share =
                    Confusion.percent(counts[digit][digit], Confusion.rowTotal(counts, digit));
            Lettering.right(g, share, LEFT + side + RIGHT - 12, middle);
        }
        g.setColor(Page.MUTED);
        g.setFont(Page.LABEL);
        Lettering.left(
                g,
                "Blue: read right. Orange: mistakes, the darker the more.",
                LEFT,
                TOP + side + 38);
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
