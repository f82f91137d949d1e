package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;

/** Draws a matrix with its numbers written on their colours; what is padding is grey. */
final class NumberGrid {

    static final int CELL_WIDTH = 78;
    static final int CELL_HEIGHT = 56;

    static final int DECIMALS = 3;
    private static final int DECIMALS_OF_HUNDREDS = 1;

    private final DivergingScale scale;

    NumberGrid(DivergingScale scale) {
        this.scale = scale;
    }

    /** Draws a matrix with its top left corner at (x, y). */
    void paint(Graphics2D g, Matrix matrix, int x, int y) {
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                paintCell(g, matrix, row, column, x, y);
            }
        }
        g.setColor(Page.TEXT);
        g.drawRect(x, y, matrix.columns() * CELL_WIDTH, matrix.rows() * CELL_HEIGHT);
    }

    private void paintCell(Graphics2D g, Matrix matrix, int row, int column, int x, int y) {
        double number = matrix.numbers()[row][column];
        boolean padding = matrix.padding()[row][column];
        Color ground = padding ? ReceptiveFieldImage.PADDING : scale.color(number);
        int left = x + column * CELL_WIDTH;
        int top = y + row * CELL_HEIGHT;
        g.setColor(ground);
        g.fillRect(left, top, CELL_WIDTH, CELL_HEIGHT);
        g.setColor(Page.LINE);
        g.drawRect(left, top, CELL_WIDTH, CELL_HEIGHT);
        g.setColor(DivergingScale.textOn(ground));
        g.setFont(padding ? Page.SMALL : Page.LABEL);
        String text = padding ? "padding" : Signed.text(number, decimals(number));
        Lettering.centred(g, text, left + CELL_WIDTH / 2, top + CELL_HEIGHT / 2 + 7);
    }

    /** What has more digits before the point has room for fewer after it. */
    private static int decimals(double number) {
        return Math.abs(number) < 100 ? DECIMALS : DECIMALS_OF_HUNDREDS;
    }

    /** Draws a thick frame around a cell of a matrix that stands at (x, y). */
    static void mark(Graphics2D g, int row, int column, int x, int y) {
        g.setColor(Page.TEXT);
        g.setStroke(new BasicStroke(5));
        g.drawRect(x + column * CELL_WIDTH, y + row * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT);
        g.setStroke(new BasicStroke(1));
    }
}
