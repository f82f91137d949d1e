package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
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
    private static final int BAR = 22;
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
        return maps.part().page(maps.title, maps.subtitle);
    }

    private Part part() {
        ColorScale scale =
                ColorScale.fitting(
                        Stream.concat(
                                        Stream.<float[][]>of(new float[][][] {map}),
                                        ways.stream().map(Halved::map))
                                .toArray(float[][][]::new));
        List<Part> columns = new ArrayList<>();
        columns.add(
                Tiles.column(
                        GAP / 2,
                        part("before", map, moved, scale),
                        Tiles.column(
                                GAP,
                                Text.label("left of the strongest"),
                                Text.label("change if moved 1 pixel"))));
        for (Halved way : ways) {
            columns.add(
                    Tiles.column(
                            GAP / 2,
                            part(way.name, way.map, way.moved, scale),
                            Tiles.column(GAP / 3, bar(way.kept, KEPT), bar(way.swing, SWING))));
        }
        String most = String.format(Locale.ROOT, "response %.2f", scale.max());
        return Tiles.column(GAP / 2, Tiles.row(GAP, columns), scale.legendFromZero("0", most));
    }

    private static Part part(String name, float[][] numbers, double moved, ColorScale scale) {
        Peak peak = Peak.of(numbers);
        return Tiles.column(
                5,
                Text.heading("%s, %d x %d".formatted(name, numbers.length, numbers[0].length)),
                Cells.map(numbers, scale, SIDE / numbers.length)
                        .framed(peak.row, peak.column, 1, 1, Color.BLACK, 2),
                Text.label(
                        String.format(
                                Locale.ROOT, "strongest %.2f; moved: %.2f", peak.value, moved)));
    }

    private static Part bar(double share, Color color) {
        Part bar =
                Part.space(SIDE, BAR)
                        .on(EMPTY)
                        .with(
                                g -> {
                                    g.setColor(color);
                                    g.fillRect(0, 0, (int) Math.round(share * SIDE), BAR);
                                });
        return Tiles.column(2, bar, Text.label(String.format(Locale.ROOT, "%.1f %%", 100 * share)));
    }
}
