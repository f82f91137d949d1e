package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Square maps of numbers with a sign side by side, each drawn equally large whatever its size, on
 * one scale.
 *
 * @param maxAbs where the scale ends
 * @param legend what is measured
 */
public record SignedMaps(
        String title, String subtitle, List<Map> maps, double maxAbs, String legend) {

    private static final int DRAWN = 280; // 10 pixels a number for 28 x 28, 20 for 14 x 14
    private static final int GAP = 50;
    private static final int LINE = 28;

    /**
     * A map.
     *
     * @param caption lines that stand above it
     * @param numbers [row][column]
     */
    public record Map(List<String> caption, float[][] numbers) {

        public Map {
            caption = List.copyOf(caption);
        }
    }

    public SignedMaps {
        maps = List.copyOf(maps);
    }

    /** Draws them, with the scale below. */
    public BufferedImage draw() {
        int lines = maps.stream().mapToInt(map -> map.caption.size()).max().orElse(0);
        int pitch = GAP + maps.stream().mapToInt(SignedMaps::width).max().orElse(DRAWN);
        int top = lines * LINE;
        int legendTop = top + DRAWN + GAP;
        Page page =
                new Page(
                        title,
                        subtitle,
                        maps.size() * pitch - GAP,
                        legendTop + LINE + DivergingScale.LEGEND_HEIGHT);
        Graphics2D g = page.graphics();
        DivergingScale scale = DivergingScale.symmetric(maxAbs);
        for (int i = 0; i < maps.size(); i++) {
            paint(g, maps.get(i), scale, i * pitch, top);
        }
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        Lettering.left(g, legend, 0, legendTop);
        scale.drawLegend(g, 0, legendTop + LINE / 2, DivergingScale.LEGEND_WIDTH);
        return page.finished();
    }

    private static int width(Map map) {
        return Math.max(DRAWN, Lettering.widest(Page.LABEL, map.caption));
    }

    private static void paint(Graphics2D g, Map map, DivergingScale scale, int x, int top) {
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        for (int line = 0; line < map.caption.size(); line++) {
            Lettering.left(g, map.caption.get(line), x, line * LINE + 18);
        }
        new KernelPainter(scale, DRAWN / map.numbers.length).paint(g, map.numbers, x, top);
    }
}
