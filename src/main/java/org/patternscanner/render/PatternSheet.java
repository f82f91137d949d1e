package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patternscanner.inspection.Patterns;
import org.patternscanner.inspection.Patterns.Patch;
import org.patternscanner.inspection.Patterns.Unit;

/**
 * What excites the units of a layer, a tile each: on the left the input that maximises the unit, on
 * the right the patches of images that excite it most, each with its image's label.
 *
 * <p>Ink is white here, as the network's numbers have it: where a pattern is white, ink excites.
 */
public final class PatternSheet {

    static final Color OUTSIDE = new Color(0x6FA8DC);

    private static final int ACROSS = 3; // patches a row
    private static final int BETWEEN = 4;
    private static final int MIDDLE = 14;
    private static final int GAP = 36;

    private static final String HOW_TO_READ =
            "left: the input that gradient ascent makes to excite it, and its activation; right: what"
                    + " excites it most in nine training images, and their labels";
    private static final Font TINY = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private PatternSheet() {}

    /**
     * Draws the sheet, as many tiles a row as there are rows.
     *
     * @param patterns of at least one unit
     * @param name what the layer's units are called, such as "unit"
     */
    public static BufferedImage of(String title, String subtitle, Patterns patterns, String name) {
        List<Unit> units = patterns.units();
        int columns = (int) Math.ceil(Math.sqrt(units.size()));
        Part tiles =
                new Tiles(units.stream().map(unit -> tile(unit, name)).toList(), columns, GAP, 0);
        return Tiles.column(GAP, legend(patterns), tiles).page(title, subtitle);
    }

    private static Part tile(Unit unit, String name) {
        int field = unit.maximum().pixels().length;
        int patchCell = field < 5 ? 12 : field < 15 ? 6 : 2;
        Part patches =
                Tiles.sheet(
                        BETWEEN,
                        ACROSS,
                        unit.patches().stream().map(patch -> patch(patch, patchCell)).toList());
        Part input = pixels(unit.maximum().pixels(), (patches.width() + BETWEEN) / field);
        return Tiles.row(
                MIDDLE,
                Tiles.column(
                        0,
                        Text.label(name + " " + unit.unit()),
                        input,
                        Text.small("%.2f".formatted(unit.maximum().activation())).muted()),
                Tiles.column(
                        0,
                        Part.space(0, Text.label("").height()),
                        patches,
                        Text.small(range(unit.patches())).muted()));
    }

    private static String range(List<Patch> patches) {
        return "%.2f to %.2f"
                .formatted(
                        patches.get(0).activation(), patches.get(patches.size() - 1).activation());
    }

    private static Part patch(Patch patch, int cell) {
        Part label = new Text(String.valueOf(patch.label()), TINY, Page.TEXT);
        return Tiles.column(0, pixels(patch.pixels(), cell), label).centered();
    }

    private static Part pixels(int[][] pixels, int cell) {
        return Cells.square(
                pixels.length, pixels[0].length, cell, (row, column) -> color(pixels[row][column]));
    }

    private static Color color(int pixel) {
        return pixel == Patterns.OUTSIDE ? OUTSIDE : Cells.grey(pixel);
    }

    private static Part legend(Patterns patterns) {
        List<Part> swatches = new ArrayList<>();
        swatches.add(Swatch.of(Color.WHITE, Page.LINE, Text.label("ink").muted()));
        swatches.add(Swatch.of(Color.BLACK, Page.LINE, Text.label("no ink").muted()));
        if (reachesOutside(patterns)) {
            swatches.add(Swatch.of(OUTSIDE, Page.LINE, Text.label("outside the image").muted()));
        }
        return Tiles.column(4, Text.label(HOW_TO_READ).muted(), Tiles.row(GAP, swatches));
    }

    private static boolean reachesOutside(Patterns patterns) {
        return patterns.units().stream()
                .flatMap(unit -> unit.patches().stream())
                .flatMap(patch -> Arrays.stream(patch.pixels()))
                .flatMapToInt(Arrays::stream)
                .anyMatch(pixel -> pixel == Patterns.OUTSIDE);
    }
}
