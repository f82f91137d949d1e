package org.patternscanner.arithmetic;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.ReceptiveField.Span;

/**
 * The receptive field of one unit of a stack of convolutions, found by poking: change a pixel, run
 * the stack, and see whether the unit changes.
 *
 * @param changes [row][column]: true for each pixel of the image that changes the unit
 */
public record PokedField(boolean[][] changes) {

    /**
     * Pokes each pixel of an n x n image.
     *
     * @param stack the windows, the first one next to the image; without padding that hides a pixel
     * @param row the unit's row in the last map
     * @param column the unit's column
     * @param random for the image and the kernels
     */
    public static PokedField of(List<Window> stack, int n, int row, int column, Random random) {
        List<float[][]> kernels =
                stack.stream().map(window -> positive(window.kernel(), random)).toList();
        float[][] image = positive(n, random);
        float before = unit(image, kernels, stack, row, column);
        boolean[][] changes = new boolean[n][n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                float pixel = image[y][x];
                image[y][x] = pixel + 1;
                changes[y][x] = unit(image, kernels, stack, row, column) != before;
                image[y][x] = pixel;
            }
        }
        return new PokedField(changes);
    }

    private static float unit(
            float[][] image, List<float[][]> kernels, List<Window> stack, int row, int column) {
        float[][] map = image;
        for (int i = 0; i < stack.size(); i++) {
            map = ForwardPass.slide(map, kernels.get(i), stack.get(i));
        }
        return map[row][column];
    }

    /** Numbers between 1 and 2: what a pixel adds on one way is not taken back on another. */
    private static float[][] positive(int side, Random random) {
        return Maps.drawn(side, side, () -> 1 + random.nextFloat());
    }

    /** How many pixels change the unit. */
    public int count() {
        int count = 0;
        for (boolean[] row : changes) {
            for (boolean change : row) {
                count += change ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * From the first to the last row in which a pixel changes the unit; empty, from 0 to -1, if
     * none does.
     */
    public Span rows() {
        return span(false);
    }

    /** From the first to the last column, as {@link #rows}. */
    public Span columns() {
        return span(true);
    }

    private Span span(boolean columns) {
        int[] changing =
                IntStream.range(0, changes.length * changes.length)
                        .filter(i -> changes[i / changes.length][i % changes.length])
                        .map(i -> columns ? i % changes.length : i / changes.length)
                        .sorted()
                        .toArray();
        return changing.length == 0
                ? new Span(0, -1)
                : new Span(changing[0], changing[changing.length - 1]);
    }
}
