package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;

/** Questions about a picture that do not ask the code that drew it. */
public final class Pixels {

    private Pixels() {}

    static Color at(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y));
    }

    /** How many pixels of a region are not white. */
    static int ink(BufferedImage image, int x, int y, int width, int height) {
        int ink = 0;
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                if (!at(image, column, row).equals(Color.WHITE)) {
                    ink++;
                }
            }
        }
        return ink;
    }

    /** Ink in a frame along the edges: more than 0 would mean that something is cut off. */
    static int inkOnEdge(BufferedImage image, int thickness) {
        int w = image.getWidth();
        int h = image.getHeight();
        return ink(image, 0, 0, w, thickness)
                + ink(image, 0, h - thickness, w, thickness)
                + ink(image, 0, 0, thickness, h)
                + ink(image, w - thickness, 0, thickness, h);
    }

    static Set<Color> colours(BufferedImage image) {
        Set<Color> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(at(image, x, y));
            }
        }
        return colours;
    }

    public static int count(BufferedImage image, Color colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += at(image, x, y).equals(colour) ? 1 : 0;
            }
        }
        return count;
    }

    /** Relative luminance as WCAG 2 defines it, from 0 (black) to 1 (white). */
    static double luminance(Color c) {
        return 0.2126 * light(c.getRed())
                + 0.7152 * light(c.getGreen())
                + 0.0722 * light(c.getBlue());
    }

    private static double light(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
