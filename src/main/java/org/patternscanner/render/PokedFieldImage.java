package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
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
        return Tiles.sheet(GAP, COLUMNS, panels.stream().map(PokedFieldImage::part).toList())
                .page(title, subtitle);
    }

    private static Part part(Panel panel) {
        int[][] pixels = panel.pixels();
        Cells cells =
                Cells.square(
                                pixels.length,
                                pixels.length,
                                CELL,
                                (row, column) -> pixels[row][column] == 1 ? CHANGED : UNCHANGED)
                        .withLines(GRID);
        Part drawn = cells;
        for (Frame frame : panel.frames()) {
            drawn =
                    drawn.with(
                            cells.frame(
                                    frame.rows().first(),
                                    frame.columns().first(),
                                    frame.rows().size(),
                                    frame.columns().size(),
                                    FRAME,
                                    new BasicStroke(3)));
        }
        return Tiles.column(2, Text.heading(panel.name()), Text.label(panel.size()), drawn);
    }
}
