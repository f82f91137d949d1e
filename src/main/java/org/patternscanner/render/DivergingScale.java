package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Locale;

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

    private static final int BAR_HEIGHT = 18;

    // Equal luminance (0.13): only then are the two halves equally light.
    private static final double[] NEGATIVE = linear(new Color(0x2166AC));
    private static final double[] POSITIVE = linear(new Color(0xAE4200));
    private static final double[] ZERO = linear(new Color(0xF7F7F7));

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
        double[] end = value < 0 ? NEGATIVE : POSITIVE;
        double share = shareOf(end, strength);
        return new Color(mixed(end, share, 0), mixed(end, share, 1), mixed(end, share, 2));
    }

    /** Black or white: the one that can be read on this colour. */
    static Color textOn(Color ground) {
        return lightness(luminance(linear(ground))) > 55 ? Color.BLACK : Color.WHITE;
    }

    /** Draws the scale as a bar with its three numbers, (x, y) being the bar's top left corner. */
    void drawLegend(Graphics2D g, int x, int y, int width) {
        for (int i = 0; i < width; i++) {
            g.setColor(color(maxAbs * (2.0 * i / (width - 1) - 1)));
            g.fillRect(x + i, y, 1, BAR_HEIGHT);
        }
        g.setColor(Page.LINE);
        g.drawRect(x, y, width, BAR_HEIGHT);
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        int baseline = y + LEGEND_HEIGHT - 6;
        Lettering.left(g, label(-1), x, baseline);
        Lettering.centred(g, "0", x + width / 2, baseline);
        Lettering.right(g, label(1), x + width, baseline);
    }

    private String label(int sign) {
        return maxAbs == 0 ? "" : String.format(Locale.ROOT, "%+.2f", sign * maxAbs);
    }

    /** How much of the end colour gives the lightness that belongs to a strength of 0 to 1. */
    private static double shareOf(double[] end, double strength) {
        double zero = luminance(ZERO);
        double last = luminance(end);
        double wanted = lightness(zero) + strength * (lightness(last) - lightness(zero));
        return (zero - luminanceAt(wanted)) / (zero - last);
    }

    private static int mixed(double[] end, double share, int channel) {
        return encoded(ZERO[channel] + share * (end[channel] - ZERO[channel]));
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
