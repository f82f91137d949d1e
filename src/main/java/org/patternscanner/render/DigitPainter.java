package org.patternscanner.render;

import java.awt.Graphics2D;

/** Draws the pixels of a digit as squares: no smoothing, so that a class can count them. */
final class DigitPainter {

    private DigitPainter() {}

    /**
     * Draws a picture with its top left corner at (x, y).
     *
     * @param pixels row by row, unsigned, 0 is background
     * @param width pixels a row
     * @param cell width and height of one drawn pixel
     */
    static void paint(Graphics2D g, byte[] pixels, int width, int x, int y, int cell) {
        for (int i = 0; i < pixels.length; i++) {
            g.setColor(GreyScale.color(pixels[i]));
            g.fillRect(x + i % width * cell, y + i / width * cell, cell, cell);
        }
    }

    /** The same for 28 x 28 pixels, with a frame around them. */
    static void paintFramed(Graphics2D g, byte[] digit, int x, int y, int cell) {
        paint(g, digit, 28, x, y, cell);
        g.setColor(Page.LINE);
        g.drawRect(x - 1, y - 1, 28 * cell + 1, 28 * cell + 1);
    }
}
