package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A table of numbers with a sign, each on its colour of a zero-centred scale.
 *
 * @param rows the name of each row
 * @param columns the name of each column
 * @param values [row][column]
 * @param legend what is measured, with the unit
 * @param text writes a number into its cell; an empty text leaves the cell to its colour
 */
public record HeatMap(
        String title,
        String subtitle,
        List<String> rows,
        List<String> columns,
        double[][] values,
        String legend,
        DoubleFunction<String> text) {

    private static final int CELL_WIDTH = 62;
    private static final int CELL_HEIGHT = 30;
    private static final int HEAD = 34;
    private static final int GAP = 14;
    private static final Font NUMBER = Page.SMALL;

    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** Draws it, with the scale below, which ends at the largest number. */
    public BufferedImage draw() {
        return draw(largest());
    }

    /**
     * Draws it on a scale of one's own, such as one that two pictures share.
     *
     * @param end above 0; what lies beyond gets the colour of the end
     */
    public BufferedImage draw(double end) {
        DivergingScale scale = DivergingScale.symmetric(end);
        int labels = Lettering.widest(Page.LABEL, rows) + GAP;
        int bottom = HEAD + rows.size() * CELL_HEIGHT + 2 * GAP;
        Page page =
                new Page(
                        title,
                        subtitle,
                        Math.max(labels + columns.size() * CELL_WIDTH, DivergingScale.LEGEND_WIDTH),
                        bottom + HEAD + DivergingScale.LEGEND_HEIGHT);
        Graphics2D g = page.graphics();
        g.setFont(Page.LABEL);
        for (int column = 0; column < columns.size(); column++) {
            int middle = labels + column * CELL_WIDTH + CELL_WIDTH / 2;
            Lettering.centred(g, columns.get(column), middle, HEAD - 12);
        }
        for (int row = 0; row < rows.size(); row++) {
            int y = HEAD + row * CELL_HEIGHT;
            g.setFont(Page.LABEL);
            g.setColor(Page.TEXT);
            Lettering.right(g, rows.get(row), labels - GAP, y + 21);
            paintRow(g, scale, values[row], labels, y);
        }
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        Lettering.left(g, legend, 0, bottom + 18);
        scale.drawLegend(g, 0, bottom + HEAD, DivergingScale.LEGEND_WIDTH);
        return page.finished();
    }

    private void paintRow(Graphics2D g, DivergingScale scale, double[] numbers, int x, int y) {
        g.setFont(NUMBER);
        for (int column = 0; column < numbers.length; column++) {
            Color colour = scale.color(numbers[column]);
            int left = x + column * CELL_WIDTH;
            g.setColor(colour);
            g.fillRect(left, y, CELL_WIDTH - 1, CELL_HEIGHT - 1);
            g.setColor(DivergingScale.textOn(colour));
            Lettering.centred(g, text.apply(numbers[column]), left + CELL_WIDTH / 2, y + 20);
        }
    }

    private double largest() {
        double largest = 0;
        for (double[] row : values) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
