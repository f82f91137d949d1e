package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A white page with a title, a subtitle and margins: every picture begins as one.
 *
 * <p>The page is as large as its content and titles need, so that nothing is ever cut off. Its
 * {@link #graphics()} has the content's top left corner as (0, 0).
 */
final class Page {

    static final int MARGIN = 40;
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 30);
    static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 18);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    static final Color TEXT = new Color(0x1A1A1A);
    static final Color MUTED = new Color(0x555555);
    static final Color LINE = new Color(0x8C8C8C);

    private static final int TITLE_HEIGHT = 44;
    private static final int SUBTITLE_HEIGHT = 30;
    private static final int SPACE_BELOW = 16;

    private final BufferedImage image;
    private final Graphics2D graphics;

    /**
     * A page for a content of width x height pixels.
     *
     * @param subtitle may be empty, and then takes no room
     */
    Page(String title, String subtitle, int width, int height) {
        int titles = Math.max(Lettering.width(TITLE, title), Lettering.width(SUBTITLE, subtitle));
        int head = headHeight(subtitle);
        image =
                new BufferedImage(
                        Math.max(width, titles) + 2 * MARGIN,
                        head + height + 2 * MARGIN,
                        BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        smooth(graphics);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.translate(MARGIN, MARGIN);
        drawTitles(title, subtitle);
        graphics.translate(0, head);
    }

    /** Height in pixels from the upper margin to the content. */
    static int headHeight(String subtitle) {
        return TITLE_HEIGHT + (subtitle.isEmpty() ? 0 : SUBTITLE_HEIGHT) + SPACE_BELOW;
    }

    Graphics2D graphics() {
        return graphics;
    }

    BufferedImage finished() {
        graphics.dispose();
        return image;
    }

    private void drawTitles(String title, String subtitle) {
        graphics.setColor(TEXT);
        graphics.setFont(TITLE);
        Lettering.left(graphics, title, 0, TITLE_HEIGHT - 16);
        graphics.setColor(MUTED);
        graphics.setFont(SUBTITLE);
        Lettering.left(graphics, subtitle, 0, TITLE_HEIGHT + SUBTITLE_HEIGHT - 10);
        graphics.setColor(TEXT);
    }

    private static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }
}
