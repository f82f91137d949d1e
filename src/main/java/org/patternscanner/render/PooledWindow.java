package org.patternscanner.render;

import java.awt.Graphics2D;
import org.patternscanner.arithmetic.UnitMax;

/** Draws what a pooling unit chooses from: its window before and after ReLU. */
final class PooledWindow implements Part {

    private static final int SIGN = 100;
    private static final int HEADINGS = 34;
    private static final int CAPTION = 30;
    private static final int TOP = HEADINGS + CAPTION;

    private final String caption;
    private final UnitMax max;
    private final int gridWidth;
    private final int gridHeight;

    /**
     * @param caption what the window is a part of
     */
    PooledWindow(String caption, UnitMax max) {
        this.caption = caption;
        this.max = max;
        int side = max.relu().length;
        this.gridWidth = side * NumberGrid.CELL_WIDTH;
        this.gridHeight = side * NumberGrid.CELL_HEIGHT;
    }

    @Override
    public int width() {
        return Math.max(2 * gridWidth + SIGN, Lettering.width(Page.LABEL, caption));
    }

    @Override
    public int height() {
        return TOP + gridHeight;
    }

    @Override
    public void paint(Graphics2D g) {
        Matrix before = Matrix.of(max.window());
        NumberGrid grid = new NumberGrid(DivergingScale.symmetric(before.maxAbs()));
        int second = gridWidth + SIGN;
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.centred(g, "before ReLU", gridWidth / 2, TOP - 12);
        Lettering.centred(g, "after ReLU", second + gridWidth / 2, TOP - 12);
        Lettering.centred(g, "ReLU", gridWidth + SIGN / 2, TOP + gridHeight / 2 + 7);
        g.setFont(Page.LABEL);
        Lettering.left(g, caption, 0, 20);
        grid.paint(g, before, 0, TOP);
        grid.paint(g, Matrix.of(max.relu()), second, TOP);
        if (max.largest() > 0) {
            NumberGrid.mark(g, max.winnerRow(), max.winnerColumn(), 0, TOP);
            NumberGrid.mark(g, max.winnerRow(), max.winnerColumn(), second, TOP);
        }
    }
}
