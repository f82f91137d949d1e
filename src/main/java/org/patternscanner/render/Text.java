package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.List;

/** A line of letters, one and a half times as high as its font. */
record Text(String text, Font font, Color color) implements Part {

    // Measures like the pages' own graphics, before there is a page: its size depends on the text.
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    /** A heading inside a picture. */
    static Text heading(String text) {
        return new Text(text, Page.SUBTITLE, Page.TEXT);
    }

    static Text label(String text) {
        return new Text(text, Page.LABEL, Page.TEXT);
    }

    static Text small(String text) {
        return new Text(text, Page.SMALL, Page.TEXT);
    }

    Text in(Color other) {
        return new Text(text, font, other);
    }

    Text muted() {
        return in(Page.MUTED);
    }

    Text bold() {
        return new Text(text, font.deriveFont(Font.BOLD), color);
    }

    /** A few lines, one below the other. */
    static Part labels(List<String> lines) {
        return Tiles.column(0, lines.stream().map(Text::label).toList());
    }

    @Override
    public int width() {
        return (int) Math.ceil(font.getStringBounds(text, MEASURE).getWidth());
    }

    @Override
    public int height() {
        return font.getSize() * 3 / 2;
    }

    @Override
    public void paint(Graphics2D g) {
        g.setFont(font);
        g.setColor(color);
        g.drawString(text, 0, height() / 2 + font.getSize() * 2 / 5);
    }

    /** The line from bottom to top. */
    Part upwards() {
        int across = height();
        int length = width();
        return Part.of(
                across,
                length,
                g -> {
                    g.translate(0, length);
                    g.rotate(-Math.PI / 2);
                    paint(g);
                });
    }

    /** The line at the right end of a wider space. */
    Part rightIn(int width) {
        return Part.of(width, height(), g -> paintAt(g, width - width(), 0));
    }
}
