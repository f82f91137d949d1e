package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A white page with a title, a subtitle and margins: every picture is one.
 *
 * <p>The page is as large as its content and titles need, so that nothing is ever cut off.
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

    private static final int SPACE_BELOW = 15;

    private Page() {}

    /**
     * Draws a page.
     *
     * @param subtitle may be empty, and then takes no room
     */
    static BufferedImage draw(String title, String subtitle, Part content) {
        Text heading = new Text(title, TITLE, TEXT);
        Part titles =
                subtitle.isEmpty()
                        ? heading
                        : Tiles.column(0, heading, new Text(subtitle, SUBTITLE, MUTED));
        Part page = Tiles.column(SPACE_BELOW, titles, content);
        BufferedImage image =
                new BufferedImage(
                        page.width() + 2 * MARGIN,
                        page.height() + 2 * MARGIN,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        smooth(g);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        page.paintAt(g, MARGIN, MARGIN);
        g.dispose();
        return image;
    }

    private static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }
}
