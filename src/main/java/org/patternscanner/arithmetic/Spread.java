package org.patternscanner.arithmetic;

/**
 * Several measurements of one thing.
 *
 * @param mean of them
 * @param deviation their sample standard deviation, with n - 1 below; 0 for a single one
 * @param values each, in the order in which they were made
 */
public record Spread(double mean, double deviation, double[] values) {

    /**
     * Of some measurements.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Spread(mean, deviation, values.clone());
    }
}
