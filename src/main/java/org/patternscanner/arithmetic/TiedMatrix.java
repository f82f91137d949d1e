package org.patternscanner.arithmetic;

import java.util.Arrays;

/**
 * A convolution as what it also is: a dense layer's matrix, mostly zeros, in which the same few
 * weights stand again and again (Dumoulin and Visin, A guide to convolution arithmetic for deep
 * learning, 2016, section 4.1).
 *
 * @param height of the image, in pixels
 * @param width of the image, in pixels
 * @param window how the kernel slides
 * @param weightAt [output][input], both counted row by row: which of the kernel's weights stands
 *     there, counted row by row from 0, or {@link #ZERO}
 */
public record TiedMatrix(int height, int width, Window window, int[][] weightAt) {

    /** No weight: the output does not depend on the input. */
    public static final int ZERO = -1;

    /**
     * The matrix of a window that slides over an image of height x width pixels.
     *
     * @throws IllegalArgumentException if the window does not fit
     */
    public static TiedMatrix of(int height, int width, Window window) {
        int columns = window.outputSize(width);
        int[][] weightAt = new int[window.outputSize(height) * columns][height * width];
        for (int output = 0; output < weightAt.length; output++) {
            Arrays.fill(weightAt[output], ZERO);
            for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
                int row = window.inputIndex(output / columns, tap / window.kernel());
                int column = window.inputIndex(output % columns, tap % window.kernel());
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                if (inside) {
                    weightAt[output][row * width + column] = tap;
                }
            }
        }
        return new TiedMatrix(height, width, window, weightAt);
    }

    /** Rows: the map's numbers. */
    public int outputs() {
        return weightAt.length;
    }

    /** Columns: the image's pixels. */
    public int inputs() {
        return height * width;
    }

    /** How many cells hold a weight. */
    public int filled() {
        return (int)
                Arrays.stream(weightAt)
                        .flatMapToInt(Arrays::stream)
                        .filter(weight -> weight != ZERO)
                        .count();
    }

    /**
     * The matrix times the image: what the convolution gives.
     *
     * @param kernel [k][k]
     * @param image [height][width]
     * @return the map, [row][column]
     */
    public float[][] times(float[][] kernel, float[][] image) {
        int columns = window.outputSize(width);
        float[][] map = new float[outputs() / columns][columns];
        for (int output = 0; output < outputs(); output++) {
            float sum = 0;
            for (int input = 0; input < inputs(); input++) {
                sum += cell(kernel, output, input) * image[input / width][input % width];
            }
            map[output / columns][output % columns] = sum;
        }
        return map;
    }

    private float cell(float[][] kernel, int output, int input) {
        int weight = weightAt[output][input];
        return weight == ZERO ? 0 : kernel[weight / kernel.length][weight % kernel.length];
    }
}
