package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.patternscanner.arithmetic.PokedField;
import org.patternscanner.arithmetic.ReceptiveField.Span;

/**
 * The pixels that change a unit, for one stack after another, and the frames that were computed.
 */
public final class PokedFieldImage {

    private static final int CELL = 10;
    private static final int COLUMNS = 5;
    private static final int GAP = 34;
    private static final int CAPTION = 60;
    private static final Color CHANGED = OkabeIto.BLUE;
    private static final Color UNCHANGED = new Color(0xF7F7F7);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final Color FRAME = OkabeIto.VERMILLION;

    /**
     * A stack.
     *
     * @param name in words
     * @param size in words
     * @param pixels [row][column], square: 1 for what changes the unit
     * @param frames what was computed
     */
    public record Panel(String name, String size, int[][] pixels, List<Frame> frames) {

        /**
         * What was poked, and a square that was computed.
         *
         * @param computed its rows, and its columns
         */
        public static Panel of(String name, PokedField poked, Span computed) {
            boolean[][] changes = poked.changes();
            int[][] pixels = new int[changes.length][changes.length];
            for (int row = 0; row < changes.length; row++) {
                for (int column = 0; column < changes.length; column++) {
                    pixels[row][column] = changes[row][column] ? 1 : 0;
                }
            }
            String size = "%d x %d".formatted(computed.size(), computed.size());
            return new Panel(name, size, pixels, List.of(new Frame(computed, computed)));
        }
    }

    /** A rectangle of pixels. */
    public record Frame(Span rows, Span columns) {}

    private PokedFieldImage() {}

    /** Draws the panels, five in a row. */
    public static BufferedImage of(String title, String subtitle, List<Panel> panels) {
        int side = panels.get(0).pixels().length * CELL;
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        Page page =
                new Page(
                        title,
                        subtitle,
                        COLUMNS * (side + GAP) - GAP,
                        rows * (side + CAPTION + GAP) - GAP);
        for (int i = 0; i < panels.size(); i++) {
            Graphics2D g = (Graphics2D) page.graphics().create();
            g.translate(i % COLUMNS * (side + GAP), i / COLUMNS * (side + CAPTION + GAP));
            paint(g, panels.get(i), side);
            g.dispose();
        }
        return page.finished();
    }

    private static void paint(Graphics2D g, Panel panel, int side) {
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.left(g, panel.name(), 0, 22);
        g.setFont(Page.LABEL);
        Lettering.left(g, panel.size(), 0, 48);
        g.translate(0, CAPTION);
        for (int row = 0; row < panel.pixels().length; row++) {
            for (int column = 0; column < panel.pixels().length; column++) {
                g.setColor(panel.pixels()[row][column] == 1 ? CHANGED : UNCHANGED);
                g.fillRect(column * CELL, row * CELL, CELL, CELL);
                g.setColor(GRID);
                g.drawRect(column * CELL, row * CELL, CELL, CELL);
            }
        }
        g.setColor(Page.LINE);
        g.drawRect(0, 0, side, side);
        g.setColor(FRAME);
        g.setStroke(new BasicStroke(3));
        for (Frame frame : panel.frames()) {
            g.drawRect(
                    frame.columns().first() * CELL,
                    frame.rows().first() * CELL,
                    frame.columns().size() * CELL,
                    frame.rows().size() * CELL);
        }
    }
}
