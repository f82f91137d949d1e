package org.patternscanner.render;

import java.awt.Color;

/** A map over a digit for the terminal, two characters a pixel; ink is marked. */
public final class SaliencyText {

    private static final int SIDE = 28;
    private static final String RESET = "\u001b[0m";
    private static final String BLACK_LETTERS = "\u001b[30m";

    private final byte[] pixels;
    private final float[][] map;
    private final ColorScale scale;
    private final TextColour colour;

    private SaliencyText(byte[] pixels, float[][] map, TextColour colour) {
        this.pixels = pixels;
        this.map = map;
        this.scale = ColorScale.fitting(map);
        this.colour = colour;
    }

    /**
     * 28 lines and a legend. With colour, a block a pixel; without, the map in tenths of its
     * largest number, with the sign, and a point where that rounds to 0.
     *
     * @param pixels 28 x 28, row by row, unsigned; from 128 on it is ink
     * @param map [28][28]
     */
    public static String render(byte[] pixels, float[][] map, TextColour colour) {
        return new SaliencyText(pixels, map, colour).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < SIDE; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < SIDE; column++) {
                line.append(colour == TextColour.NONE ? tenths(row, column) : block(row, column));
            }
            text.append(colour == TextColour.NONE ? line.toString().stripTrailing() : line + RESET)
                    .append('\n');
        }
        return text.append(colour == TextColour.NONE ? legend() : bar()).toString();
    }

    private boolean isInk(int row, int column) {
        return Byte.toUnsignedInt(pixels[row * SIDE + column]) >= 128;
    }

    private String block(int row, int column) {
        return ground(map[row][column]) + (isInk(row, column) ? "::" : "  ");
    }

    private String ground(double value) {
        Color ground = scale.color(value);
        return colour.ground(ground) + BLACK_LETTERS;
    }

    private String tenths(int row, int column) {
        float value = map[row][column];
        long tenths = scale.max() == 0 ? 0 : Math.round(10 * Math.abs(value) / scale.max());
        if (tenths == 0) {
            return isInk(row, column) ? " :" : " .";
        }
        return (value < 0 ? "-" : "+") + Math.min(9, tenths);
    }

    private String legend() {
        return "+9 is about %s, -9 about %s; . is about 0, and : is about 0 on ink\n"
                .formatted(scale.label(scale.max()), scale.label(-scale.max()));
    }

    private String bar() {
        return FilterText.legend(scale, value -> ground(value) + "  ") + "   :: is ink\n";
    }
}
