package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Colours worked out in advance, for maps of millions of numbers.
 *
 * @param from the number of the first colour; what lies below has it too
 * @param to the number of the last colour; what lies above has it too
 * @param colours as 0xRRGGBB
 */
record Palette(double from, double to, int[] colours) {

    private static final int STEPS = 512;

    /** Blue below 0, nearly white at 0, orange above. */
    static Palette diverging(double maxAbs) {
        DivergingScale scale = DivergingScale.symmetric(maxAbs);
        return of(-maxAbs, maxAbs, scale::color);
    }

    /** From black, 0, to white. */
    static Palette grey(double max) {
        return of(
                0,
                max,
                value -> {
                    float light = max == 0 ? 0 : (float) Math.min(1, value / max);
                    return new Color(light, light, light);
                });
    }

    private static Palette of(double from, double to, DoubleFunction<Color> colouring) {
        int[] colours =
                IntStream.rangeClosed(0, STEPS)
                        .mapToDouble(step -> from + (to - from) * step / STEPS)
                        .mapToObj(colouring)
                        .mapToInt(colour -> colour.getRGB() & 0xFFFFFF)
                        .toArray();
        return new Palette(from, to, colours);
    }

    int rgb(double value) {
        double step = from == to ? STEPS / 2.0 : (value - from) / (to - from) * STEPS;
        return colours[(int) Math.max(0, Math.min(STEPS, Math.round(step)))];
    }

    /** A map as a picture: cell x cell pixels a number. */
    BufferedImage picture(float[][] map, int cell) {
        BufferedImage picture =
                new BufferedImage(
                        map[0].length * cell, map.length * cell, BufferedImage.TYPE_INT_RGB);
        int[] line = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < line.length; x++) {
                line[x] = rgb(map[y / cell][x / cell]);
            }
            picture.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        return picture;
    }

    /** Draws the colours as a bar, with the numbers of its ends, and of 0. */
    void drawLegend(Graphics2D g, int x, int y, int width) {
        DivergingScale.drawBar(g, share -> new Color(rgb(from + (to - from) * share)), x, y, width);
        int baseline = y + DivergingScale.LEGEND_HEIGHT - 6;
        Lettering.left(g, label(from), x, baseline);
        Lettering.right(g, label(to), x + width, baseline);
        if (from < 0) {
            Lettering.centred(g, "0", x + width / 2, baseline);
        }
    }

    private String label(double value) {
        int decimals = to >= 100 ? 0 : 2;
        return from < 0 ? Signed.text(value, decimals) : "%.0f".formatted(value);
    }
}
