package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.network.Tensor;

/**
 * The filters of a convolution layer.
 *
 * @param layer {@code conv1} or {@code conv2}
 * @param weights [filter][input channel][row][column]
 * @param bias [filter]
 */
public record FilterBank(String layer, float[][][][] weights, float[] bias) {

    /**
     * What can be said of one filter.
     *
     * @param index the first is 0
     * @param norm the square root of the sum of its squared weights
     * @param nearest for a filter of one kernel, the classical kernel most like it; for one of
     *     many, that of the kernel with the largest norm
     */
    public record Facts(int index, double norm, double bias, Kernel.Match nearest) {}

    /**
     * Reads them from an epoch of a run.
     *
     * @throws IOException if it cannot be read
     */
    public static FilterBank of(Run run, int epoch, String layer) throws IOException {
        try (OpenNetwork network = OpenNetwork.load(run, epoch, Device.cpu())) {
            return of(network, layer);
        }
    }

    /** Copies them from a network. */
    public static FilterBank of(OpenNetwork network, String layer) {
        Layer.Convolution convolution =
                Architecture.SIMPLE_CNN.layer(layer, Layer.Convolution.class);
        var parameters = network.classifier().parameters();
        Tensor weight = requireNonNull(parameters.get(layer + ".weight"));
        Tensor bias = requireNonNull(parameters.get(layer + ".bias"));
        return new FilterBank(
                layer, ForwardPass.filters(weight.values(), convolution), bias.values());
    }

    /** [filters, input channels, rows, columns]. */
    public int[] shape() {
        return new int[] {
            weights.length, weights[0].length, weights[0][0].length, weights[0][0][0].length
        };
    }

    /**
     * Each filter's kernel for the first input channel: the whole filter where there is but one.
     */
    public float[][][] firstKernels() {
        return Arrays.stream(weights).map(filter -> filter[0]).toArray(float[][][]::new);
    }

    /** One row a filter. */
    public List<Facts> facts() {
        List<Facts> rows = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            float[][] strongest =
                    Arrays.stream(weights[i])
                            .max((a, b) -> Double.compare(Kernel.norm(a), Kernel.norm(b)))
                            .orElseThrow();
            rows.add(new Facts(i, norm(weights[i]), bias[i], Kernel.nearest(strongest)));
        }
        return rows;
    }

    private static double norm(float[][][] filter) {
        return Math.sqrt(
                Arrays.stream(filter).mapToDouble(Kernel::norm).map(norm -> norm * norm).sum());
    }
}
