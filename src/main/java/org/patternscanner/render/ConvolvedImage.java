package org.patternscanner.render;

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

    /** The strongest 1 in 200 would make all others pale. */
    private static final double SHOWN_APART = 0.995;

    /** As many responses tell how strong the strongest are. */
    private static final int SAMPLE = 200_000;

    private static final double WHITE = 255;

    /** Draws it. */
    public BufferedImage draw() {
        boolean negative = maps.stream().anyMatch(ConvolvedImage::goesBelowZero);
        ColorScale scale = negative ? ColorScale.symmetric(strong()) : ColorScale.grey(brightest());
        boolean beside = longest(inputs.get(0)) <= SMALL;
        int longest = Math.max(longest(maps.get(0)), beside ? longest(inputs.get(0)) : 0);
        int cell = Math.max(1, SMALL / longest);
        List<Part> tiles = new ArrayList<>();
        if (beside) {
            for (int i = 0; i < names.size(); i++) {
                tiles.add(tile("picture", i, inputs.get(i), ColorScale.grey(WHITE), cell));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            tiles.add(tile("map", i, maps.get(i), scale, cell));
        }
        return page(tiles, scale, negative);
    }

    private Part tile(String what, int channel, float[][] numbers, ColorScale scale, int cell) {
        BufferedImage picture = scale.picture(numbers, cell);
        String size = "%d x %d".formatted(numbers[0].length, numbers.length);
        return Tiles.column(
                7,
                Text.label("%s, %s, %s".formatted(what, names.get(channel), size)),
                Part.of(
                        picture.getWidth(),
                        picture.getHeight(),
                        g -> {
                            g.drawImage(picture, 0, 0, null);
                            g.setColor(Page.LINE);
                            g.drawRect(-1, -1, picture.getWidth() + 1, picture.getHeight() + 1);
                        }));
    }

    private BufferedImage page(List<Part> tiles, ColorScale scale, boolean negative) {
        int columns = names.size() == 1 ? tiles.size() : names.size();
        return Tiles.column(GAP, new Tiles(tiles, columns, GAP, 0), scale.legend())
                .page(
                        title,
                        negative
                                ? "orange: above 0, blue: below 0; the strongest 1 in 200 all have an end's color"
                                : "no response is below 0: from black, 0, to white");
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
