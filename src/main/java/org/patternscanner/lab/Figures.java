package org.patternscanner.lab;

import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.render.LinePlot.Line;

/** Numbers as the experiments write them. */
final class Figures {

    private Figures() {}

    /** A number that may be very small, such as 2.4e-07; or 0. */
    static String small(double number) {
        return number == 0 ? "0" : "%.1e".formatted(number);
    }

    /** Shares of the whole, such as 97.12 ± 0.08 %: their mean and standard deviation. */
    static String percent(Spread shares, int decimals) {
        String number = "%." + decimals + "f";
        return (number + " ± " + number + " %%")
                .formatted(100 * shares.mean(), 100 * shares.deviation());
    }

    /** The lowest (-1) or highest (1) end of the error bars of some lines. */
    static double end(List<Line> lines, int side) {
        return side
                * lines.stream()
                        .flatMapToDouble(
                                line ->
                                        IntStream.range(0, line.y().length)
                                                .mapToDouble(
                                                        i -> side * line.y()[i] + line.errors()[i]))
                        .max()
                        .orElseThrow();
    }

    /** A share of the whole, such as 31 %. */
    static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }
}
