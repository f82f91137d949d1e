package org.patternscanner.image;

import java.util.Arrays;

/** Pictures at another size. */
public final class Resampling {

    private Resampling() {}

    /** Gives one row of a picture at a time, so that a photo need not be held twice. */
    public interface Rows {
        void read(int y, float[] row);
    }

    /**
     * Each new pixel is the mean of the area that it covers: (width, height) to (newWidth,
     * newHeight).
     */
    public static GreyImage areaAverage(
            Rows rows, int width, int height, int newWidth, int newHeight) {
        float[] row = new float[width];
        double[] columns = new double[width];
        float[] values = new float[newWidth * newHeight];
        int read = -1;
        for (int newY = 0; newY < newHeight; newY++) {
            Arrays.fill(columns, 0);
            for (int y = first(newY, height, newHeight); y < end(newY, height, newHeight); y++) {
                if (y != read) {
                    rows.read(y, row);
                    read = y;
                }
                double share = share(newY, y, height, newHeight);
                for (int x = 0; x < width; x++) {
                    columns[x] += share * row[x];
                }
            }
            for (int newX = 0; newX < newWidth; newX++) {
                values[newY * newWidth + newX] = (float) mean(columns, newX, newWidth);
            }
        }
        return new GreyImage(newWidth, newHeight, values);
    }

    private static double mean(double[] columns, int newX, int newWidth) {
        double mean = 0;
        int end = end(newX, columns.length, newWidth);
        for (int x = first(newX, columns.length, newWidth); x < end; x++) {
            mean += share(newX, x, columns.length, newWidth) * columns[x];
        }
        return mean;
    }

    /** The first of the old pixels that a new one covers. */
    public static int first(int i, int oldSize, int newSize) {
        return (int) ((long) i * oldSize / newSize);
    }

    /** The one after the last old pixel that a new one covers. */
    public static int end(int i, int oldSize, int newSize) {
        return (int) (((long) (i + 1) * oldSize + newSize - 1) / newSize);
    }

    /** How much of new pixel i comes from old pixel j; all its shares add up to 1. */
    private static double share(int i, int j, int oldSize, int newSize) {
        long from = Math.max((long) i * oldSize, (long) j * newSize); // in exact, common units
        long to = Math.min((i + 1L) * oldSize, (j + 1L) * newSize);
        return (double) (to - from) / oldSize;
    }

    public static GreyImage areaAverage(GreyImage image, int newWidth, int newHeight) {
        Rows rows =
                (y, row) -> {
                    for (int x = 0; x < row.length; x++) {
                        row[x] = image.at(x, y);
                    }
                };
        return areaAverage(rows, image.width(), image.height(), newWidth, newHeight);
    }

    /** Shrinks by area averages until the longer side is at most so many pixels. */
    public static GreyImage within(GreyImage image, int side) {
        double scale = Math.min(1, (double) side / image.longerSide());
        return areaAverage(
                image,
                Math.max(1, (int) Math.round(image.width() * scale)),
                Math.max(1, (int) Math.round(image.height() * scale)));
    }

    /**
     * Bilinear interpolation between pixel centres; beyond the outermost ones their values hold.
     */
    public static GreyImage bilinear(GreyImage image, int newWidth, int newHeight) {
        float[] columns = sources(newWidth, image.width());
        float[] rows = sources(newHeight, image.height());
        return GreyImage.of(newWidth, newHeight, (x, y) -> interpolate(image, columns[x], rows[y]));
    }

    /** Where the centres of the new pixels lie among the old ones. */
    private static float[] sources(int newSize, int oldSize) {
        float[] sources = new float[newSize];
        for (int i = 0; i < newSize; i++) {
            float centre = (i + 0.5f) * oldSize / newSize - 0.5f;
            sources[i] = Math.max(0, Math.min(oldSize - 1, centre));
        }
        return sources;
    }

    private static float interpolate(GreyImage image, float x, float y) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, image.width() - 1);
        int bottom = Math.min(top + 1, image.height() - 1);
        float above = mix(image.at(left, top), image.at(right, top), x - left);
        float below = mix(image.at(left, bottom), image.at(right, bottom), x - left);
        return mix(above, below, y - top);
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }
}
