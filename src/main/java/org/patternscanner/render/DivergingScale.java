package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.function.DoubleFunction;

/**
 * A colour scale for numbers with a sign: blue below zero, nearly white at zero, orange above.
 *
 * <p>It is symmetric: -v and +v are equally light, so that neither sign looks stronger than the
 * other, and the lightness falls evenly from zero to both ends. Blue and orange stay apart in the
 * common kinds of colour blindness, which red and green do not.
 */
public final class DivergingScale {

    /** Height in pixels of what {@link #drawLegend} draws: the bar and its numbers. */
    static final int LEGEND_HEIGHT = 46;

    /** How wide a page's legend is. */
    static final int LEGEND_WIDTH = 360;

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

    private final double maxAbs;

    private DivergingScale(double maxAbs) {
        this.maxAbs = maxAbs;
    }

    /**
     * A scale from -maxAbs to +maxAbs; what lies beyond gets the colour of the end.
     *
     * @param maxAbs the value at the orange end, finite, at least 0; with 0 everything is white
     */
    public static DivergingScale symmetric(double maxAbs) {
        if (!(maxAbs >= 0) || Double.isInfinite(maxAbs)) {
            throw new IllegalArgumentException("A scale cannot end at " + maxAbs + ".");
        }
        return new DivergingScale(maxAbs);
    }

    /** The scale that just holds all weights of these kernels, shape (n, kH, kW). */
    public static DivergingScale fitting(float[][][] kernels) {
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

    /** The value at the orange end. */
    public double maxAbs() {
        return maxAbs;
    }

    /** The colour of a value; black if it is not a number, to be noticed. */
    public Color color(double value) {
        if (Double.isNaN(value)) {
            return Color.BLACK;
        }
        double strength = maxAbs == 0 ? 0 : Math.min(1, Math.abs(value) / maxAbs);
        return colour(value < 0 ? BLUES : ORANGES, strength);
    }

    /** A number as this scale's legend writes it: with its sign and the decimals that it needs. */
    String label(double value) {
        int decimals = maxAbs == 0 ? 2 : (int) Math.max(2, 1 - Math.floor(Math.log10(maxAbs)));
        return Signed.text(value, decimals);
    }

    /** Black or white: the one that can be read on this colour. */
    static Color textOn(Color ground) {
        // WCAG 2's contrast, (lighter + 0.05) / (darker + 0.05), is the same for both at 0.179.
        return luminance(linear(ground)) > 0.179 ? Color.BLACK : Color.WHITE;
    }

    /** Draws the scale as a bar with its three numbers, (x, y) being the bar's top left corner. */
    void drawLegend(Graphics2D g, int x, int y, int width) {
        drawBar(g, -maxAbs, x, y, width);
        int baseline = y + LEGEND_HEIGHT - 6;
        Lettering.left(g, label(-maxAbs), x, baseline);
        Lettering.centred(g, "0", x + width / 2, baseline);
        Lettering.right(g, label(maxAbs), x + width, baseline);
    }

    /** The same for numbers that are never negative: from 0, with two words for its ends. */
    void drawLegendFromZero(Graphics2D g, String zero, String most, int x, int y, int width) {
        drawBar(g, 0, x, y, width);
        int baseline = y + LEGEND_HEIGHT - 6;
        Lettering.left(g, zero, x, baseline);
        Lettering.right(g, most, x + width, baseline);
    }

    private void drawBar(Graphics2D g, double from, int x, int y, int width) {
        drawBar(g, share -> color(from + (maxAbs - from) * share), x, y, width);
    }

    /**
     * Draws the bar of any scale, and leaves the graphics ready for its numbers.
     *
     * @param color of a place on the bar, from 0, its left end, to 1
     */
    static void drawBar(Graphics2D g, DoubleFunction<Color> color, int x, int y, int width) {
        for (int i = 0; i < width; i++) {
            g.setColor(color.apply(i / (width - 1.0)));
            g.fillRect(x + i, y, 1, BAR_HEIGHT);
        }
        g.setColor(Page.LINE);
        g.drawRect(x, y, width, BAR_HEIGHT);
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
    }

    /** The colour on the way whose lightness belongs to a strength of 0 to 1. */
    private static Color colour(double[][] way, double strength) {
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

    private static double[] linear(Color colour) {
        return new double[] {
            decoded(colour.getRed()), decoded(colour.getGreen()), decoded(colour.getBlue())
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
