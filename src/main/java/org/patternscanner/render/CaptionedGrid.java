package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;

/** Kernels or feature maps of one size in rows, each with its caption and notes below. */
final class CaptionedGrid implements Part {

    private static final int GAP = 28;
    private static final int CAPTION = 28;
    private static final int NOTE = 20;

    private final float[][][] maps;
    private final List<Caption> captions;
    private final int columns;
    private final KernelPainter painter;
    private final int mapWidth;
    private final int mapHeight;
    private final int captionHeight;
    private final int pitchX;
    private final int pitchY;

    /**
     * What stands below a map.
     *
     * @param notes lines in smaller letters; every map has as many
     * @param color of the notes
     */
    record Caption(String text, List<String> notes, Color color) {}

    /** A grid whose captions are single words or numbers, one a map. */
    static CaptionedGrid of(
            float[][][] maps, List<String> captions, int columns, DivergingScale scale, int cell) {
        return new CaptionedGrid(
                maps,
                captions.stream().map(text -> new Caption(text, List.of(), Page.TEXT)).toList(),
                columns,
                scale,
                cell);
    }

    /**
     * @param maps shape (n, H, W)
     * @param captions one a map
     * @param columns maps a row
     * @param cell width and height of one number in pixels
     */
    CaptionedGrid(
            float[][][] maps, List<Caption> captions, int columns, DivergingScale scale, int cell) {
        this.maps = maps;
        this.captions = captions;
        this.columns = columns;
        this.painter = new KernelPainter(scale, cell);
        this.mapWidth = maps[0][0].length * cell;
        this.mapHeight = maps[0].length * cell;
        this.captionHeight = CAPTION + NOTE * captions.get(0).notes().size();
        this.pitchX = Math.max(mapWidth, widest(captions)) + GAP;
        this.pitchY = mapHeight + captionHeight + GAP;
    }

    private static int widest(List<Caption> captions) {
        return Math.max(
                Lettering.widest(Page.LABEL, captions.stream().map(Caption::text).toList()),
                Lettering.widest(
                        Page.SMALL, captions.stream().flatMap(c -> c.notes().stream()).toList()));
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
            paint(g, captions.get(i), middle, y + mapHeight + CAPTION - 6);
        }
    }

    private static void paint(Graphics2D g, Caption caption, int middle, int baseline) {
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.centred(g, caption.text(), middle, baseline);
        g.setColor(caption.color());
        g.setFont(Page.SMALL);
        for (int i = 0; i < caption.notes().size(); i++) {
            Lettering.centred(g, caption.notes().get(i), middle, baseline + (i + 1) * NOTE);
        }
    }
}
