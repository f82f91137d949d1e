package org.patternscanner.digit;

import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Resampling;

/** How thick strokes are, and how to make them thicker. */
final class Strokes {

    /** Pixels of the longer side at which strokes are measured: 8 for each of MNIST's 20. */
    private static final int MEASURED_SIDE = 160;

    private static final float FINER = MEASURED_SIDE / 20f;

    /** In pixels of MNIST's 20: thinner strokes than these come out grey and broken. */
    static final float THIN = 1.7f;

    /** In pixels of MNIST's 20: what thin strokes are brought to. */
    static final float USUAL = 2.3f;

    /** Of 255: a pixel is ink from here on. */
    private static final float INK = 128;

    private Strokes() {}

    /**
     * Returns a digit, cropped to its ink, with strokes of {@link #USUAL} width if they are thin.
     */
    static GreyImage thicken(GreyImage digit) {
        GreyImage fine = digit.longerSide() < MEASURED_SIDE ? enlarged(digit) : digit;
        if (width(fine) >= THIN) {
            return digit;
        }
        GreyImage measured = fine.longerSide() > MEASURED_SIDE ? strongest(fine) : fine;
        float radius = (USUAL - width(measured)) * FINER / 2;
        return radius <= 0 ? measured : dilate(measured, radius);
    }

    /** The mean width of strokes, in pixels of a copy whose longer side is 20. */
    static float width(GreyImage digit) {
        double width = width(digit.width(), digit.height(), (x, y) -> digit.at(x, y) >= INK);
        return (float) (width * 20 / digit.longerSide());
    }

    /** Whether a pixel is ink. */
    interface Mask {
        boolean isInk(int x, int y);
    }

    /** The mean width of strokes, in pixels. */
    static double width(int width, int height, Mask mask) {
        int area = 0;
        int edges = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (mask.isInk(x, y)) {
                    area++;
                    edges += x > 0 && mask.isInk(x - 1, y) ? 0 : 1;
                    edges += x + 1 < width && mask.isInk(x + 1, y) ? 0 : 1;
                    edges += y > 0 && mask.isInk(x, y - 1) ? 0 : 1;
                    edges += y + 1 < height && mask.isInk(x, y + 1) ? 0 : 1;
                }
            }
        }
        // A line's outline is twice its length; along pixels it is 4/pi too long on average.
        double outline = edges * Math.PI / 4;
        return 2 * area / Math.max(1, outline);
    }

    private static GreyImage enlarged(GreyImage digit) {
        double scale = (double) MEASURED_SIDE / digit.longerSide();
        return Resampling.bilinear(
                digit,
                (int) Math.max(1, Math.round(digit.width() * scale)),
                (int) Math.max(1, Math.round(digit.height() * scale)));
    }

    /** Shrinks by the strongest pixel of each area: a mean would wash thin strokes out. */
    private static GreyImage strongest(GreyImage digit) {
        double step = (double) digit.longerSide() / MEASURED_SIDE;
        return GreyImage.of(
                (int) Math.ceil(digit.width() / step),
                (int) Math.ceil(digit.height() / step),
                (x, y) -> {
                    int right = Math.min(digit.width(), (int) Math.ceil((x + 1) * step));
                    int bottom = Math.min(digit.height(), (int) Math.ceil((y + 1) * step));
                    float peak = 0;
                    for (int j = (int) (y * step); j < bottom; j++) {
                        for (int i = (int) (x * step); i < right; i++) {
                            peak = Math.max(peak, digit.at(i, j));
                        }
                    }
                    return peak;
                });
    }

    /** The strongest value within a disc: strokes grow by the radius, in pixels, on each side. */
    private static GreyImage dilate(GreyImage image, float radius) {
        int reach = (int) radius;
        int width = image.width() + 2 * reach;
        float[] grown = new float[width * (image.height() + 2 * reach)];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.at(x, y) > 0) { // few are: most of a digit's box is empty
                    stamp(grown, width, x + reach, y + reach, image.at(x, y), radius);
                }
            }
        }
        return new GreyImage(width, image.height() + 2 * reach, grown);
    }

    private static void stamp(float[] onto, int width, int x, int y, float value, float radius) {
        int reach = (int) radius;
        for (int dy = -reach; dy <= reach; dy++) {
            int across = (int) Math.sqrt(radius * radius - dy * dy);
            int row = (y + dy) * width;
            for (int i = row + x - across; i <= row + x + across; i++) {
                onto[i] = Math.max(onto[i], value);
            }
        }
    }
}
