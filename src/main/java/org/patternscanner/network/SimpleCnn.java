package org.patternscanner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.arithmetic.Window;

/**
 * The lesson's SimpleCNN as a DJL block: two convolutions of 3x3, each followed by ReLU and a
 * max-pool that halves the map, then two dense layers. 421,642 parameters.
 *
 * <p>Input: images (B, 1, 28, 28), normalised by {@link Normalization}. Output: logits (B, 10).
 *
 * <p>The numbers of each layer stand in {@link Architecture#SIMPLE_CNN}; {@link #forwardInternal}
 * is the lesson's forward pass, line for line.
 */
public final class SimpleCnn extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Architecture layers = Architecture.SIMPLE_CNN;
    private final Map<String, Block> layersByName = new LinkedHashMap<>();
    private final Block conv1 = convolution("conv1"); // 1 -> 32 channels, 3x3, padding 1
    private final Block conv2 = convolution("conv2"); // 32 -> 64 channels, 3x3, padding 1
    private final Window pool =
            layers.layer("pool1", Layer.MaxPool.class).window(); // 2x2, stride 2
    private final Block fc1 = linear("fc1"); // 64 * 7 * 7 -> 128
    private final Block fc2 = linear("fc2"); // 128 -> 10

    /** The network, without parameters until it is initialized or loaded. */
    public SimpleCnn() {
        super(VERSION);
        inputNames = List.of("image"); // DJL asks for it when a loaded network is saved again
    }

    /** The lesson's forward pass. B is the batch: how many images at once. */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        Call call = (block, x) -> block.forward(parameters, new NDList(x), training).head();

        NDArray x = inputs.singletonOrThrow(); // (B, 1, 28, 28)
        x = poolOfRelu(call.of(conv1, x)); // pool(relu(conv1(x))): (B, 32, 14, 14)
        x = poolOfRelu(call.of(conv2, x)); // pool(relu(conv2(x))): (B, 64, 7, 7)
        x = x.reshape(-1, 64 * 7 * 7); // (B, 3136)
        x = Activation.relu(call.of(fc1, x)); // (B, 128)
        x = call.of(fc2, x); // (B, 10)
        return new NDList(x);
    }

    /** A layer applied to an array. */
    private interface Call {
        NDArray of(Block layer, NDArray x);
    }

    /**
     * What each layer makes of images, by the layer's name and in the lesson's order: {@code
     * conv1}, {@code relu1}, {@code pool1}, ..., {@code fc2}, which are the logits.
     *
     * @param images (B, 1, 28, 28), normalised
     * @return the outputs, (B, channels, rows, columns) and, from {@code flatten} on, (B, units)
     */
    public Map<String, NDArray> outputs(ParameterStore parameters, NDArray images) {
        return outputs(layers.layers(), parameters, images);
    }

    /**
     * The same for the layers behind one of them.
     *
     * @param layer whose output {@code x} is
     */
    public Map<String, NDArray> outputsAfter(String layer, ParameterStore parameters, NDArray x) {
        List<Layer> all = layers.layers();
        int place = all.indexOf(layers.layer(layer, Layer.class));
        return outputs(all.subList(place + 1, all.size()), parameters, x);
    }

    /**
     * What one layer makes of images. Before {@code flatten} they may be of any size, such as the
     * part of an image that a unit sees.
     *
     * @param images (B, 1, rows, columns), normalised
     */
    public NDArray output(String layer, ParameterStore parameters, NDArray images) {
        List<Layer> all = layers.layers();
        int place = all.indexOf(layers.layer(layer, Layer.class));
        NDArray x = images;
        for (Layer each : all.subList(0, place + 1)) {
            x = output(each, parameters, x);
        }
        return x;
    }

    private Map<String, NDArray> outputs(
            List<Layer> part, ParameterStore parameters, NDArray input) {
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        NDArray x = input;
        for (Layer layer : part) {
            x = output(layer, parameters, x);
            outputs.put(layer.name(), x);
        }
        return outputs;
    }

    private NDArray output(Layer layer, ParameterStore parameters, NDArray x) {
        if (layer instanceof Layer.Relu) {
            return Activation.relu(x);
        } else if (layer instanceof Layer.MaxPool) {
            return maxPool(x);
        } else if (layer instanceof Layer.Flatten) {
            return x.reshape(x.getShape().get(0), -1);
        }
        Block block = layersByName.get(layer.name());
        if (block == null) {
            throw new AssertionError(layer);
        }
        return block.forward(parameters, new NDList(x), false).head();
    }

    /**
     * The lesson's pool(relu(x)), computed as relu(pool(x)). The positive part of the largest
     * number is the largest of the positive parts, so numbers and gradients are the same; but ReLU,
     * and its way back, then go through a quarter of the numbers, which saved about a third of a
     * step where it was measured.
     */
    private NDArray poolOfRelu(NDArray x) {
        return Activation.relu(maxPool(x));
    }

    private NDArray maxPool(NDArray x) {
        Shape kernel = square(pool.kernel());
        Shape stride = square(pool.stride());
        return Pool.maxPool2d(x, kernel, stride, square(pool.padding()), false);
    }

    private Block convolution(String name) {
        Layer.Convolution layer = layers.layer(name, Layer.Convolution.class);
        Window window = layer.window();
        Block block =
                Conv2d.builder()
                        .setFilters(layer.outputs())
                        .setKernelShape(square(window.kernel()))
                        .optStride(square(window.stride()))
                        .optPadding(square(window.padding()))
                        .optDilation(square(window.dilation()))
                        .build();
        return add(name, block, layer.inputs() * window.kernel() * window.kernel());
    }

    private Block linear(String name) {
        Layer.Linear layer = layers.layer(name, Layer.Linear.class);
        return add(name, Linear.builder().setUnits(layer.outputs()).build(), layer.inputs());
    }

    private Block add(String name, Block block, int fanIn) {
        layersByName.put(name, addChildBlock(name, FanIn.initialize(block, fanIn)));
        return block;
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        long batch = inputShapes[0].get(0);
        for (Architecture.Step step : layers.steps()) {
            Block block = layersByName.get(step.layer().name());
            if (block != null) { // ReLU and pooling have no parameters, and are no blocks here
                block.initialize(manager, dataType, shape(batch, step));
            }
        }
    }

    private static Shape shape(long batch, Architecture.Step step) {
        Volume in = step.input();
        return step.layer() instanceof Layer.Linear
                ? new Shape(batch, in.size())
                : new Shape(batch, in.channels(), in.height(), in.width());
    }

    /** The parameters as PyTorch names them: conv1.weight, conv1.bias, ..., fc2.bias. */
    @Override
    public ParameterList getParameters() {
        ParameterList named = new ParameterList();
        layersByName.forEach(
                (name, block) -> {
                    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
                        named.add(name + "." + parameter.getKey(), parameter.getValue());
                    }
                });
        return named;
    }

    /** From (B, 1, 28, 28) to (B, 10). */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), 10)};
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
