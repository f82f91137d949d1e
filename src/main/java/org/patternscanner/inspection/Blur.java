package org.patternscanner.inspection;

import org.patternscanner.data.LabelledImages;

/**
 * A blur of 28 x 28 numbers: each becomes a mean of itself and its eight neighbors. What lies
 * outside counts as zero.
 *
 * @param center the weight of a number itself, along one axis
 * @param beside the weight of each of its two neighbors, along one axis
 */
record Blur(float center, float beside) {

    static final Blur NONE = new Blur(1, 0);

    private static final int SIDE = LabelledImages.SIDE;

    /**
     * A Gaussian, cut off after the nearest neighbors.
     *
     * @param deviation its standard deviation, in pixels
     */
    static Blur gaussian(double deviation) {
        double beside = Math.exp(-1 / (2 * deviation * deviation));
        double sum = 1 + 2 * beside;
        return new Blur((float) (1 / sum), (float) (beside / sum));
    }

    /** A blurred copy, row by row. */
    float[] of(float[] numbers) {
        return alongColumns(alongRows(numbers));
    }

    private float[] alongRows(float[] numbers) {
        float[] blurred = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            float left = i % SIDE == 0 ? 0 : numbers[i - 1];
            float right = i % SIDE == SIDE - 1 ? 0 : numbers[i + 1];
            blurred[i] = center * numbers[i] + beside * (left + right);
        }
        return blurred;
    }

    private float[] alongColumns(float[] numbers) {
        float[] blurred = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            float above = i < SIDE ? 0 : numbers[i - SIDE];
            float below = i + SIDE >= numbers.length ? 0 : numbers[i + SIDE];
            blurred[i] = center * numbers[i] + beside * (above + below);
        }
        return blurred;
    }
}
