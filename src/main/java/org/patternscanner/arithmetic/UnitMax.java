package org.patternscanner.arithmetic;

/**
 * How ReLU and max-pooling make one number of a feature map.
 *
 * @param window the numbers that it is made from, before ReLU; without padding
 */
public record UnitMax(Patch window) {

    /** The window after ReLU, [row][column]. */
    public float[][] relu() {
        return ForwardPass.relu(new float[][][] {window.numbers()})[0];
    }

    /** The largest number before ReLU. */
    public float largest() {
        return window.numbers()[winnerRow()][winnerColumn()];
    }

    /** The number in the feature map: the largest one after ReLU. */
    public float max() {
        return Math.max(0, largest());
    }

    /** The row in the window of the largest number, the first one if there are more. */
    public int winnerRow() {
        return winner() / window.numbers().length;
    }

    /** Its column in the window. */
    public int winnerColumn() {
        return winner() % window.numbers().length;
    }

    private int winner() {
        double[] numbers = Maps.numbers(window.numbers()).toArray();
        int winner = 0;
        for (int i = 1; i < numbers.length; i++) {
            winner = numbers[i] > numbers[winner] ? i : winner;
        }
        return winner;
    }
}
