package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How much the pixels inside receptive fields matter: a panel a layer, all of one scale. */
public final class EffectiveFieldImage {

    private static final int CELL = 30;
    private static final int GAP = 44;
    private static final String FIELD = "the receptive field";
    private static final String HALF = "its middle, with at least half of the energy";
    private static final Color BOX = OkabeIto.BLUE;
    private static final ColorScale SCALE = ColorScale.symmetric(1);

    private final int first;
    private final int side;

    /**
     * One layer.
     *
     * @param box the unit's field
     * @param energy [row][column] of the whole image, at least 0; the largest gets the full color
     * @param half the side of the square in the field's middle that is dashed; 0 for none
     * @param remark a few words below the layer's name
     */
    public record Panel(Box box, float[][] energy, int half, String remark) {}

    private EffectiveFieldImage(List<Panel> panels) {
        // All show the same pixels: those of the largest box, and one more all around.
        first =
                panels.stream().mapToInt(p -> Math.min(p.box.top(), p.box.left())).min().orElse(0)
                        - 1;
        int last =
                panels.stream()
                                .mapToInt(p -> Math.max(p.box.bottom(), p.box.right()))
                                .max()
                                .orElse(0)
                        + 1;
        side = last - first + 1;
    }

    /** Draws the panels side by side. */
    public static BufferedImage of(String title, String subtitle, List<Panel> panels) {
        EffectiveFieldImage image = new EffectiveFieldImage(panels);
        Part key =
                new Tiles(
                        List.of(
                                Swatch.line(Strokes.SOLID, BOX),
                                Text.label(FIELD),
                                Swatch.line(Strokes.DASHED, Page.TEXT),
                                Text.label(HALF)),
                        2,
                        0,
                        0);
        return Tiles.column(
                        GAP / 2,
                        Tiles.row(GAP, panels.stream().map(image::part).toList()),
                        Tiles.row(
                                GAP,
                                SCALE.legendFromZero("0", "each panel's strongest pixel"),
                                key))
                .page(title, subtitle);
    }

    private Part part(Panel panel) {
        Box box = panel.box;
        Cells cells = Cells.map(shown(panel.energy), SCALE, CELL);
        Part drawn = cells;
        int inset = (box.height() - panel.half) / 2;
        if (panel.half > 0 && inset > 0) {
            int top = box.top() - first + inset;
            int left = box.left() - first + inset;
            drawn =
                    drawn.with(
                            cells.frame(
                                    top, left, panel.half, panel.half, Page.TEXT, Strokes.DASHED));
        }
        drawn =
                drawn.with(
                        cells.frame(
                                box.top() - first,
                                box.left() - first,
                                box.height(),
                                box.width(),
                                BOX,
                                Strokes.SOLID));
        List<Text> ticks =
                IntStream.range(first, first + side)
                        .mapToObj(i -> Text.small(String.valueOf(i)).muted())
                        .toList();
        return Tiles.column(
                4,
                Text.heading("%s  %d x %d".formatted(box.label(), box.height(), box.width())),
                Text.label(panel.remark).muted(),
                cells.labeled(drawn, ticks, ticks));
    }

    /** The part that all panels show, as shares of its largest number. */
    private float[][] shown(float[][] energy) {
        double largest = 0;
        for (float[] row : energy) {
            for (float number : row) {
                largest = Math.max(largest, number);
            }
        }
        float[][] part = new float[side][];
        for (int row = 0; row < side; row++) {
            part[row] = Arrays.copyOfRange(energy[first + row], first, first + side);
            for (int column = 0; column < side && largest > 0; column++) {
                part[row][column] /= (float) largest;
            }
        }
        return part;
    }
}
