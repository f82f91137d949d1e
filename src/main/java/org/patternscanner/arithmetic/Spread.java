package org.patternscanner.arithmetic;

/**
 * Several measurements of one thing.
 *
 * @param mean of them
 * @param deviation their sample standard deviation, with n - 1 below; 0 for a single one
 * @param values each, in the order in which they were made
 */
public record Spread(double mean, double deviation, double[] values) {

    /** Student's t, two-sided 95 %, for 1, 2, 3 ... degrees of freedom. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228
    };

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

    /**
     * How far the true mean may be from the measured one: half the width of its 95 % confidence
     * interval (Student, The Probable Error of a Mean, Biometrika 6, 1908). For more than eleven
     * measurements a little too wide.
     *
     * @throws IllegalStateException for a single measurement, which tells nothing about it
     */
    public double margin() {
        if (values.length < 2) {
            throw new IllegalStateException("One measurement has no margin.");
        }
        double t = STUDENT[Math.min(values.length - 2, STUDENT.length - 1)];
        return t * deviation / Math.sqrt(values.length);
    }

    /**
     * Measurement by measurement: this minus another.
     *
     * @param other as many measurements, in the same order
     */
    public Spread minus(Spread other) {
        double[] differences = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            differences[i] = values[i] - other.values[i];
        }
        return of(differences);
    }
}
