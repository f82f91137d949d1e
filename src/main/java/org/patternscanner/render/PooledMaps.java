package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A map and what several ways to halve it leave: the maps side by side on one scale, the strongest
 * number of each framed, and below each way two bars.
 *
 * @param map [row][column], never negative
 * @param moved its largest number when the image is moved by a pixel
 */
public record PooledMaps(
        String title, String subtitle, float[][] map, double moved, List<Halved> ways) {

    private static final int SIDE = 252;
    private static final int GAP = 36;
    private static final int PITCH = SIDE + GAP;
    private static final int HEAD = 34;
    private static final int CAPTION = 34;
    private static final int BARS = HEAD + SIDE + CAPTION + 20;
    private static final int BAR = 22;
    private static final int BAR_PITCH = 62;
    private static final int LEGEND = BARS + 2 * BAR_PITCH + 16;

    private static final Color KEPT = OkabeIto.BLUE;
    private static final Color SWING = OkabeIto.VERMILLION;
    private static final Color EMPTY = new Color(0xECECEC);

    /**
     * A way to halve.
     *
     * @param map [row][column]
     * @param moved its largest number when the image is moved by a pixel
     * @param kept the share of the strongest response that is left, from 0 to 1
     * @param swing the share by which that changes when the image moves, from 0 to 1
     */
    public record Halved(String name, float[][] map, double moved, double kept, double swing) {}

    public PooledMaps {
        ways = List.copyOf(ways);
    }

    /** Where a map's largest number lies. */
    private record Peak(int row, int column, float value) {

        static Peak of(float[][] map) {
            Peak peak = new Peak(0, 0, map[0][0]);
            for (int row = 0; row < map.length; row++) {
                for (int column = 0; column < map[row].length; column++) {
                    if (map[row][column] > peak.value) {
                        peak = new Peak(row, column, map[row][column]);
                    }
                }
            }
            return peak;
        }
    }

    /** Draws them. */
    public static BufferedImage draw(PooledMaps maps) {
        int width = (maps.ways.size() + 1) * PITCH - GAP;
        Page page =
                new Page(maps.title, maps.subtitle, width, LEGEND + DivergingScale.LEGEND_HEIGHT);
        maps.paint(page.graphics());
        return page.finished();
    }

    private void paint(Graphics2D g) {
        DivergingScale scale =
                DivergingScale.fitting(
                        Stream.concat(
                                        Stream.<float[][]>of(new float[][][] {map}),
                                        ways.stream().map(Halved::map))
                                .toArray(float[][][]::new));
        paintMap(g, scale, "before", map, moved, 0);
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, "left of the strongest", 0, BARS + BAR - 5);
        Lettering.left(g, "change if moved 1 pixel", 0, BARS + BAR_PITCH + BAR - 5);
        for (int i = 0; i < ways.size(); i++) {
            Halved way = ways.get(i);
            int x = (i + 1) * PITCH;
            paintMap(g, scale, way.name, way.map, way.moved, x);
            paintBar(g, way.kept, KEPT, x, BARS);
            paintBar(g, way.swing, SWING, x, BARS + BAR_PITCH);
        }
        scale.drawLegendFromZero(
                g,
                "0",
                String.format(Locale.ROOT, "response %.2f", scale.maxAbs()),
                0,
                LEGEND,
                DivergingScale.LEGEND_WIDTH);
    }

    private static void paintMap(
            Graphics2D g,
            DivergingScale scale,
            String name,
            float[][] numbers,
            double moved,
            int x) {
        int cell = SIDE / numbers.length;
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.left(
                g, "%s, %d x %d".formatted(name, numbers.length, numbers[0].length), x, HEAD - 12);
        new KernelPainter(scale, cell).paint(g, numbers, x, HEAD);
        Peak peak = Peak.of(numbers);
        Graphics2D frame = (Graphics2D) g.create();
        frame.setColor(Color.BLACK);
        frame.setStroke(new BasicStroke(3));
        frame.drawRect(x + peak.column * cell - 2, HEAD + peak.row * cell - 2, cell + 4, cell + 4);
        frame.dispose();
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(
                g,
                String.format(Locale.ROOT, "strongest %.2f; moved: %.2f", peak.value, moved),
                x,
                HEAD + SIDE + CAPTION - 8);
    }

    private static void paintBar(Graphics2D g, double share, Color colour, int x, int y) {
        g.setColor(EMPTY);
        g.fillRect(x, y, SIDE, BAR);
        g.setColor(colour);
        g.fillRect(x, y, (int) Math.round(share * SIDE), BAR);
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, String.format(Locale.ROOT, "%.1f %%", 100 * share), x, y + BAR + 20);
    }
}
