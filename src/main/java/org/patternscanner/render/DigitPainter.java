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
}
