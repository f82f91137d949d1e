package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** A digit, the map of what speaks for a reading, and the map under the digit's outline. */
public final class SaliencyImage {

    private static final int SIDE = 28;
    private static final int CELL = 15;
    private static final int PANEL = SIDE * CELL;
    private static final int GAP = 36;
    private static final int CAPTION = 34;
    private static final int LEGEND_WIDTH = PANEL;
    private static final int LEGEND_GAP = 24;
    private static final float OUTLINE = 3;
    private static final Color OUTLINE_COLOUR = Color.BLACK;

    private SaliencyImage() {}

    /**
     * Draws the three panels.
     *
     * @param pixels 28 x 28, row by row, unsigned, 0 is background
     * @param map [28][28], of either sign; zero is nearly white
     * @param mapCaption what the map shows
     * @param unit what a number of the map means, written beside the scale
     */
    public static BufferedImage of(
            String title,
            String subtitle,
            byte[] pixels,
            float[][] map,
            String mapCaption,
            String unit) {
        DivergingScale scale = DivergingScale.fitting(new float[][][] {map});
        int legendTop = CAPTION + PANEL + LEGEND_GAP;
        Page page =
                new Page(
                        title,
                        subtitle,
                        2 * (PANEL + GAP) + Math.max(PANEL, Lettering.width(Page.LABEL, unit)),
                        legendTop + DivergingScale.LEGEND_HEIGHT);
        Graphics2D g = page.graphics();
        int second = PANEL + GAP;
        int third = 2 * second;
        caption(g, "the digit", 0);
        DigitPainter.paint(g, pixels, SIDE, 0, CAPTION, CELL);
        g.setColor(Page.LINE);
        g.drawRect(0, CAPTION, PANEL, PANEL);
        KernelPainter painter = new KernelPainter(scale, CELL);
        caption(g, mapCaption, second);
        painter.paint(g, map, second, CAPTION);
        caption(g, "with the digit's outline", third);
        painter.paint(g, map, third, CAPTION);
        outline(g, pixels, third, CAPTION);
        scale.drawLegend(g, second, legendTop, LEGEND_WIDTH);
        Lettering.left(g, unit, third, legendTop + 15);
        return page.finished();
    }

    private static void caption(Graphics2D g, String text, int x) {
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, text, x, CAPTION - 12);
    }

    /** A line wherever ink, half white or more, meets what is none. */
    private static void outline(Graphics2D g, byte[] pixels, int x, int y) {
        Path2D edges = new Path2D.Float();
        for (int row = 0; row <= SIDE; row++) {
            for (int column = 0; column <= SIDE; column++) {
                int left = x + column * CELL;
                int top = y + row * CELL;
                if (ink(pixels, row, column) != ink(pixels, row - 1, column)) {
                    edges.moveTo(left, top);
                    edges.lineTo(left + CELL, top);
                }
                if (ink(pixels, row, column) != ink(pixels, row, column - 1)) {
                    edges.moveTo(left, top);
                    edges.lineTo(left, top + CELL);
                }
            }
        }
        g.setColor(OUTLINE_COLOUR);
        g.setStroke(new BasicStroke(OUTLINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(edges);
        g.setStroke(new BasicStroke(1));
    }

    private static boolean ink(byte[] pixels, int row, int column) {
        boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        return inside && Byte.toUnsignedInt(pixels[row * SIDE + column]) >= 128;
    }
}
