package org.patternscanner.arithmetic;

/**
 * One step of a sliding window, with all that is multiplied.
 *
 * @param patch the numbers under the kernel
 * @param kernel [row][column]
 */
public record DotProduct(Patch patch, float[][] kernel) {

    /** The dot product that {@link ForwardPass#dotProduct} computes, taken apart. */
    public static DotProduct of(
            float[][] image, float[][] kernel, Window window, int row, int column) {
        return new DotProduct(Patch.of(image, window, row, column), kernel);
    }

    /** Each number times its weight, [row][column]; exact, for a double holds it. */
    public double[][] products() {
        double[][] products = new double[kernel.length][kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel[i].length; j++) {
                products[i][j] = (double) patch.numbers()[i][j] * kernel[i][j];
            }
        }
        return products;
    }

    /** The dot product: the sum of the products. */
    public double sum() {
        return sum(products(), false);
    }

    /** The sum of the products without their signs: what the sum's rounding is measured by. */
    double magnitude() {
        return sum(products(), true);
    }

    private static double sum(double[][] products, boolean absolute) {
        double sum = 0;
        for (double[] row : products) {
            for (double product : row) {
                sum += absolute ? Math.abs(product) : product;
            }
        }
        return sum;
    }
}
