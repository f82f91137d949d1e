package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The maps that a layer makes of a digit, all on one color scale so that they can be compared, and
 * the digit itself.
 *
 * <p>Every map is drawn as large as the next layer's, however few numbers it has: what lies at one
 * place of it belongs to that place of the digit.
 */
public final class FeatureMapSheet {

    private static final int DIGIT_CELL = 6;
    private static final int MAP = 112;
    private static final int GAP = 40;

    private FeatureMapSheet() {}

    /**
     * Draws the sheet.
     *
     * @param notes a few lines that say how to read it
     * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
     * @param maps shape (n, H, W), such as (32, 14, 14), H and W at most 112
     * @param captions one a map
     */
    public static BufferedImage of(
            String title,
            String subtitle,
            List<String> notes,
            byte[] digit,
            float[][][] maps,
            List<String> captions) {
        ColorScale scale = ColorScale.fitting(maps);
        int columns = maps.length > 32 ? 16 : 8;
        Part head =
                Tiles.row(
                        GAP,
                        Cells.digit(digit, DIGIT_CELL),
                        Tiles.column(12, scale.legend(), Text.labels(notes)));
        Part sheet = MapSheet.captioned(maps, captions, columns, scale, MAP / maps[0].length);
        return Tiles.column(GAP, head, sheet).page(title, subtitle);
    }
}
