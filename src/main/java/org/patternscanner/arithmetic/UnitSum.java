package org.patternscanner.arithmetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a convolution makes one number of a feature map: for each input channel a dot product, all
 * added up, plus the filter's bias.
 *
 * @param terms one an input channel, in their order
 * @param bias the filter's
 */
public record UnitSum(List<DotProduct> terms, float bias) {

    // Float32 keeps 24 bits. A sum of some hundred terms loses a few of the last ones, of its
    // largest terms, so that where they cancel out the result has fewer left.
    private static final double ROUNDING = 1e-4;
    private static final double ROUNDING_OF_TERMS = 1e-6;

    public UnitSum {
        terms = List.copyOf(terms);
    }

    /**
     * Takes one number apart.
     *
     * @param input [inputs][rows][columns]
     * @param filter [inputs][k][k]
     * @param row the number's row in the feature map
     * @param column its column
     */
    public static UnitSum of(
            float[][][] input, float[][][] filter, float bias, Window window, int row, int column) {
        List<DotProduct> terms = new ArrayList<>();
        for (int channel = 0; channel < input.length; channel++) {
            terms.add(DotProduct.of(input[channel], filter[channel], window, row, column));
        }
        return new UnitSum(terms, bias);
    }

    /** All dot products together, without the bias. */
    public double sum() {
        return terms.stream().mapToDouble(DotProduct::sum).reduce(0, Double::sum);
    }

    /** The number in the feature map: sum and bias. */
    public double total() {
        return sum() + bias;
    }

    /** What ReLU makes of it. */
    public double relu() {
        return Math.max(0, total());
    }

    /** The input channels, those first that add or subtract most. */
    public List<Integer> strongest() {
        double[] sums = terms.stream().mapToDouble(DotProduct::sum).toArray();
        return IntStream.range(0, sums.length)
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -Math.abs(sums[channel])))
                .toList();
    }

    /**
     * Whether a number that was computed in float32 is this one, but for rounding: within 1e-4 of
     * it, or, where the terms cancel out, within 1e-6 of what they are without their signs.
     */
    public boolean agreesWith(double number) {
        double magnitude = terms.stream().mapToDouble(DotProduct::magnitude).sum();
        double tolerance = Math.max(ROUNDING * Math.abs(total()), ROUNDING_OF_TERMS * magnitude);
        return Math.abs(total() - number) <= tolerance;
    }
}
