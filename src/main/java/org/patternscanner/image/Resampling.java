package org.patternscanner.image;

import java.util.Arrays;

/** Pictures at another size. */
final class Resampling {

    private Resampling() {}

    /** Gives one row of a picture at a time, so that a photo need not be held twice. */
    interface Rows {
        void read(int y, float[] row);
    }

    /**
     * Each new pixel is the mean of the area that it covers: (width, height) to (newWidth,
     * newHeight).
     */
    static GreyImage areaAverage(Rows rows, int width, int height, int newWidth, int newHeight) {
        float[] row = new float[width];
        double[] shortRow = new double[newWidth];
        double[] sums = new double[newWidth * newHeight];
        for (int y = 0; y < height; y++) {
            rows.read(y, row);
            Arrays.fill(shortRow, 0);
            for (int x = 0; x < width; x++) {
                addShares(shortRow, 0, 1, row[x], x, width, newWidth);
            }
            for (int x = 0; x < newWidth; x++) {
                addShares(sums, x, newWidth, shortRow[x], y, height, newHeight);
            }
        }
        return GreyImage.of(newWidth, newHeight, (x, y) -> (float) sums[y * newWidth + x]);
    }

    static GreyImage areaAverage(GreyImage image, int newWidth, int newHeight) {
        Rows rows =
                (y, row) -> {
                    for (int x = 0; x < row.length; x++) {
                        row[x] = image.at(x, y);
                    }
                };
        return areaAverage(rows, image.width(), image.height(), newWidth, newHeight);
    }

    /** Shrinks by area averages until the longer side is at most so many pixels. */
    static GreyImage within(GreyImage image, int side) {
        double scale = Math.min(1, (double) side / image.longerSide());
        return areaAverage(
                image,
                Math.max(1, (int) Math.round(image.width() * scale)),
                Math.max(1, (int) Math.round(image.height() * scale)));
    }

    /**
     * Shares old pixel i out among the new ones; all shares that one new pixel gets add up to 1.
     */
    private static void addShares(
            double[] sums, int start, int step, double value, int i, int oldSize, int newSize) {
        long from = (long) i * newSize; // edges in units of 1 / oldSize new pixels: exact
        long to = from + newSize;
        for (long cell = from / oldSize; cell * oldSize < to; cell++) {
            long overlap = Math.min(to, (cell + 1) * oldSize) - Math.max(from, cell * oldSize);
            sums[start + (int) cell * step] += value * overlap / oldSize;
        }
    }

    /**
     * Bilinear interpolation between pixel centres; beyond the outermost ones their values hold.
     */
    static GreyImage bilinear(GreyImage image, int newWidth, int newHeight) {
        return GreyImage.of(
                newWidth,
                newHeight,
                (x, y) ->
                        interpolate(
                                image,
                                source(x, newWidth, image.width()),
                                source(y, newHeight, image.height())));
    }

    private static float source(int i, int newSize, int oldSize) {
        float centre = (i + 0.5f) * oldSize / newSize - 0.5f;
        return Math.max(0, Math.min(oldSize - 1, centre));
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
