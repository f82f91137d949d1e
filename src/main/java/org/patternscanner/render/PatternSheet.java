package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
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
    private static final int LABEL = 17; // under a patch
    private static final int BETWEEN = 4;
    private static final int MIDDLE = 14;
    private static final int CAPTION = 26;
    private static final int FOOT = 24;
    private static final int GAP = 36;
    private static final int LEGEND = 72;
    private static final int SWATCH = 18;
    private static final String HOW_TO_READ =
            "left: the input that gradient ascent makes to excite it, and its activation; right: what"
                    + " excites it most in nine training images, and their labels";
    private static final Font TINY = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final Patterns patterns;
    private final String name;
    private final int patchCell; // drawn pixels, of one pixel of a patch
    private final int patchSide;
    private final int blockSide;
    private final int inputCell;
    private final int inputSide;

    private PatternSheet(Patterns patterns, String name) {
        this.patterns = patterns;
        this.name = name;
        int field = patterns.units().get(0).maximum().pixels().length;
        patchCell = field < 5 ? 12 : field < 15 ? 6 : 2;
        patchSide = field * patchCell;
        blockSide = ACROSS * (patchSide + BETWEEN) - BETWEEN;
        inputCell = (blockSide + BETWEEN) / field;
        inputSide = field * inputCell;
    }

    /**
     * Draws the sheet, as many tiles a row as there are rows.
     *
     * @param patterns of at least one unit
     * @param name what the layer's units are called, such as "unit"
     */
    public static BufferedImage of(String title, String subtitle, Patterns patterns, String name) {
        return new PatternSheet(patterns, name).draw(title, subtitle);
    }

    private BufferedImage draw(String title, String subtitle) {
        List<Unit> units = patterns.units();
        int columns = (int) Math.ceil(Math.sqrt(units.size()));
        int rows = (units.size() + columns - 1) / columns;
        int pitchX = inputSide + MIDDLE + blockSide + GAP;
        int pitchY = CAPTION + blockHeight() + FOOT + GAP;
        int width = Math.max(columns * pitchX - GAP, Lettering.width(Page.LABEL, HOW_TO_READ));
        Page page = new Page(title, subtitle, width, LEGEND + rows * pitchY - GAP);
        legend(page.graphics());
        for (int i = 0; i < units.size(); i++) {
            tile(
                    page.graphics(),
                    units.get(i),
                    i % columns * pitchX,
                    LEGEND + i / columns * pitchY);
        }
        return page.finished();
    }

    private int blockHeight() {
        return ACROSS * (patchSide + LABEL);
    }

    private void tile(Graphics2D g, Unit unit, int x, int y) {
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, name + " " + unit.unit(), x, y + CAPTION - 8);
        int top = y + CAPTION;
        paint(g, unit.maximum().pixels(), x, top, inputCell);
        int right = x + inputSide + MIDDLE;
        for (int i = 0; i < unit.patches().size(); i++) {
            int left = right + i % ACROSS * (patchSide + BETWEEN);
            patch(g, unit.patches().get(i), left, top + i / ACROSS * (patchSide + LABEL));
        }
        g.setColor(Page.MUTED);
        g.setFont(Page.SMALL);
        int foot = top + blockHeight() + FOOT - 8;
        Lettering.left(g, "%.2f".formatted(unit.maximum().activation()), x, top + inputSide + 18);
        Lettering.left(g, range(unit.patches()), right, foot);
    }

    private static String range(List<Patch> patches) {
        return "%.2f to %.2f"
                .formatted(
                        patches.get(0).activation(), patches.get(patches.size() - 1).activation());
    }

    private void patch(Graphics2D g, Patch patch, int x, int y) {
        paint(g, patch.pixels(), x, y, patchCell);
        g.setColor(Page.TEXT);
        g.setFont(TINY);
        Lettering.centred(
                g, String.valueOf(patch.label()), x + patchSide / 2, y + patchSide + LABEL - 4);
    }

    private static void paint(Graphics2D g, int[][] pixels, int x, int y, int cell) {
        for (int row = 0; row < pixels.length; row++) {
            for (int column = 0; column < pixels[row].length; column++) {
                g.setColor(colour(pixels[row][column]));
                g.fillRect(x + column * cell, y + row * cell, cell, cell);
            }
        }
        g.setColor(Page.LINE);
        g.drawRect(x - 1, y - 1, pixels[0].length * cell + 1, pixels.length * cell + 1);
    }

    private static Color colour(int pixel) {
        return pixel == Patterns.OUTSIDE ? OUTSIDE : new Color(pixel, pixel, pixel);
    }

    private void legend(Graphics2D g) {
        g.setFont(Page.LABEL);
        g.setColor(Page.MUTED);
        Lettering.left(g, HOW_TO_READ, 0, 8);
        int x = swatch(g, 0, Color.WHITE, "ink");
        x = swatch(g, x, Color.BLACK, "no ink");
        if (reachesOutside()) {
            swatch(g, x, OUTSIDE, "outside the image");
        }
    }

    /** Where the next one goes. */
    private static int swatch(Graphics2D g, int x, Color colour, String meaning) {
        g.setColor(colour);
        g.fillRect(x, 22, SWATCH, SWATCH);
        g.setColor(Page.LINE);
        g.drawRect(x, 22, SWATCH, SWATCH);
        g.setColor(Page.MUTED);
        Lettering.left(g, meaning, x + SWATCH + 8, 37);
        return x + SWATCH + 36 + Lettering.width(Page.LABEL, meaning);
    }

    private boolean reachesOutside() {
        return patterns.units().stream()
                .flatMap(unit -> unit.patches().stream())
                .flatMap(patch -> Arrays.stream(patch.pixels()))
                .flatMapToInt(Arrays::stream)
                .anyMatch(pixel -> pixel == Patterns.OUTSIDE);
    }
}
