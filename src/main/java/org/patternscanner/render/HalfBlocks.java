package org.patternscanner.render;

import java.util.ArrayList;
import java.util.List;

/** An image for the terminal: each character is two pixels, one above the other. */
final class HalfBlocks {

    static final int LINES = 14;

    private static final int SIDE = 28;
    private static final String RESET = "\u001b[0m";
    private static final char UPPER_HALF = '\u2580';

    /** From no ink to full ink. */
    private static final String RAMP = " .:-=+*#%@";

    private HalfBlocks() {}

    /**
     * 14 lines of 28 characters. With colour, ink is white on black; without, a character is the
     * denser, the more ink its two pixels have.
     *
     * @param pixels 28 x 28, row by row, unsigned, 0 is no ink
     */
    static List<String> of(byte[] pixels, TextColour colour) {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < SIDE; column++) {
                int upper = Byte.toUnsignedInt(pixels[2 * line * SIDE + column]);
                int lower = Byte.toUnsignedInt(pixels[(2 * line + 1) * SIDE + column]);
                text.append(
                        colour == TextColour.NONE
                                ? letter(upper, lower)
                                : block(upper, lower, colour));
            }
            lines.add(colour == TextColour.NONE ? text.toString() : text + RESET);
        }
        return lines;
    }

    private static String letter(int upper, int lower) {
        int index = (upper + lower) * RAMP.length() / 512;
        return RAMP.substring(index, index + 1);
    }

    private static String block(int upper, int lower, TextColour colour) {
        return colour.letters(Cells.grey(upper)) + colour.ground(Cells.grey(lower)) + UPPER_HALF;
    }
}
