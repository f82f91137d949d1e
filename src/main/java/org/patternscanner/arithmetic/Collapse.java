package org.patternscanner.arithmetic;

/**
 * Two convolutions, one after the other and nothing between them, as the one convolution that they
 * are together: sums of sums are sums.
 *
 * @param filters [outputs][inputs][k][k], with k = k1 + k2 - 1
 * @param bias [outputs]
 */
public record Collapse(float[][][][] filters, float[] bias) {

    /**
     * Computes the one convolution. Both must move by one pixel, without dilation; it gives the
     * same numbers wherever no padding lies between the two.
     *
     * @param first [middle][inputs][k1][k1]
     * @param firstBias [middle]
     * @param second [outputs][middle][k2][k2]
     * @param secondBias [outputs]
     */
    public static Collapse of(
            float[][][][] first, float[] firstBias, float[][][][] second, float[] secondBias) {
        float[][][][] filters = new float[second.length][first[0].length][][];
        float[] bias = new float[second.length];
        for (int out = 0; out < second.length; out++) {
            for (int in = 0; in < filters[out].length; in++) {
                filters[out][in] = throughAll(first, in, second[out]);
            }
            bias[out] = secondBias[out];
            for (int middle = 0; middle < first.length; middle++) {
                bias[out] += firstBias[middle] * sum(second[out][middle]);
            }
        }
        return new Collapse(filters, bias);
    }

    /** Of two kernels: what one kernel gives the same map as sliding the first, then the second. */
    public static float[][] of(float[][] first, float[][] second) {
        float[] none = {0};
        return of(new float[][][][] {{first}}, none, new float[][][][] {{second}}, none)
                .filters[0][0];
    }

    /** From one input channel to one output channel, by way of all between. */
    private static float[][] throughAll(float[][][][] first, int in, float[][][] second) {
        int k = first[0][0].length + second[0].length - 1;
        double[][] sums = new double[k][k];
        for (int middle = 0; middle < second.length; middle++) {
            addProducts(first[middle][in], second[middle], sums);
        }
        float[][] kernel = new float[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                kernel[i][j] = (float) sums[i][j];
            }
        }
        return kernel;
    }

    /** A weight of the second reads a number that a weight of the first made: they multiply. */
    private static void addProducts(float[][] first, float[][] second, double[][] sums) {
        for (int i = 0; i < second.length; i++) {
            for (int j = 0; j < second.length; j++) {
                for (int row = 0; row < first.length; row++) {
                    for (int column = 0; column < first.length; column++) {
                        sums[i + row][j + column] += (double) second[i][j] * first[row][column];
                    }
                }
            }
        }
    }

    private static float sum(float[][] kernel) {
        float sum = 0;
        for (float[] row : kernel) {
            for (float weight : row) {
                sum += weight;
            }
        }
        return sum;
    }
}
