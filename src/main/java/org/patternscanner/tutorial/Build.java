package org.patternscanner.tutorial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import org.patternscanner.network.SimpleCnn;

/**
 * 1. Build: the lesson's network twice. A list of layers is here; a block of your own, an {@code
 * AbstractBlock} whose forward pass is Java and so may branch and skip, is {@link SimpleCnn}.
 */
public final class Build {

    private static final Shape IMAGE = new Shape(1, 1, 28, 28); // batch, channels, height, width

    /** How many parameters each has, and how far their logits for one image are apart. */
    record Result(long inList, long inOwn, float largestDifference) {}

    public static void main(String[] args) {
        System.out.println(run());
    }

    static Result run() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock list = sequential();
            Block own = new SimpleCnn();
            // What the parameters start as. Left out, DJL takes Xavier's for weights, 0 for biases.
            list.setInitializer(new NormalInitializer(0.05f), Parameter.Type.WEIGHT);
            // Only the shape of an input tells each layer how large it is; now they get numbers.
            list.initialize(manager, DataType.FLOAT32, IMAGE);

            // The same parameters in the same order, so the block can take those of the list.
            for (int i = 0; i < own.getParameters().size(); i++) {
                own.getParameters().valueAt(i).setArray(list.getParameters().valueAt(i).getArray());
            }
            own.initialize(manager, DataType.FLOAT32, IMAGE);

            Shape[] shape = {IMAGE};
            for (Block layer : list.getChildren().values()) {
                shape = layer.getOutputShapes(shape);
                System.out.printf("%-18s %s%n", layer.getClass().getSimpleName(), shape[0]);
            }

            NDList image = new NDList(manager.randomUniform(0, 1, IMAGE));
            ParameterStore store = new ParameterStore(manager, false);
            NDArray ofList = list.forward(store, image, false).head();
            NDArray ofOwn = own.forward(store, image, false).head();
            float difference = ofList.sub(ofOwn).abs().max().getFloat();
            return new Result(parameters(list), parameters(own), difference);
        }
    }

    /** A list of layers: all you need where each layer takes what the one before it gives. */
    public static SequentialBlock sequential() {
        return new SequentialBlock()
                .add(conv3x3(32)) // (B, 32, 28, 28)
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2))) // (B, 32, 14, 14)
                .add(conv3x3(64)) // (B, 64, 14, 14)
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2))) // (B, 64, 7, 7)
                .add(Blocks.batchFlattenBlock()) // (B, 3136)
                .add(Linear.builder().setUnits(128).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build()); // (B, 10): logits, no softmax
    }

    private static Conv2d conv3x3(int filters) {
        var conv = Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters);
        return conv.optPadding(new Shape(1, 1)).build(); // keeps height and width
    }

    private static long parameters(Block block) {
        return block.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
