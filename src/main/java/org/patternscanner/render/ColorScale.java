package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * The color of a number. Where numbers have a sign, it is blue below zero, nearly white at zero,
 * orange above.
 *
 * <p>It is symmetric: -v and +v are equally light, so that neither sign looks stronger than the
 * other, and the lightness falls evenly from zero to both ends. Blue and orange stay apart in the
 * common kinds of color blindness, which red and green do not.
 */
final class ColorScale {

    /** Height in pixels of a legend: the bar and its numbers. */
    private static final int LEGEND_HEIGHT = 46;

    /** How wide a page's legend is. */
    private static final int LEGEND_WIDTH = 360;

    private static final int BAR_HEIGHT = 18;

    // From zero to the end by way of a strong middle: straight there, the tints would look muddy.
    // The middles are equally luminous (0.36), and so are the ends (0.13).
    private static final double[] ZERO = linear(new Color(0xF7F7F7));
    private static final double[][] BLUES = {
        ZERO, linear(new Color(0x67A9CF)), linear(new Color(0x2166AC))
    };
    private static final double[][] ORANGES = {
        ZERO, linear(new Color(0xEE8830)), linear(new Color(0xAE4200))
    };

    private static final int STEPS = 1024; // even, so that 0 has a step

    private final double from;
    private final double to;
    private final boolean signed;
    private final Color[] colors;

    /**
     * @param from the number of the first color; what lies below has it too
     * @param to the number of the last color; what lies above has it too
     * @param signed whether from is -to
     * @param color of a place on the scale, from 0 to 1
     */
    private ColorScale(double from, double to, boolean signed, DoubleFunction<Color> color) {
        this.from = from;
        this.to = to;
        this.signed = signed;
        this.colors =
                IntStream.rangeClosed(0, STEPS)
                        .mapToObj(step -> color.apply((double) step / STEPS))
                        .toArray(Color[]::new);
    }

    /**
     * A scale from -maxAbs to +maxAbs; what lies beyond gets the color of the end.
     *
     * @param maxAbs the value at the orange end, finite, at least 0; with 0 everything is white
     */
    static ColorScale symmetric(double maxAbs) {
        if (!(maxAbs >= 0) || Double.isInfinite(maxAbs)) {
            throw new IllegalArgumentException("A scale cannot end at " + maxAbs + ".");
        }
        return new ColorScale(
                -maxAbs,
                maxAbs,
                true,
                share -> color(share < 0.5 ? BLUES : ORANGES, Math.abs(2 * share - 1)));
    }

    /** From black, 0, to white. */
    static ColorScale grey(double max) {
        return new ColorScale(0, max, false, share -> Cells.grey((int) Math.round(255 * share)));
    }

    /** The scale that just holds all numbers of a map, [row][column]. */
    static ColorScale fitting(float[][] map) {
        return fitting(new float[][][] {map});
    }

    /** The scale that just holds all weights of these kernels, shape (n, kH, kW). */
    static ColorScale fitting(float[][][] kernels) {
        double max = 0;
        for (float[][] kernel : kernels) {
            for (float[] row : kernel) {
                for (float weight : row) {
                    max = Math.max(max, Math.abs(weight));
                }
            }
        }
        return symmetric(max);
    }

    /** The value at the orange, or white, end. */
    double max() {
        return to;
    }

    /** The color of a value; black if it is not a number, to be noticed. */
    Color color(double value) {
        if (Double.isNaN(value)) {
            return Color.BLACK;
        }
        double step = from == to ? STEPS / 2.0 : (value - from) / (to - from) * STEPS;
        return colors[(int) Math.max(0, Math.min(STEPS, Math.round(step)))];
    }

    /** A large map as a picture: cell x cell pixels a number. */
    BufferedImage picture(float[][] map, int cell) {
        BufferedImage picture =
                new BufferedImage(
                        map[0].length * cell, map.length * cell, BufferedImage.TYPE_INT_RGB);
        int[] line = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < line.length; x++) {
                line[x] = color(map[y / cell][x / cell]).getRGB();
            }
            picture.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        return picture;
    }

    /** A number as this scale's legend writes it: with the sign and the decimals that it needs. */
    String label(double value) {
        if (!signed) {
            return "%.0f".formatted(value);
        }
        int decimals = to == 0 ? 2 : (int) Math.max(2, 1 - Math.floor(Math.log10(to)));
        return Signed.text(value, to >= 100 ? 0 : decimals);
    }

    /** Black or white: the one that can be read on this color. */
    static Color textOn(Color ground) {
        // WCAG 2's contrast, (lighter + 0.05) / (darker + 0.05), is the same for both at 0.179.
        return luminance(linear(ground)) > 0.179 ? Color.BLACK : Color.WHITE;
    }

    /** The scale as a bar with the numbers of its ends, and of 0. */
    Part legend() {
        return legend(LEGEND_WIDTH);
    }

    Part legend(int width) {
        Part zero = signed ? Text.label("0").centeredIn(width) : Part.space(0, 0);
        return bar(width, from, label(from), label(to)).with(g -> zero.paintAt(g, 0, BAR_HEIGHT));
    }

    /** The same for numbers that are never negative: from 0, with two words for its ends. */
    Part legendFromZero(String zero, String most) {
        return bar(LEGEND_WIDTH, 0, zero, most);
    }

    private Part bar(int width, double first, String left, String right) {
        return Part.of(
                width,
                LEGEND_HEIGHT,
                g -> {
                    for (int x = 0; x < width; x++) {
                        g.setColor(color(first + (to - first) * x / (width - 1)));
                        g.fillRect(x, 0, 1, BAR_HEIGHT);
                    }
                    g.setColor(Page.LINE);
                    g.drawRect(0, 0, width, BAR_HEIGHT);
                    Text.label(left).paintAt(g, 0, BAR_HEIGHT);
                    Text.label(right).rightIn(width).paintAt(g, 0, BAR_HEIGHT);
                });
    }

    /** The color on the way whose lightness belongs to a strength of 0 to 1. */
    private static Color color(double[][] way, double strength) {
        double zero = lightness(luminance(ZERO));
        double end = lightness(luminance(way[2]));
        double wanted = luminanceAt(zero + strength * (end - zero));
        int leg = wanted > luminance(way[1]) ? 0 : 1;
        double from = luminance(way[leg]);
        double share = (from - wanted) / (from - luminance(way[leg + 1]));
        return new Color(
                mixed(way[leg][0], way[leg + 1][0], share),
                mixed(way[leg][1], way[leg + 1][1], share),
                mixed(way[leg][2], way[leg + 1][2], share));
    }

    private static int mixed(double from, double to, double share) {
        return encoded(from + share * (to - from));
    }

    // The rest is sRGB (IEC 61966-2-1) and CIE 1976 lightness. Light adds up in linear values only.

    private static double[] linear(Color color) {
        return new double[] {
            decoded(color.getRed()), decoded(color.getGreen()), decoded(color.getBlue())
        };
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static double lightness(double luminance) {
        return 116 * Math.cbrt(luminance) - 16;
    }

    private static double luminanceAt(double lightness) {
        return Math.pow((lightness + 16) / 116, 3);
    }

    private static double decoded(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static int encoded(double light) {
        double c = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Math.max(0, Math.min(1, c)));
    }
}
