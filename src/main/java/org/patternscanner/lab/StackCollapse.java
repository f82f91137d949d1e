package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Collapse;
import org.patternscanner.arithmetic.Difference;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.TorchConvolution;
import org.patternscanner.render.KernelText;
import org.patternscanner.render.MapSheet;
import org.patternscanner.render.TextTable;

/** Two convolutions are one, unless there is ReLU between them. */
public final class StackCollapse extends Lab<StackCollapse.Results> {

    private static final double ROUNDING = 1e-5;

    /** Less than this share of the map's mean size would be no difference that matters. */
    private static final double MATTERS = 0.01;

    private static final Window SMALL = Window.of(3);
    private static final Window LARGE = Window.of(5);

    private static final Kernel FIRST = Kernel.named("sobel-x").orElseThrow();
    private static final Kernel SECOND = Kernel.named("gaussian").orElseThrow();

    /** Channels in, between and out; the second are those of the lesson's conv1 and conv2. */
    private static final int[][] CHANNELS = {{1, 8, 1}, {1, 32, 64}, {8, 8, 8}};

    /** The training image that is drawn: a 5. */
    private static final int DIGIT = 0;

    /**
     * Two 3x3 convolutions against the one 5x5 that was computed from them.
     *
     * @param channels in, between and out
     * @param parameters weights and biases of the two
     * @param parametersOfOne the same of the one
     * @param without nothing between the two
     * @param withRelu ReLU between them
     * @param bendWithout the mean of |f(x) + f(-x) - 2 f(0)| as a share of the map's mean size,
     *     with nothing between; it is 0 for every single convolution, of any size
     * @param bendWithRelu the same with ReLU between
     * @param insideWithPadding the largest difference, with nothing between but a padding of 1
     *     before each of the two and of 2 before the one, away from the border
     * @param borderWithPadding the same in the outermost ring of pixels
     */
    public record Stack(
            String name,
            List<Integer> channels,
            long parameters,
            long parametersOfOne,
            Difference without,
            Difference withRelu,
            double bendWithout,
            double bendWithRelu,
            double insideWithPadding,
            double borderWithPadding) {

        private boolean collapses() {
            double tolerance = ROUNDING * Math.max(1, without.size());
            return without.largest() <= tolerance && bendWithout <= ROUNDING;
        }

        private boolean bends() {
            return withRelu.mean() > MATTERS * withRelu.size() && bendWithRelu > MATTERS;
        }
    }

    /**
     * The maps of the first stack, which are drawn, [row][column].
     *
     * @param kernel the computed 5x5
     */
    public record Pictured(
            float[][] kernel, float[][] without, float[][] withRelu, float[][] one) {}

    /** What was found. */
    public record Results(List<Stack> stacks, Pictured maps) {}

    /** Two layers with their weights. */
    private record Layers(
            String name,
            float[][][] input,
            float[][][][] first,
            float[] firstBias,
            float[][][][] second,
            float[] secondBias) {

        /** Both, with something between them. */
        float[][][] run(
                float[][][] image, UnaryOperator<float[][][]> between, int padding, Device device) {
            Window window = SMALL.withPadding(padding);
            float[][][] middle = TorchConvolution.of(image, first, firstBias, window, device);
            return TorchConvolution.of(between.apply(middle), second, secondBias, window, device);
        }

        Collapse collapse() {
            return Collapse.of(first, firstBias, second, secondBias);
        }
    }

