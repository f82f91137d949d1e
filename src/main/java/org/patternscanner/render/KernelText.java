package org.patternscanner.render;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.patternscanner.arithmetic.Kernel;

/** A kernel in one line: its rows, as in {@code -1 0 1 / -2 0 2 / -1 0 1}. */
public final class KernelText {

    private KernelText() {}

    /**
     * The line. Weights that are fractions of one whole number, as a mean's are, are written as
     * whole numbers with the fraction before them: {@code 1/9 of 1 1 1 / 1 1 1 / 1 1 1}.
     */
    public static String of(float[][] weights) {
        int whole = commonDenominator(weights);
        return (whole == 1 ? "" : "1/" + whole + " of ")
                + Arrays.stream(weights)
                        .map(row -> row(row, whole))
                        .collect(Collectors.joining(" / "));
    }

    /** A kernel with its name before the line, where it has one. */
    public static String of(Kernel kernel) {
        String line = of(kernel.weights());
        return Kernel.named(kernel.name()).isPresent()
                ? "%s (%s)".formatted(kernel.name(), line)
                : line;
    }

    private static String row(float[] weights, int whole) {
        StringBuilder text = new StringBuilder();
        for (float weight : weights) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(number(whole == 1 ? weight : (float) Math.rint(weight * whole)));
        }
        return text.toString();
    }

    private static String number(float weight) {
        return weight == Math.rint(weight) && Math.abs(weight) < 1e6
                ? String.valueOf((int) weight)
                : String.valueOf(weight);
    }

    /** The smallest n such that all weights are n-ths; 1 if there is no such n up to 100. */
    private static int commonDenominator(float[][] weights) {
        for (int n = 1; n <= 100; n++) {
            int denominator = n;
            boolean fits = Arrays.stream(weights).allMatch(row -> areWhole(row, denominator));
            if (fits) {
                return n;
            }
        }
        return 1;
    }

    /** But for the rounding of a fraction such as 1/9, times n. */
    private static boolean areWhole(float[] weights, int n) {
        for (float weight : weights) {
            double times = (double) weight * n;
            if (Math.abs(times - Math.rint(times)) > 1e-6 * Math.abs(times)) {
                return false;
            }
        }
        return true;
    }
}
