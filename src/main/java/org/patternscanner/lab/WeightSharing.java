package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Difference;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.TiedMatrix;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.TiedMatrixImage;

/** What it would cost to make conv1's maps without sharing weights. */
public final class WeightSharing extends Lab<WeightSharing.Results> {

    private static final double ROUNDING = 1e-5;

    /** Of a float32 number. */
    private static final int BYTES = 4;

    private static final int DRAWN_SIDE = 6;
    private static final Window DRAWN = Window.of(3);

    /** The windows whose matrices are multiplied out, on images of each size. */
    private static final List<Window> WINDOWS =
            List.of(
                    DRAWN,
                    Window.parse("3p1"),
                    Window.parse("3s2p1"),
                    Window.parse("2s2"),
                    Window.parse("3d2"),
                    Window.parse("5p2"));

    private static final int[][] IMAGES = {{DRAWN_SIDE, DRAWN_SIDE}, {9, 7}, {28, 28}};

    private static final List<Integer> TIMES_FEWER = List.of(80, 800, 60_000);

    /**
     * A layer that makes conv1's maps.
     *
     * @param multiplyAdds for one image
     * @param bytes of its parameters in float32
     */
    public record Cost(String layer, long parameters, long multiplyAdds, long bytes) {}

    /**
     * A convolution as a matrix.
     *
     * @param cells outputs times inputs
     * @param filled cells that hold a weight: as many weights has a locally connected layer
     * @param distinct different weights in them: as many has the kernel
     * @param largestDifference between the matrix times an image and the convolution of it
     */
    public record Product(
            String window,
            int height,
            int width,
            int outputs,
            int inputs,
            long cells,
            int filled,
            int distinct,
            double largestDifference) {}

    /**
     * What was found.
     *
     * @param input channels, rows and columns
     * @param output the same
     */
    public record Results(
            List<Integer> input,
            List<Integer> output,
            Cost dense,
            Cost locallyConnected,
            Cost convolution,
            List<Product> products) {}

    public WeightSharing() {
        super(
                "weight-sharing",
                "A convolution is a dense layer of few weights, all of them shared.",
                "conv1 makes 32 maps of 28x28 from 28x28 pixels with one 3x3 kernel a map. How many times more parameters would a dense layer need for as many numbers?",
                TIMES_FEWER.stream().map("about %,d times"::formatted).toList());
    }

    @Override
    public Results run(LabContext context) {
        Step conv1 = Architecture.SIMPLE_CNN.steps().get(0);
        Random random = new Random(context.seed());
        List<Product> products = new ArrayList<>();
        for (int[] size : IMAGES) {
            for (Window window : WINDOWS) {
                products.add(product(size[0], size[1], window, random));
            }
        }
        return new Results(
                conv1.input().toList(),
                conv1.output().toList(),
                cost("dense", conv1.parametersIfDense(), conv1.multiplyAddsIfDense()),
                cost(
                        "locally connected",
                        conv1.parametersIfLocallyConnected(),
                        conv1.multiplyAdds()),
                cost("convolution", conv1.layer().parameters(), conv1.multiplyAdds()),
                products);
    }

    private static Cost cost(String layer, long parameters, long multiplyAdds) {
        return new Cost(layer, parameters, multiplyAdds, BYTES * parameters);
    }

    private static Product product(int height, int width, Window window, Random random) {
        TiedMatrix matrix = TiedMatrix.of(height, width, window);
        float[][] image = numbers(height, width, random);
        float[][] kernel = numbers(window.kernel(), window.kernel(), random);
        return new Product(
                window.toString(),
                height,
                width,
                matrix.outputs(),
                matrix.inputs(),
                (long) matrix.outputs() * matrix.inputs(),
                matrix.filled(),
                window.kernel() * window.kernel(),
                Difference.of(matrix.times(kernel, image), ForwardPass.slide(image, kernel, window))
                        .largest());
    }

    private static float[][] numbers(int height, int width, Random random) {
        return Maps.drawn(height, width, () -> 2 * random.nextFloat() - 1);
    }

    @Override
    public Finding finding(Results results) {
        boolean same =
                results.products.stream()
                        .allMatch(product -> product.largestDifference <= ROUNDING);
        boolean fewer =
                results.convolution.parameters < results.locallyConnected.parameters
                        && results.locallyConnected.parameters < results.dense.parameters;
        return new Finding(
                Verdict.of(same && fewer),
                answer(results),
                table(results).toString(),
                seen(results),
                List.of(Exhibit.png("weight-sharing.png", () -> picture(results))));
    }

    private static double times(Cost more, Cost fewer) {
        return (double) more.parameters / fewer.parameters;
    }

    /** The choice that lies nearest, as a ratio. */
    private static int answer(Results results) {
        double times = times(results.dense, results.convolution);
        return Quiz.nearest(
                TIMES_FEWER.size(), choice -> Math.abs(Math.log(times / TIMES_FEWER.get(choice))));
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        left("as a layer"),
                        right("parameters"),
                        right("multiply-adds"),
                        right("bytes (float32)"));
        for (Cost cost : List.of(results.dense, results.locallyConnected, results.convolution)) {
            table.row(
                    cost.layer,
                    "%,d".formatted(cost.parameters),
                    "%,d".formatted(cost.multiplyAdds),
                    "%,d".formatted(cost.bytes));
        }
        return table;
    }

    private static List<String> seen(Results results) {
        double largest =
                results.products.stream().mapToDouble(Product::largestDifference).max().orElse(0);
        return List.of(
                "To look at nearby pixels only (locally connected) saves a factor of %,.0f; to use the same weights everywhere another %,.0f: together %,.0f times fewer parameters."
                        .formatted(
                                times(results.dense, results.locallyConnected),
                                times(results.locallyConnected, results.convolution),
                                times(results.dense, results.convolution)),
                "The multiply-adds fall by the first step only, %,.0f times: a shared weight is stored once, but used at every place."
                        .formatted(
                                (double) results.dense.multiplyAdds
                                        / results.convolution.multiplyAdds),
                "The matrix with tied weights times the image is the convolution: for %d windows and images they differ by at most %s."
                        .formatted(results.products.size(), Figures.small(largest)));
    }

    private static BufferedImage picture(Results results) {
        Product drawn =
                results.products.stream()
                        .filter(product -> product.window.equals(DRAWN.toString()))
                        .findFirst()
                        .orElseThrow();
        return TiedMatrixImage.of(
                "A 3 x 3 convolution of %d x %d pixels is this matrix"
                        .formatted(drawn.height, drawn.width),
                "Each color and letter is one weight of the kernel; white is 0. Times the pixels, it gives the map.",
                TiedMatrix.of(drawn.height, drawn.width, DRAWN),
                List.of(
                        "dense: %,d weights, one for each cell".formatted(drawn.cells),
                        "locally connected: %,d, one for each colored cell".formatted(drawn.filled),
                        "convolution: %,d, one for each color".formatted(drawn.distinct),
                        "for conv1, 32 maps of 28 x 28 with biases: %,d; %,d; %,d"
                                .formatted(
                                        results.dense.parameters,
                                        results.locallyConnected.parameters,
                                        results.convolution.parameters)));
    }
}
