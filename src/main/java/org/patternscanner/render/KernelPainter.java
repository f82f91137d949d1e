package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;

/** Draws one kernel as coloured squares, cell by cell. */
final class KernelPainter {

    // Below this size the lines between the cells would hide the cells.
    private static final int SMALLEST_CELL_WITH_BORDER = 16;
    private static final Color BORDER = new Color(0xBFBFBF);

    private final DivergingScale scale;
    private final int cell;

    /**
     * @param cell width and height of one weight in pixels
     */
    KernelPainter(DivergingScale scale, int cell) {
        this.scale = scale;
        this.cell = cell;
    }

    /** Draws a kernel, shape (kH, kW), with its top left corner at (x, y). */
    void paint(Graphics2D g, float[][] kernel, int x, int y) {
        for (int row = 0; row < kernel.length; row++) {
            for (int column = 0; column < kernel[row].length; column++) {
                paintCell(g, kernel[row][column], x + column * cell, y + row * cell);
            }
        }
        g.setColor(Page.LINE);
        g.drawRect(x, y, kernel[0].length * cell, kernel.length * cell);
    }

    private void paintCell(Graphics2D g, float weight, int x, int y) {
        g.setColor(scale.color(weight));
        g.fillRect(x, y, cell, cell);
        if (cell >= SMALLEST_CELL_WITH_BORDER) {
            g.setColor(BORDER);
            g.drawRect(x, y, cell, cell);
        }
    }
}
