package org.patternscanner.render;

import java.awt.Color;
import java.awt.Stroke;

/** What stands in a legend: a small square of a color with its meaning, or a piece of a line. */
final class Swatch {

    private static final int SIDE = 18;
    private static final int LINE = 44;

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

    /** A piece of a line, as high as the label beside it. */
    static Part line(Stroke stroke, Color color) {
        int height = Text.label("").height();
        return Part.of(
                LINE + 12,
                height,
                g -> {
                    g.setColor(color);
                    g.setStroke(stroke);
                    g.drawLine(0, height / 2, LINE, height / 2);
                });
    }
}
