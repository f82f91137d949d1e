package org.patternscanner.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.List;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Resampling;

/** From any kind of BufferedImage to grey: transparency laid on paper, then luminance. */
final class Flattening {

    /**
     * Pixels. Strokes of a photo are still several pixels wide at this size, and the rest is fast.
     */
    static final int LONGEST_SIDE = 1000;

    /** With less between its darkest and lightest pixel, what lies on the paper can't be seen. */
    private static final float VISIBLE_RANGE = 8;

    /** No paper: some programs write 0 for the opacity of every pixel, and mean none. */
    private static final int OPAQUE = -1;

    /** One number from red, green and blue. */
    private interface Light {
        float of(int red, int green, int blue);
    }

    private static final Light GREY = Flattening::luminance;

    private static final List<Light> COLOURS =
            List.of(
                    (red, green, blue) -> red,
                    (red, green, blue) -> green,
                    (red, green, blue) -> blue);

    private Flattening() {}

    /** What {@link #flatten} makes of the picture. */
    static List<GreyImage> smallGrey(BufferedImage picture) {
        return List.of(flatten(picture));
    }

    /** The whole picture in grey, laid on white paper. */
    static List<GreyImage> wholeGrey(BufferedImage picture) {
        return List.of(whole(picture, GREY));
    }

    /** Red, green and blue of the whole picture, laid on white paper. */
    static List<GreyImage> wholeColours(BufferedImage picture) {
        return COLOURS.stream().map(colour -> whole(picture, colour)).toList();
    }

    private static GreyImage whole(BufferedImage picture, Light light) {
        int width = picture.getWidth();
        Resampling.Rows rows = rows(picture, 255, light);
        float[] row = new float[width];
        float[] values = new float[width * picture.getHeight()];
        for (int y = 0; y < picture.getHeight(); y++) {
            rows.read(y, row);
            System.arraycopy(row, 0, values, y * width, width);
        }
        return new GreyImage(width, picture.getHeight(), values);
    }

    /**
     * Returns the picture in grey, shrunk by area averages if a side is above {@link
     * #LONGEST_SIDE}.
     */
    static GreyImage flatten(BufferedImage picture) {
        GreyImage onWhite = flatten(picture, 255);
        if (!picture.getColorModel().hasAlpha() || range(onWhite) >= VISIBLE_RANGE) {
            return onWhite;
        }
        GreyImage onBlack = flatten(picture, 0); // there white ink on nothing is seen
        return range(onBlack) < VISIBLE_RANGE ? flatten(picture, OPAQUE) : onBlack;
    }

    private static GreyImage flatten(BufferedImage picture, int paper) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(width, height));
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        return Resampling.areaAverage(
                rows(picture, paper, GREY), width, height, newWidth, newHeight);
    }

    private static Resampling.Rows rows(BufferedImage picture, int paper, Light light) {
        return hasPlainSamples(picture.getColorModel())
                ? sampleRows(picture, paper, light)
                : convertedRows(picture, paper, light);
    }

    /** Grey, or red, green and blue, in whole numbers. */
    private static boolean hasPlainSamples(ColorModel model) {
        int colours = model.getColorSpace().getType();
        int number = model.getTransferType();
        return model instanceof ComponentColorModel
                && (colours == ColorSpace.TYPE_GRAY || colours == ColorSpace.TYPE_RGB)
                && (number == DataBuffer.TYPE_BYTE || number == DataBuffer.TYPE_USHORT)
                && !model.isAlphaPremultiplied();
    }

    /**
     * Reads the samples themselves: getRGB takes Java's grey for linear light and would bend it,
     * and is slow where a file brings a colour profile.
     */
    private static Resampling.Rows sampleRows(BufferedImage picture, int paper, Light light) {
        Raster raster = picture.getRaster();
        ColorModel model = picture.getColorModel();
        int colours = model.getNumColorComponents();
        float greatest = (1L << model.getComponentSize(0)) - 1;
        int bands = raster.getNumBands();
        int[] samples = new int[bands * picture.getWidth()];
        return (y, row) -> {
            raster.getPixels(0, y, row.length, 1, samples);
            for (int x = 0; x < row.length; x++) {
                int i = x * bands;
                float value =
                        colours == 1
                                ? samples[i]
                                : light.of(samples[i], samples[i + 1], samples[i + 2]);
                float opacity = model.hasAlpha() ? samples[i + colours] / greatest : 1;
                row[x] = onPaper(value * 255 / greatest, opacity, paper);
            }
        };
    }

    private static Resampling.Rows convertedRows(BufferedImage picture, int paper, Light light) {
        int[] argb = new int[picture.getWidth()];
        return (y, row) -> {
            picture.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
            for (int x = 0; x < row.length; x++) {
                int rgb = argb[x];
                float value = light.of(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
                row[x] = onPaper(value, (rgb >>> 24) / 255f, paper);
            }
        };
    }

    /** Rec. 601; the weights are in thousandths, so that a grey keeps its whole number. */
    private static float luminance(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue) / 1000f;
    }

    private static float onPaper(float grey, float opacity, int paper) {
        return opacity == 1 || paper == OPAQUE ? grey : grey * opacity + paper * (1 - opacity);
    }

    private static float range(GreyImage image) {
        return image.peak() + image.inverted().peak() - 255;
    }
}
