package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Maps side by side, each with its caption below, all on one colour scale that is drawn too. */
public final class MapSheet {

    private static final int GAP = 24;

    private MapSheet() {}

    /**
     * Draws the sheet.
     *
     * @param maps shape (n, H, W)
     * @param captions one a map
     * @param columns maps a row
     * @param cell width and height of one number in pixels
     */
    public static BufferedImage of(
            String title,
            String subtitle,
            float[][][] maps,
            List<String> captions,
            int columns,
            int cell) {
        DivergingScale scale = DivergingScale.fitting(maps);
        CaptionedGrid grid = CaptionedGrid.of(maps, captions, columns, scale, cell);
        Page page =
                new Page(
                        title,
                        subtitle,
                        Math.max(grid.width(), DivergingScale.LEGEND_WIDTH),
                        grid.height() + GAP + DivergingScale.LEGEND_HEIGHT);
        Graphics2D g = page.graphics();
        grid.paint(g);
        scale.drawLegend(g, 0, grid.height() + GAP, DivergingScale.LEGEND_WIDTH);
        return page.finished();
    }
}
