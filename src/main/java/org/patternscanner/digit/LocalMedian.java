package org.patternscanner.digit;

import java.util.Arrays;
import org.patternscanner.image.GreyImage;

/**
 * The median of a square window around each pixel, cut off at the edge of the picture.
 *
 * <p>Strokes, which are few in a window, vanish; the edge of a shadow stays where it is, which in a
 * mean it would not. After T. Huang, G. Yang and G. Tang, "A Fast Two-Dimensional Median Filtering
 * Algorithm" (1979): a histogram moves along with the window.
 */
final class LocalMedian {

    private static final int NONE = -1;

    private final int width;
    private final int height;
    private final int radius;
    private final int[] levels; // of each pixel, or NONE where it doesn't count
    private final int[] histogram = new int[256];
    private int size;
    private int level; // the median before: the next one is near
    private int below; // pixels of the window that are darker than it

    private LocalMedian(GreyImage image, boolean[] counts, int radius) {
        this.width = image.width();
        this.height = image.height();
        this.radius = radius;
        this.levels = new int[width * height];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = counts[i] ? Math.round(image.at(i % width, i / width)) : NONE;
        }
    }

    /** All medians, in whole grey levels. */
    static GreyImage of(GreyImage image, int radius) {
        boolean[] all = new boolean[image.width() * image.height()];
        Arrays.fill(all, true);
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
        Arrays.fill(histogram, 0);
        size = 0;
        level = 0;
        below = 0;
        for (int x = 0; x < radius; x++) {
            addColumn(x, y, 1);
        }
    }

    private void addColumn(int x, int y, int sign) {
        if (x < 0 || x >= width) {
            return;
        }
        int bottom = Math.min(height - 1, y + radius);
        for (int j = Math.max(0, y - radius); j <= bottom; j++) {
            int added = levels[j * width + x];
            if (added != NONE) {
                histogram[added] += sign;
                size += sign;
                below += added < level ? sign : 0;
            }
        }
    }

    private int value() {
        while (2 * (below + histogram[level]) < size) {
            below += histogram[level++];
        }
        while (2 * below >= size && level > 0) {
            below -= histogram[--level];
        }
        return level;
    }
}
