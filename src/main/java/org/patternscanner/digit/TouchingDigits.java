package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.image.GreyImage;

/**
 * Digits that were written into one another, and where they may be parted.
 *
 * <p>A cut runs from the top to the bottom along the path with least ink, as in J. Wang and J.
 * Jean, "Segmentation of Merged Characters by Neural Networks and Shortest Path" (1994): digits
 * that lean over each other can't be parted by a straight line.
 */
final class TouchingDigits {

    /** Width over height: two digits aren't narrower. */
    private static final double WIDE = 0.75;

    /** Of the height: no digit but a 1 is narrower, and that stands in a valley. */
    private static final double LEAST_WIDTH = 0.2;

    /** In strokes: where two digits touch, a stroke or two join them. */
    private static final double JOINT = 2.2;

    /** What a step aside costs, in full ink: of two paths the straighter one is taken. */
    private static final double ASIDE = 0.3;

    /** What could be parted more often is a line or a pattern. */
    private static final int MOST_CUTS = 50;

    private final GreyImage digit;
    private final List<int[]> cuts; // for each row, the last column on the left of it

    /**
     * Looks for cuts.
     *
     * @param digit light ink on 0, cropped to it
     */
    TouchingDigits(GreyImage digit) {
        this.digit = digit;
        this.cuts = digit.width() < WIDE * digit.height() ? List.of() : cuts(digit);
    }

    /** How many there may be, from left to right. */
    int parts() {
        return cuts.size() + 1;
    }

    /** The picture with neighbouring parts alone. */
    GreyImage only(int from, int to) {
        return GreyImage.of(
                digit.width(),
                digit.height(),
                (x, y) -> {
                    boolean rightOfFirst = from == 0 || x > cuts.get(from - 1)[y];
                    boolean leftOfLast = to == parts() || x <= cuts.get(to - 1)[y];
                    return rightOfFirst && leftOfLast ? digit.at(x, y) : 0;
                });
    }

    private static List<int[]> cuts(GreyImage digit) {
        Paths down = new Paths(digit);
        Paths up = new Paths(digit.flipped());
        int middle = digit.height() / 2;
        int mirrored = digit.height() - 1 - middle;
        double[] ink = new double[digit.width()]; // along the best path through the middle row
        for (int x = 0; x < ink.length; x++) {
            ink[x] = down.cost[middle][x] + up.cost[mirrored][x] - digit.at(x, middle) / 255;
        }
        List<Integer> valleys = valleys(digit, ink);
        if (valleys.size() > MOST_CUTS) {
            return List.of();
        }
        return valleys.stream().map(x -> joined(down.to(x, middle), up.to(x, mirrored))).toList();
    }

    /**
     * The columns of the middle row where little ink is crossed, the best of each neighbourhood.
     */
    private static List<Integer> valleys(GreyImage digit, double[] ink) {
        double joint = JOINT * Strokes.width(digit) * digit.longerSide() / 20;
        int apart = Math.max(1, (int) (LEAST_WIDTH * digit.height()));
        List<Integer> places = new ArrayList<>();
        IntStream.range(apart, digit.width() - apart)
                .filter(x -> ink[x] <= joint)
                .boxed()
                .sorted(Comparator.comparingDouble(x -> ink[x]))
                .filter(x -> places.stream().allMatch(cut -> Math.abs(cut - x) >= apart))
                .forEach(places::add);
        return places.stream().sorted().toList();
    }

    /** A path from the top to the middle row, and one from the bottom to it. */
    private static int[] joined(int[] upper, int[] lower) {
        int[] path = new int[upper.length + lower.length - 1];
        System.arraycopy(upper, 0, path, 0, upper.length);
        for (int i = 0; i < lower.length; i++) {
            path[path.length - 1 - i] = lower[i];
        }
        return path;
    }

    /** The paths with least ink from the top row downwards, by dynamic programming. */
    private static final class Paths {

        private final double[][] cost; // of the best path to each pixel, [row][column]

        Paths(GreyImage digit) {
            cost = new double[digit.height()][digit.width()];
            for (int y = 0; y < cost.length; y++) {
                for (int x = 0; x < cost[y].length; x++) {
                    cost[y][x] = digit.at(x, y) / 255 + (y == 0 ? 0 : before(x, y));
                }
            }
        }

        private double before(int x, int y) {
            int from = step(x, y);
            return cost[y - 1][from] + (from == x ? 0 : ASIDE);
        }

        /** The column that the best path to a pixel has in the row above. */
        private int step(int x, int y) {
            double[] above = cost[y - 1];
            int best = x;
            if (x > 0 && above[x - 1] + ASIDE < above[best]) {
                best = x - 1;
            }
            double least = above[best] + (best == x ? 0 : ASIDE);
            return x + 1 < above.length && above[x + 1] + ASIDE < least ? x + 1 : best;
        }

        /** The best path's columns, from the top row to a pixel. */
        int[] to(int x, int y) {
            int[] path = new int[y + 1];
            path[y] = x;
            for (int row = y; row > 0; row--) {
                path[row - 1] = step(path[row], row);
            }
            return path;
        }
    }
}
