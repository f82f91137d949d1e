package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A contact sheet: digits in rows, each with its caption. For samples and for mistakes. */
public final class DigitSheet {

    private static final int SIDE = 28;
    private static final int SCALE = 5;
    private static final int DRAWN = SIDE * SCALE;
    private static final int GAP = 28;
    private static final int CAPTION = 28;

    private DigitSheet() {}

    /**
     * Draws the sheet.
     *
     * @param digits each 28 x 28 pixels, row by row, unsigned, 0 is background
     * @param captions one a digit, such as "true 4, read 9 (71 %)"
     * @param columns digits a row
     */
    public static BufferedImage of(
            String title,
            String subtitle,
            List<byte[]> digits,
            List<String> captions,
            int columns) {
        if (digits.size() != captions.size()) {
            throw new IllegalArgumentException(
                    digits.size() + " digits cannot have " + captions.size() + " captions.");
        }
        int across = Math.min(columns, digits.size());
        int rows = (digits.size() + columns - 1) / columns;
        int tileWidth = Math.max(DRAWN, Lettering.widest(Page.LABEL, captions)) + GAP;
        int tileHeight = DRAWN + CAPTION + GAP;
        Page page = new Page(title, subtitle, across * tileWidth - GAP, rows * tileHeight - GAP);
        for (int i = 0; i < digits.size(); i++) {
            int middle = i % columns * tileWidth + (tileWidth - GAP) / 2;
            int y = i / columns * tileHeight;
            paint(page.graphics(), digits.get(i), captions.get(i), middle, y);
        }
        return page.finished();
    }

    private static void paint(Graphics2D g, byte[] pixels, String caption, int middle, int y) {
        if (pixels.length != SIDE * SIDE) {
            throw new IllegalArgumentException(
                    "A digit has 784 pixels, not " + pixels.length + ".");
        }
        int x = middle - DRAWN / 2;
        DigitPainter.paintFramed(g, pixels, x, y, SCALE);
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.centred(g, caption, middle, y + DRAWN + CAPTION - 4);
    }
}
