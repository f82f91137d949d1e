package org.patternscanner.lab;

/** Numbers as the experiments write them. */
final class Figures {

    private Figures() {}

    /** A number that may be very small, such as 2.4e-07; or 0. */
    static String small(double number) {
        return number == 0 ? "0" : "%.1e".formatted(number);
    }

    /** A share of the whole, such as 31 %. */
    static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }
}
