package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A contact sheet: digits in rows, each with its caption. For samples and for mistakes. */
public final class DigitSheet {

    private static final int PIXELS = 28 * 28;
    private static final int CELL = 5;
    private static final int GAP = 28;

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
        List<Part> tiles = new ArrayList<>();
        for (int i = 0; i < digits.size(); i++) {
            byte[] digit = digits.get(i);
            if (digit.length != PIXELS) {
                throw new IllegalArgumentException(
                        "A digit has 784 pixels, not " + digit.length + ".");
            }
            tiles.add(MapSheet.captioned(Cells.digit(digit, CELL), captions.get(i)));
        }
        return Tiles.sheet(GAP, columns, tiles).page(title, subtitle);
    }
}
