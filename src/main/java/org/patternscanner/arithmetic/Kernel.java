package org.patternscanner.arithmetic;

import java.util.Comparator;
import java.util.List;

/**
 * A square kernel: the numbers that are laid over a patch and multiplied with it.
 *
 * @param name the name by which the command line and the page know it
 * @param detects where its response is large
 * @param weights [row][column]
 */
public record Kernel(String name, String detects, float[][] weights) {

    /** The classical 3x3 kernels, each with the name that image processing gives it. */
    public static final List<Kernel> CLASSICAL =
            List.of(
                    kernel("sobel-x", "vertical edge", -1, 0, 1, -2, 0, 2, -1, 0, 1),
                    kernel("sobel-y", "horizontal edge", -1, -2, -1, 0, 0, 0, 1, 2, 1),
                    kernel("edge-rising", "rising diagonal edge", -2, -1, 0, -1, 0, 1, 0, 1, 2),
                    kernel("edge-falling", "falling diagonal edge", 0, -1, -2, 1, 0, -1, 2, 1, 0),
                    kernel("line-vertical", "vertical line", -1, 2, -1, -1, 2, -1, -1, 2, -1),
                    kernel("line-horizontal", "horizontal line", -1, -1, -1, 2, 2, 2, -1, -1, -1),
                    kernel("line-rising", "rising diagonal line", -1, -1, 2, -1, 2, -1, 2, -1, -1),
                    kernel(
                            "line-falling",
                            "falling diagonal line",
                            2,
                            -1,
                            -1,
                            -1,
                            2,
                            -1,
                            -1,
                            -1,
                            2),
                    kernel("laplacian", "spot", -1, -1, -1, -1, 8, -1, -1, -1, -1),
                    kernel("gaussian", "blob", 1, 2, 1, 2, 4, 2, 1, 2, 1),
                    kernel("box", "bright area", 1, 1, 1, 1, 1, 1, 1, 1, 1));

    private static Kernel kernel(String name, String detects, float... nine) {
        float[][] weights = new float[3][3];
        for (int i = 0; i < 9; i++) {
            weights[i / 3][i % 3] = nine[i];
        }
        return new Kernel(name, detects, weights);
    }

    /**
     * A classical kernel and how alike it is.
     *
     * @param cosine the cosine of the angle between the two, in [-1, 1]; negative if the kernel
     *     answers to the same pattern with light and dark exchanged
     */
    public record Match(Kernel kernel, double cosine) {}

    /** The classical kernel most like {@code weights} (3x3), in either sign. */
    public static Match nearest(float[][] weights) {
        return CLASSICAL.stream()
                .map(kernel -> new Match(kernel, cosine(weights, kernel.weights)))
                .max(Comparator.comparingDouble(match -> Math.abs(match.cosine)))
                .orElseThrow();
    }

    /** The square root of the sum of the squared weights. */
    public static double norm(float[][] weights) {
        return Math.sqrt(dot(weights, weights));
    }

    private static double cosine(float[][] a, float[][] b) {
        double norms = norm(a) * norm(b);
        return norms == 0 ? 0 : dot(a, b) / norms;
    }

    private static double dot(float[][] a, float[][] b) {
        double sum = 0;
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < a[row].length; column++) {
                sum += (double) a[row][column] * b[row][column];
            }
        }
        return sum;
    }
}
