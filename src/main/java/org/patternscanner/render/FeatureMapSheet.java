package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The maps that a layer makes of a digit, all on one colour scale so that they can be compared, and
 * the digit itself.
 *
 * <p>Every map is drawn as large as the next layer's, however few numbers it has: what lies at one
 * place of it belongs to that place of the digit.
 */
public final class FeatureMapSheet {

    private static final int DIGIT_CELL = 6;
    private static final int DIGIT = 28 * DIGIT_CELL;
    private static final int MAP = 112;
    private static final int BESIDE = DIGIT + 40;
    private static final int NOTE_PITCH = 28;
    private static final int FIRST_NOTE = DivergingScale.LEGEND_HEIGHT + 30;
    private static final int TOP = DIGIT + 40;

    private FeatureMapSheet() {}

    /**
     * Draws the sheet.
     *
     * @param notes a few lines that say how to read it
     * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
     * @param maps shape (n, H, W), such as (32, 14, 14), H and W at most 112
     * @param captions one a map
     */
    public static BufferedImage of(
            String title,
            String subtitle,
            List<String> notes,
            byte[] digit,
            float[][][] maps,
            List<String> captions) {
        DivergingScale scale = DivergingScale.fitting(maps);
        int columns = maps.length > 32 ? 16 : 8;
        int cell = MAP / maps[0].length;
        CaptionedGrid grid = CaptionedGrid.of(maps, captions, columns, scale, cell);
        int beside = Math.max(DivergingScale.LEGEND_WIDTH, Lettering.widest(Page.LABEL, notes));
        int width = Math.max(BESIDE + beside, grid.width());
        Page page = new Page(title, subtitle, width, TOP + grid.height());
        Graphics2D g = page.graphics();
        DigitPainter.paintFramed(g, digit, 0, 0, DIGIT_CELL);
        scale.drawLegend(g, BESIDE, 0, DivergingScale.LEGEND_WIDTH);
        paintNotes(g, notes);
        g.translate(0, TOP);
        grid.paint(g);
        return page.finished();
    }

    private static void paintNotes(Graphics2D g, List<String> notes) {
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        for (int i = 0; i < notes.size(); i++) {
            Lettering.left(g, notes.get(i), BESIDE, FIRST_NOTE + i * NOTE_PITCH);
        }
    }
}
