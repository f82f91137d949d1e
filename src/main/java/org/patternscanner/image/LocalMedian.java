package org.patternscanner.image;

/**
 * The median of a square window around each pixel, cut off at the edge of the picture.
 *
 * <p>Strokes, which are few in a window, vanish; the edge of a shadow stays where it is, which in a
 * mean it would not. After T. Huang, G. Yang and G. Tang, "A Fast Two-Dimensional Median Filtering
 * Algorithm" (1979): a histogram moves along with the window.
 */
final class LocalMedian {

    private final GreyImage image;
    private final boolean[] counts;
    private final int radius;
    private final int[] histogram = new int[256];
    private int size;

    private LocalMedian(GreyImage image, boolean[] counts, int radius) {
        this.image = image;
        this.counts = counts;
        this.radius = radius;
    }

    /** All medians, in whole grey levels. */
    static GreyImage of(GreyImage image, int radius) {
        boolean[] all = new boolean[image.width() * image.height()];
        java.util.Arrays.fill(all, true);
        return of(image, all, radius, 1, image);
    }

    /**
     * The medians of the pixels that count.
     *
     * @param counts for each pixel, row by row
     * @param least pixels that must count in a window for its median to be believed
     * @param otherwise what is taken where there are fewer
     */
    static GreyImage of(
            GreyImage image, boolean[] counts, int radius, int least, GreyImage otherwise) {
        LocalMedian median = new LocalMedian(image, counts, radius);
        float[] values = new float[image.width() * image.height()];
        for (int y = 0; y < image.height(); y++) {
            median.startRow(y);
            for (int x = 0; x < image.width(); x++) {
                median.addColumn(x + radius, y, 1);
                median.addColumn(x - radius - 1, y, -1);
                values[y * image.width() + x] =
                        median.size >= least ? median.value() : otherwise.at(x, y);
            }
        }
        return new GreyImage(image.width(), image.height(), values);
    }

    private void startRow(int y) {
        java.util.Arrays.fill(histogram, 0);
        size = 0;
        for (int x = 0; x < radius; x++) {
            addColumn(x, y, 1);
        }
    }

    private void addColumn(int x, int y, int sign) {
        if (x < 0 || x >= image.width()) {
            return;
        }
        int bottom = Math.min(image.height() - 1, y + radius);
        for (int j = Math.max(0, y - radius); j <= bottom; j++) {
            if (counts[j * image.width() + x]) {
                histogram[Math.round(image.at(x, j))] += sign;
                size += sign;
            }
        }
    }

    private int value() {
        int below = 0;
        int level = -1;
        while (2 * below < size) {
            below += histogram[++level];
        }
        return level;
    }
}
