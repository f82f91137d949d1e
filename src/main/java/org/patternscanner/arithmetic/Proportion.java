package org.patternscanner.arithmetic;

/**
 * How many of a number of trials succeeded: an accuracy.
 *
 * @param successes at least 0
 * @param trials at least {@code successes}
 */
public record Proportion(int successes, int trials) {

    /** The standard normal distribution's 97.5 % point. */
    private static final double Z = 1.959964;

    /** The share, from 0 to 1; NaN of nothing. */
    public double value() {
        return trials == 0 ? Double.NaN : (double) successes / trials;
    }

    // Rounded, an end can miss 0, 1 or the value itself by a bit: so they bound it.

    /** The lower end of Wilson's 95 % interval (E. B. Wilson, JASA 22, 1927). */
    public double low() {
        return trials == 0 ? 0 : Math.max(0, Math.min(value(), center() - halfWidth()));
    }

    /** The upper end of Wilson's 95 % interval. */
    public double high() {
        return trials == 0 ? 1 : Math.min(1, Math.max(value(), center() + halfWidth()));
    }

    private double center() {
        return (value() + Z * Z / (2.0 * trials)) / (1 + Z * Z / trials);
    }

    private double halfWidth() {
        double p = value();
        double variance = p * (1 - p) / trials + Z * Z / (4.0 * trials * trials);
        return Z * Math.sqrt(variance) / (1 + Z * Z / trials);
    }
}
