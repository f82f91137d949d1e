package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions about a picture that do not ask the code that drew it. */
public final class Pixels {

    private Pixels() {}

    static Color at(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y));
    }

    /** All pixels, row by row, as 0xFFrrggbb. */
    static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** How many pixels of a region are not white. */
    static int ink(BufferedImage image, int x, int y, int width, int height) {
        BufferedImage region = image.getSubimage(x, y, width, height);
        return width * height - count(region, Color.WHITE);
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
        return Arrays.stream(rgb(image)).mapToObj(Color::new).collect(Collectors.toSet());
    }

    public static int count(BufferedImage image, Color colour) {
        return (int) Arrays.stream(rgb(image)).filter(rgb -> rgb == colour.getRGB()).count();
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
