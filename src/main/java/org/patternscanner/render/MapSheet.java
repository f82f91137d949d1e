package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** Maps side by side, each with its caption, all on one color scale that is drawn too. */
public final class MapSheet {

    private static final int GAP = 24;
    private static final int BETWEEN = 28;
    private static final int EQUAL_SIDE = 280; // 10 pixels a number for 28 x 28, 20 for 14 x 14

    private MapSheet() {}

    /**
     * Draws the sheet.
     *
     * @param maps shape (n, H, W)
     * @param captions one a map
     * @param columns maps a row
     * @param cell width and height of one number in pixels
     */
    public static BufferedImage of(
            String title,
            String subtitle,
            float[][][] maps,
            List<String> captions,
            int columns,
            int cell) {
        ColorScale scale = ColorScale.fitting(maps);
        return Tiles.column(GAP, captioned(maps, captions, columns, scale, cell), scale.legend())
                .page(title, subtitle);
    }

    /**
     * Draws square maps in a row, equally large whatever their sizes.
     *
     * @param maps each [row][column]
     * @param captions one a map
     * @param legend what is measured
     */
    public static BufferedImage equallyLarge(
            String title, String subtitle, float[][][] maps, List<String> captions, String legend) {
        ColorScale scale = ColorScale.fitting(maps);
        List<Part> tiles =
                IntStream.range(0, maps.length)
                        .<Part>mapToObj(
                                i ->
                                        Tiles.column(
                                                2,
                                                Text.label(captions.get(i)),
                                                Cells.map(
                                                        maps[i],
                                                        scale,
                                                        EQUAL_SIDE / maps[i].length)))
                        .toList();
        return Tiles.column(
                        GAP,
                        Tiles.row(2 * GAP, tiles),
                        Tiles.column(0, Text.label(legend), scale.legend()))
                .page(title, subtitle);
    }

    /** Maps of one size, each with its caption below. */
    static Part captioned(
            float[][][] maps, List<String> captions, int columns, ColorScale scale, int cell) {
        List<Part> tiles =
                IntStream.range(0, maps.length)
                        .<Part>mapToObj(
                                i -> captioned(Cells.map(maps[i], scale, cell), captions.get(i)))
                        .toList();
        return Tiles.sheet(BETWEEN, columns, tiles);
    }

    /** A picture with its caption below, in the middle. */
    static Part captioned(Part picture, String caption) {
        return Tiles.column(1, picture, Text.label(caption)).centered();
    }
}
