package org.patternscanner.arithmetic;

import java.util.Random;

/** Random numbers from the normal distribution. */
final class Numbers {

    private Numbers() {}

    static float[][] random(Random random, int rows, int columns) {
        return random(random, 1, rows, columns)[0];
    }

    static float[][][] random(Random random, int channels, int rows, int columns) {
        float[][][] numbers = new float[channels][rows][columns];
        for (float[][] channel : numbers) {
            for (float[] row : channel) {
                for (int i = 0; i < columns; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
        }
        return numbers;
    }
}
