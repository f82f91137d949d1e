package org.patternscanner.render;

import java.awt.Color;

/** A small square of a color, and what the color means. */
final class Swatch {

    private static final int SIDE = 18;

    private Swatch() {}

    static Part of(Color color, Color frame, Text meaning) {
        Part square =
                Part.space(SIDE, SIDE)
                        .on(color)
                        .with(
                                g -> {
                                    g.setColor(frame);
                                    g.drawRect(0, 0, SIDE, SIDE);
                                });
        return Tiles.row(10, square, meaning).centered();
    }
}
