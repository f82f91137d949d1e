package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a kernel makes of a picture. A small picture is enlarged, pixel by pixel, and shown beside
 * its map; the map of a large one stands alone, at its own size unless it is small.
 *
 * @param names one a channel
 * @param inputs one a channel, [row][column], from 0 to 255
 * @param maps one a channel, [row][column]
 */
public record ConvolvedImage(
        String title, List<String> names, List<float[][]> inputs, List<float[][]> maps) {

    private static final int SMALL = 480;
    private static final int GAP = 30;
    private static final int CAPTION = 34;

    /** The strongest 1 in 200 would make all others pale. */
    private static final double SHOWN_APART = 0.995;

    /** As many responses tell how strong the strongest are. */
    private static final int SAMPLE = 200_000;

    private static final double WHITE = 255;

    /** Draws it. */
    public BufferedImage draw() {
        boolean negative = maps.stream().anyMatch(ConvolvedImage::goesBelowZero);
        Palette palette = negative ? Palette.diverging(strong()) : Palette.grey(brightest());
        boolean beside = longest(inputs.get(0)) <= SMALL;
        int longest = Math.max(longest(maps.get(0)), beside ? longest(inputs.get(0)) : 0);
        int cell = Math.max(1, SMALL / longest);
        List<Tile> tiles = new ArrayList<>();
        if (beside) {
            for (int i = 0; i < names.size(); i++) {
                tiles.add(tile("picture", i, inputs.get(i), Palette.grey(WHITE), cell));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            tiles.add(tile("map", i, maps.get(i), palette, cell));
        }
        return page(tiles, palette, negative);
    }

    /** A part of the page, with its caption above. */
    private record Tile(String caption, BufferedImage picture) {}

    private Tile tile(String what, int channel, float[][] numbers, Palette palette, int cell) {
        return new Tile(
                "%s, %s, %d x %d"
                        .formatted(what, names.get(channel), numbers[0].length, numbers.length),
                palette.picture(numbers, cell));
    }

    private BufferedImage page(List<Tile> tiles, Palette palette, boolean negative) {
        int columns = names.size() == 1 ? tiles.size() : names.size();
        int tileWidth =
                tiles.stream()
                        .mapToInt(
                                tile ->
                                        Math.max(
                                                tile.picture.getWidth(),
                                                Lettering.width(Page.LABEL, tile.caption)))
                        .max()
                        .orElseThrow();
        int tileHeight = tiles.stream().mapToInt(tile -> tile.picture.getHeight()).max().orElse(0);
        int rows = (tiles.size() + columns - 1) / columns;
        int bottom = rows * (CAPTION + tileHeight + GAP);
        Page page =
                new Page(
                        title,
                        negative
                                ? "orange: above 0, blue: below 0; the strongest 1 in 200 all have an end's colour"
                                : "no response is below 0: from black, 0, to white",
                        Math.max(DivergingScale.LEGEND_WIDTH, columns * (tileWidth + GAP) - GAP),
                        bottom + DivergingScale.LEGEND_HEIGHT);
        Graphics2D g = page.graphics();
        for (int i = 0; i < tiles.size(); i++) {
            paint(
                    g,
                    tiles.get(i),
                    i % columns * (tileWidth + GAP),
                    i / columns * (CAPTION + tileHeight + GAP));
        }
        palette.drawLegend(g, 0, bottom, DivergingScale.LEGEND_WIDTH);
        return page.finished();
    }

    private static void paint(Graphics2D g, Tile tile, int x, int y) {
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, tile.caption, x, y + CAPTION - 12);
        g.drawImage(tile.picture, x, y + CAPTION, null);
        g.setColor(Page.LINE);
        g.drawRect(
                x - 1, y + CAPTION - 1, tile.picture.getWidth() + 1, tile.picture.getHeight() + 1);
    }

    private static int longest(float[][] numbers) {
        return Math.max(numbers.length, numbers[0].length);
    }

    private static boolean goesBelowZero(float[][] map) {
        for (float[] row : map) {
            for (float response : row) {
                if (response < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What most responses do not exceed, in either direction. */
    private double strong() {
        float[] sizes = sample();
        Arrays.sort(sizes);
        float strong = sizes[(int) (SHOWN_APART * (sizes.length - 1))];
        return strong > 0 ? strong : sizes[sizes.length - 1];
    }

    private float[] sample() {
        long numbers = (long) maps.size() * maps.get(0).length * maps.get(0)[0].length;
        int step = (int) (numbers / SAMPLE) + 1;
        List<Float> sizes = new ArrayList<>();
        int index = 0;
        for (float[][] map : maps) {
            for (float[] row : map) {
                for (; index < row.length; index += step) {
                    sizes.add(Math.abs(row[index]));
                }
                index -= row.length;
            }
        }
        float[] sample = new float[sizes.size()];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = sizes.get(i);
        }
        return sample;
    }

    private double brightest() {
        return maps.stream()
                .flatMap(Stream::of)
                .mapToDouble(
                        row -> {
                            double largest = WHITE;
                            for (float response : row) {
                                largest = Math.max(largest, response);
                            }
                            return largest;
                        })
                .max()
                .orElse(WHITE);
    }
}
