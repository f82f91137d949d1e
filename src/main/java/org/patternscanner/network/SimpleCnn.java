package org.patternscanner.network;

import static ai.djl.nn.Activation.relu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lesson's SimpleCNN as a DJL block: two convolutions of 3x3, each followed by ReLU and a
 * max-pool that halves the map, then two dense layers. 421,642 parameters.
 *
 * <p>Input: images (B, 1, 28, 28), normalized by {@link Normalization}. Output: logits (B, 10).
 */
public final class SimpleCnn extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Block conv1 = addChildBlock("conv1", conv3x3(1, 32));
    private final Block conv2 = addChildBlock("conv2", conv3x3(32, 64));
    private final Block fc1 = addChildBlock("fc1", linear(64 * 7 * 7, 128));
    private final Block fc2 = addChildBlock("fc2", linear(128, 10));

    /** The network, without parameters until it is initialized or loaded. */
    public SimpleCnn() {
        super(VERSION);
        inputNames = List.of("image"); // DJL asks for it when a loaded network is saved again
    }

    /**
     * The lesson's forward pass; B is the batch size.
     *
     * <p>The lesson has pool(relu(x)); relu(pool(x)) gives the same numbers and gradients, because
     * the positive part of the largest number is the largest of the positive parts. ReLU then has a
     * quarter of the numbers to go through, which saves about a third of a training step.
     */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        Call call = (layer, x) -> layer.forward(parameters, new NDList(x), training).head();

        NDArray x = inputs.singletonOrThrow(); // (B, 1, 28, 28)
        x = relu(pool(call.of(conv1, x))); // (B, 32, 14, 14)
        x = relu(pool(call.of(conv2, x))); // (B, 64, 7, 7)
        x = x.reshape(-1, 64 * 7 * 7); // (B, 3136)
        x = relu(call.of(fc1, x)); // (B, 128)
        x = call.of(fc2, x); // (B, 10)
        return new NDList(x);
    }

    /** A layer applied to an array. */
    private interface Call {
        NDArray of(Block layer, NDArray x);
    }

    private static NDArray pool(NDArray x) {
        return Pool.maxPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
    }

    private static Block conv3x3(int inputs, int outputs) {
        var layer = Conv2d.builder().setFilters(outputs).setKernelShape(new Shape(3, 3));
        layer.optPadding(new Shape(1, 1)); // keeps the map as large as the image
        return FanIn.initialize(layer.build(), inputs * 3 * 3);
    }

    private static Block linear(int inputs, int outputs) {
        return FanIn.initialize(Linear.builder().setUnits(outputs).build(), inputs);
    }

    /** Gives each layer the shape of its input. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long batch = inputs[0].get(0);
        conv1.initialize(manager, type, new Shape(batch, 1, 28, 28));
        conv2.initialize(manager, type, new Shape(batch, 32, 14, 14));
        fc1.initialize(manager, type, new Shape(batch, 64 * 7 * 7));
        fc2.initialize(manager, type, new Shape(batch, 128));
    }

    /** The parameters as PyTorch names them: conv1.weight, conv1.bias, ..., fc2.bias. */
    @Override
    public ParameterList getParameters() {
        ParameterList named = new ParameterList();
        for (Pair<String, Block> layer : children) {
            String name = layer.getKey().substring(2); // DJL numbers them: 01conv1, 02conv2, ...
            for (Pair<String, Parameter> parameter : layer.getValue().getDirectParameters()) {
                named.add(name + "." + parameter.getKey(), parameter.getValue());
            }
        }
        return named;
    }

    /** From (B, 1, 28, 28) to (B, 10). */
    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), 10)};
    }
}
