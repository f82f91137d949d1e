package org.patternscanner.render;

import org.patternscanner.arithmetic.UnitMax;

/** Draws what a pooling unit chooses from: its window before and after ReLU. */
final class PooledWindow {

    private static final int GAP = 24;
    private static final int FRAME = 5;

    private PooledWindow() {}

    /**
     * @param caption what the window is a part of
     */
    static Part part(String caption, UnitMax max) {
        Matrix before = Matrix.of(max.window());
        ColorScale scale = ColorScale.symmetric(before.maxAbs());
        Part row =
                Tiles.row(
                                GAP,
                                panel("before ReLU", before, scale, max),
                                Text.heading("ReLU"),
                                panel("after ReLU", Matrix.of(max.relu()), scale, max))
                        .centered();
        return Tiles.column(4, Text.label(caption), row);
    }

    private static Part panel(String heading, Matrix matrix, ColorScale scale, UnitMax max) {
        Cells grid = NumberGrid.of(matrix, scale);
        Part drawn =
                max.largest() > 0
                        ? grid.framed(max.winnerRow(), max.winnerColumn(), 1, 1, Page.TEXT, FRAME)
                        : grid;
        return Tiles.column(4, Text.heading(heading), drawn).centered();
    }
}