    public StackCollapse() {
        super(
                "stack-collapse",
                "Without ReLU between them, two 3x3 are no more than one 5x5.",
                "Two 3x3 convolutions follow each other. Can they compute more than a single 5x5 convolution?",
                List.of(
                        "only with ReLU between them",
                        "yes, with or without ReLU",
                        "no, with or without ReLU"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        Device device = context.device();
        Random random = new Random(context.seed());
        float[][][] digit = {context.data().training().brightness(DIGIT)};
        List<Layers> all = new ArrayList<>();
        all.add(named(digit));
        for (int[] channels : CHANNELS) {
            float[][][] input = channels[0] == 1 ? digit : noise(channels[0], random);
            all.add(drawn(input, channels, random));
        }
        List<Stack> stacks = all.stream().map(layers -> compare(layers, device)).toList();
        return new Results(stacks, maps(all.get(0), device));
    }

    private static float[][][] noise(int channels, Random random) {
        int side = LabelledImages.SIDE;
        return Stream.generate(() -> Maps.drawn(side, side, random::nextGaussian))
                .limit(channels)
                .toArray(float[][][]::new);
    }

    private static Layers named(float[][][] digit) {
        return new Layers(
                FIRST.name() + ", " + SECOND.name(),
                digit,
                new float[][][][] {{FIRST.weights()}},
                new float[1],
                new float[][][][] {{SECOND.weights()}},
                new float[1]);
    }

    private static Layers drawn(float[][][] input, int[] channels, Random random) {
        return new Layers(
                "random",
                input,
                filters(channels[0], channels[1], random),
                gaussian(channels[1], 0.1, random),
                filters(channels[1], channels[2], random),
                gaussian(channels[2], 0.1, random));
    }

    /** As large as He and others (2015) begin a training with, so that maps keep their size. */
    private static float[][][][] filters(int inputs, int outputs, Random random) {
        int k = SMALL.kernel();
        double deviation = Math.sqrt(2.0 / (inputs * k * k));
        return ForwardPass.filters(
                gaussian(outputs * inputs * k * k, deviation, random),
                new Convolution("conv", inputs, outputs, SMALL));
    }

    private static float[] gaussian(int count, double deviation, Random random) {
        return Maps.drawn(1, count, () -> deviation * random.nextGaussian())[0];
    }

    private static Stack compare(Layers layers, Device device) {
        Collapse collapse = layers.collapse();
        float[][][] one =
                ForwardPass.convolution(layers.input, collapse.filters(), collapse.bias(), LARGE);
        int inputs = layers.input.length;
        int middle = layers.first.length;
        int outputs = layers.second.length;
        return new Stack(
                layers.name,
                List.of(inputs, middle, outputs),
                new Convolution("conv1", inputs, middle, SMALL).parameters()
                        + new Convolution("conv2", middle, outputs, SMALL).parameters(),
                new Convolution("conv", inputs, outputs, LARGE).parameters(),
                Difference.of(layers.run(layers.input, maps -> maps, 0, device), one),
                Difference.of(layers.run(layers.input, ForwardPass::relu, 0, device), one),
                bend(layers, maps -> maps, device),
                bend(layers, ForwardPass::relu, device),
                withPadding(layers, collapse, device, false),
                withPadding(layers, collapse, device, true));
    }

    /** How far f is from what every convolution with a bias is: f(x) + f(-x) = 2 f(0). */
    private static double bend(Layers layers, UnaryOperator<float[][][]> between, Device device) {
        float[][][] x = layers.input;
        float[][][] there = layers.run(x, between, 0, device);
        float[][][] back = layers.run(scaled(x, -1), between, 0, device);
        float[][][] zero = layers.run(scaled(x, 0), between, 0, device);
        Difference difference = Difference.of(sum(there, back), scaled(zero, 2));
        return difference.mean() / Difference.of(there, zero).size();
    }

    private static float[][][] scaled(float[][][] maps, float factor) {
        return combined(maps, maps, (a, b) -> factor * a);
    }

    private static float[][][] sum(float[][][] a, float[][][] b) {
        return combined(a, b, Float::sum);
    }

    private interface Combination {
        float of(float a, float b);
    }

    private static float[][][] combined(float[][][] a, float[][][] b, Combination combination) {
        float[][][] result = new float[a.length][a[0].length][a[0][0].length];
        for (int channel = 0; channel < a.length; channel++) {
            for (int row = 0; row < a[channel].length; row++) {
                for (int column = 0; column < a[channel][row].length; column++) {
                    result[channel][row][column] =
                            combination.of(a[channel][row][column], b[channel][row][column]);
                }
            }
        }
        return result;
    }

    /** The largest difference in the outermost ring of the maps, or in all the rest. */
    private static double withPadding(
            Layers layers, Collapse collapse, Device device, boolean border) {
        float[][][] two = layers.run(layers.input, maps -> maps, 1, device);
        float[][][] one =
                ForwardPass.convolution(
                        layers.input, collapse.filters(), collapse.bias(), LARGE.withPadding(2));
        double largest = 0;
        for (int channel = 0; channel < one.length; channel++) {
            int last = one[channel].length - 1;
            for (int row = 0; row <= last; row++) {
                for (int column = 0; column <= last; column++) {
                    boolean outermost = row == 0 || column == 0 || row == last || column == last;
                    if (outermost == border) {
                        double difference =
                                Math.abs(one[channel][row][column] - two[channel][row][column]);
                        largest = Math.max(largest, difference);
                    }
                }
            }
        }
        return largest;
    }

    private static Pictured maps(Layers layers, Device device) {
        Collapse collapse = layers.collapse();
        return new Pictured(
                collapse.filters()[0][0],
                layers.run(layers.input, maps -> maps, 0, device)[0],
                layers.run(layers.input, ForwardPass::relu, 0, device)[0],
                ForwardPass.convolution(layers.input, collapse.filters(), collapse.bias(), LARGE)[
                        0]);
    }

    @Override
    public Finding finding(Results results) {
        boolean collapse = results.stacks.stream().allMatch(Stack::collapses);
        boolean bend = results.stacks.stream().allMatch(Stack::bends);
        return new Finding(
                Verdict.of(collapse && bend),
                !collapse ? 1 : bend ? 0 : 2,
                table(results)
                        + "\n%s, then %s, is the one kernel\n%s\n"
                                .formatted(
                                        FIRST.name(),
                                        SECOND.name(),
                                        KernelText.of(results.maps.kernel)),
                seen(results),
                List.of(Exhibit.png("stack-collapse.png", () -> picture(results))));
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        left("kernels"),
                        left("channels"),
                        right("largest difference"),
                        right("with ReLU"),
                        right("mean with ReLU"));
        for (Stack stack : results.stacks) {
            table.row(
                    stack.name,
                    "%d, %d, %d"
                            .formatted(
                                    stack.channels.get(0),
                                    stack.channels.get(1),
                                    stack.channels.get(2)),
                    Figures.small(stack.without.largest()),
                    "%.2f".formatted(stack.withRelu.largest()),
                    Figures.percent(stack.withRelu.mean() / stack.withRelu.size()));
        }
        return table;
    }

    private static double largest(Results results, ToDoubleFunction<Stack> number) {
        return results.stacks.stream().mapToDouble(number).max().orElse(0);
    }

    private static double smallest(Results results, ToDoubleFunction<Stack> number) {
        return results.stacks.stream().mapToDouble(number).min().orElse(0);
    }

    private static List<String> seen(Results results) {
        Stack lesson =
                results.stacks.stream()
                        .filter(stack -> stack.channels.get(2) == 64)
                        .findFirst()
                        .orElse(results.stacks.get(0));
        return List.of(
                "With nothing between, two 3x3 layers and the 5x5 computed from them differ by at most %s; the %,d weights and biases from 1 to %d to %d channels do the work of %,d."
                        .formatted(
                                Figures.small(largest(results, stack -> stack.without.largest())),
                                lesson.parameters,
                                lesson.channels.get(1),
                                lesson.channels.get(2),
                                lesson.parametersOfOne),
                "With ReLU between, they differ from it by %s to %s of the map's mean size."
                        .formatted(
                                Figures.percent(smallest(results, StackCollapse::meanWithRelu)),
                                Figures.percent(largest(results, StackCollapse::meanWithRelu))),
                "Nor would any other kernel do: for every convolution f(x) + f(-x) - 2 f(0) is 0, and with ReLU it is %s to %s of that size (without, at most %s)."
                        .formatted(
                                Figures.percent(smallest(results, Stack::bendWithRelu)),
                                Figures.percent(largest(results, Stack::bendWithRelu)),
                                Figures.small(largest(results, Stack::bendWithout))),
                "Padding breaks it at the border only: with padding 1 before each layer the outermost ring differs by up to %.2f, all the rest by %s, for there the second layer reads zeros, and not what the first would have made of the edge."
                        .formatted(
                                largest(results, Stack::borderWithPadding),
                                Figures.small(largest(results, Stack::insideWithPadding))));
    }

    private static double meanWithRelu(Stack stack) {
        return stack.withRelu.mean() / stack.withRelu.size();
    }

    private static BufferedImage picture(Results results) {
        Pictured maps = results.maps;
        Stack stack = results.stacks.get(0);
        float[][][] one = {maps.one};
        float[][][] without = {maps.without};
        float[][][] withRelu = {maps.withRelu};
        return MapSheet.of(
                "Two 3 x 3 convolutions are one 5 x 5, until ReLU stands between them",
                "%s, then %s, on a 5 of MNIST; orange: above 0, blue: below 0"
                        .formatted(FIRST.name(), SECOND.name()),
                new float[][][] {
                    maps.without,
                    maps.one,
                    combined(without, one, (a, b) -> a - b)[0],
                    maps.withRelu,
                    maps.one,
                    combined(withRelu, one, (a, b) -> a - b)[0]
                },
                List.of(
                        "two 3 x 3",
                        "one 5 x 5",
                        "difference: at most " + Figures.small(stack.without.largest()),
                        "two 3 x 3, ReLU between",
                        "one 5 x 5",
                        "difference: up to %.2f".formatted(stack.withRelu.largest())),
                3,
                16);
    }
}
