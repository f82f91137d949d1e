package org.patternscanner.render;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;

/** Where letters go: all in pixels, y is the baseline. */
final class Lettering {

    // Measures like the pages' own graphics, before there is a page: its size depends on the text.
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    private Lettering() {}

    static int width(Font font, String text) {
        return (int) Math.ceil(font.getStringBounds(text, MEASURE).getWidth());
    }

    static int widest(Font font, Iterable<String> texts) {
        int widest = 0;
        for (String text : texts) {
            widest = Math.max(widest, width(font, text));
        }
        return widest;
    }

    static void left(Graphics2D g, String text, int x, int y) {
        g.drawString(text, x, y);
    }

    static void centred(Graphics2D g, String text, int x, int y) {
        g.drawString(text, x - width(g.getFont(), text) / 2f, y);
    }

    static void right(Graphics2D g, String text, int x, int y) {
        g.drawString(text, x - width(g.getFont(), text), y);
    }

    /** Writes from bottom to top, centred at y, with x as the baseline. */
    static void upwards(Graphics2D g, String text, int x, int y) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.translate(x, y);
        turned.rotate(-Math.PI / 2);
        centred(turned, text, 0, 0);
        turned.dispose();
    }
}
