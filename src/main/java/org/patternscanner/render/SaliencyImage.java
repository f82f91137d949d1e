package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** A digit, the map of where a reading comes from, and the map under the digit's outline. */
public final class SaliencyImage {

    private static final int SIDE = 28;
    private static final int CELL = 15;
    private static final int GAP = 36;
    private static final int LEGEND_GAP = 24;
    private static final float OUTLINE = 3;
    private static final Color OUTLINE_COLOR = Color.BLACK;

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
        ColorScale scale = ColorScale.fitting(map);
        Part drawn = Cells.map(map, scale, CELL);
        Part seen = Tiles.column(LEGEND_GAP, panel(mapCaption, drawn), scale.legend(drawn.width()));
        Part outlined =
                Tiles.column(
                        LEGEND_GAP,
                        panel("with the digit's outline", drawn.with(g -> outline(g, pixels))),
                        Text.label(unit));
        return Tiles.row(GAP, panel("the digit", Cells.digit(pixels, CELL)), seen, outlined)
                .page(title, subtitle);
    }

    private static Part panel(String caption, Part drawn) {
        return Tiles.column(7, Text.label(caption), drawn);
    }

    /** A line wherever ink, half white or more, meets what is none. */
    private static void outline(Graphics2D g, byte[] pixels) {
        Path2D edges = new Path2D.Float();
        for (int row = 0; row <= SIDE; row++) {
            for (int column = 0; column <= SIDE; column++) {
                int left = column * CELL;
                int top = row * CELL;
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
        g.setColor(OUTLINE_COLOR);
        g.setStroke(new BasicStroke(OUTLINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(edges);
    }

    private static boolean ink(byte[] pixels, int row, int column) {
        boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        return inside && Byte.toUnsignedInt(pixels[row * SIDE + column]) >= 128;
    }
}
