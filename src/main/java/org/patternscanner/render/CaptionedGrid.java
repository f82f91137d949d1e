package org.patternscanner.render;

import java.awt.Graphics2D;
import java.util.List;

/** Kernels or feature maps of one size in rows, each with its caption below. */
final class CaptionedGrid implements Part {

    private static final int GAP = 28;
    private static final int CAPTION = 28;

    private final float[][][] maps;
    private final List<String> captions;
    private final int columns;
    private final KernelPainter painter;
    private final int mapWidth;
    private final int mapHeight;
    private final int pitchX;
    private final int pitchY;

    /**
     * @param maps shape (n, H, W)
     * @param captions one a map
     * @param columns maps a row
     * @param cell width and height of one number in pixels
     */
    CaptionedGrid(
            float[][][] maps, List<String> captions, int columns, DivergingScale scale, int cell) {
        this.maps = maps;
        this.captions = captions;
        this.columns = columns;
        this.painter = new KernelPainter(scale, cell);
        this.mapWidth = maps[0][0].length * cell;
        this.mapHeight = maps[0].length * cell;
        this.pitchX = Math.max(mapWidth, Lettering.widest(Page.LABEL, captions)) + GAP;
        this.pitchY = mapHeight + CAPTION + GAP;
    }

    @Override
    public int width() {
        return Math.min(columns, maps.length) * pitchX - GAP;
    }

    @Override
    public int height() {
        return (maps.length + columns - 1) / columns * pitchY - GAP;
    }

    @Override
    public void paint(Graphics2D g) {
        for (int i = 0; i < maps.length; i++) {
            int middle = i % columns * pitchX + (pitchX - GAP) / 2;
            int y = i / columns * pitchY;
            painter.paint(g, maps[i], middle - mapWidth / 2, y);
            g.setColor(Page.TEXT);
            g.setFont(Page.LABEL);
            Lettering.centred(g, captions.get(i), middle, y + mapHeight + CAPTION - 6);
        }
    }
}
