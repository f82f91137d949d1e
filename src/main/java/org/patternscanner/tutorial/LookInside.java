package org.patternscanner.tutorial;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Dataset;
import java.nio.file.Path;
import java.util.Map;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.SimpleCnn;

/** 7. Look inside: filters, feature maps, and the gradient of a logit by the pixels. */
public final class LookInside {

    private static final Path HOME = Path.of(System.getProperty("patternscanner.home", ""));
    private static final Shape IMAGE = new Shape(1, 1, 28, 28);
    private static final double STEP = 1e-6;

    /** A filter, its map, and how fast some pixels change the largest logit, found in two ways. */
    record Result(float[] filter, double[] map, double[] gradient, double[] differences) {}

    public static void main(String[] args) throws Exception {
        Result result = run(0, 10);
        System.out.println("The largest logit, per unit of a pixel: gradient, finite difference");
        for (int i = 0; i < result.gradient.length; i++) {
            System.out.printf("%9.6f %9.6f%n", result.gradient[i], result.differences[i]);
        }
    }

    /** Looks at what the network makes of a test image, and nudges so many of its pixels. */
    static Result run(int image, int nudged) throws Exception {
        try (Model model = Model.newInstance("epoch")) {
            model.setBlock(new SimpleCnn());
            model.load(HOME.resolve("models/plain"), "epoch", Map.of("epoch", 40));

            // A parameter is an NDArray like any other: 32 filters for one channel, 3x3 each.
            var parameters = model.getBlock().getParameters();
            NDArray filter = parameters.get("conv1.weight").getArray().get(0, 0);
            System.out.println("First filter: " + filter.toDebugString(true));
            // A SequentialBlock can return what each layer makes. In float32, finite differences
            // would drown in rounding; Block.cast throws on blocks like these, so cast the arrays.
            SequentialBlock network = Build.sequential().setReturnIntermediate(true);
            for (int i = 0; i < parameters.size(); i++) {
                NDArray array = parameters.valueAt(i).getArray().toType(DataType.FLOAT64, true);
                network.getParameters().valueAt(i).setArray(array);
            }
            network.initialize(model.getNDManager(), DataType.FLOAT64, IMAGE);
            network.freezeParameters(true); // else backward fills 421,642 more gradients
            NDArray pixels = pixels(model, image); // (1, 1, 28, 28), 0 to 1
            NDList outputs = outputs(network, pixels);
            for (int i = 0; i < outputs.size(); i++) {
                Shape shape = outputs.get(i).getShape();
                long share = 100 * outputs.get(i).gt(0).countNonzero().getLong() / shape.size();
                String layer = network.getChildren().keyAt(i);
                System.out.printf("%-14s %-16s %2d %% above 0%n", layer, shape, share);
            }
            long digit = outputs.get(9).argMax(1).getLong();
            pixels.setRequiresGradient(true); // without this, getGradient has nothing to give
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(outputs(network, pixels).get(9).get(0, digit));
            }
            NDArray gradient = pixels.getGradient();
            // The proof: nudge a pixel and see how the logit moves. Only where there is ink: on
            // black ground a max-pool's inputs are equal, and its slopes up and down differ.
            NDArray ink = pixels.flatten().nonzero();
            double[][] slopes = new double[2][nudged];
            for (int i = 0; i < nudged; i++) {
                NDArray pixel = ink.get(i).oneHot(784, DataType.FLOAT64).reshape(IMAGE);
                NDArray nudge = pixel.mul(STEP);
                double up = outputs(network, pixels.add(nudge)).get(9).getDouble(0, digit);
                double down = outputs(network, pixels.sub(nudge)).get(9).getDouble(0, digit);
                slopes[0][i] = gradient.mul(pixel).sum().getDouble();
                slopes[1][i] = (up - down) / (2 * STEP);
            }
            double[] map = outputs.get(0).get(0, 0).toDoubleArray(); // of that filter
            return new Result(filter.toFloatArray(), map, slopes[0], slopes[1]);
        }
    }

    private static NDList outputs(SequentialBlock network, NDArray pixels) {
        NDArray deviation = pixels.getManager().create(0.3081); // .div(0.3081) frees it too early
        NDList normalized = new NDList(pixels.sub(0.1307).div(deviation)); // as in its training
        return network.forward(new ParameterStore(pixels.getManager(), false), normalized, false);
    }

    private static NDArray pixels(Model model, int image) throws Exception {
        var mnist = Mnist.builder().optUsage(Dataset.Usage.TEST).setSampling(1, false);
        var test = mnist.optRepository(ImageSet.mnistRepository()).build();
        test.prepare();
        NDArray gray = test.get(model.getNDManager(), image).getData().head().div(255);
        return gray.toType(DataType.FLOAT64, false).reshape(IMAGE);
    }
}
