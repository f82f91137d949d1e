package org.patternscanner.inspection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Window;

/**
 * What each layer of a network makes of images, in the lesson's order: {@code conv1}, {@code
 * relu1}, {@code pool1}, ..., {@code fc2}, whose outputs are the logits.
 *
 * @param block whose parameters have PyTorch's names
 */
record LayerOutputs(Architecture architecture, Block block) {

    /**
     * The outputs of all layers by name.
     *
     * @param images (B, 1, 28, 28), normalized
     * @return the outputs, (B, channels, rows, columns) and, from {@code flatten} on, (B, units)
     */
    Map<String, NDArray> of(NDArray images) {
        return outputs(architecture.layers(), images);
    }

    /**
     * The outputs of the layers behind one of them.
     *
     * @param layer whose output {@code x} is
     */
    Map<String, NDArray> after(String layer, NDArray x) {
        List<Layer> layers = architecture.layers();
        return outputs(layers.subList(end(layer), layers.size()), x);
    }

    /**
     * The output of one layer. Before {@code flatten} the images may be of any size, such as the
     * part of an image that a unit sees.
     *
     * @param images (B, 1, rows, columns), normalized
     */
    NDArray of(String layer, NDArray images) {
        NDArray x = images;
        for (Layer each : architecture.layers().subList(0, end(layer))) {
            x = output(each, x);
        }
        return x;
    }

    /** How many layers there are up to this one. */
    private int end(String layer) {
        return architecture.layers().indexOf(architecture.layer(layer, Layer.class)) + 1;
    }

    private Map<String, NDArray> outputs(List<Layer> layers, NDArray input) {
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        NDArray x = input;
        for (Layer layer : layers) {
            x = output(layer, x);
            outputs.put(layer.name(), x);
        }
        return outputs;
    }

    private NDArray output(Layer layer, NDArray x) {
        if (layer instanceof Layer.Convolution convolution) {
            Window window = convolution.window();
            return Conv2d.conv2d(
                            x,
                            parameter(layer, "weight"),
                            parameter(layer, "bias"),
                            square(window.stride()),
                            square(window.padding()),
                            square(window.dilation()))
                    .head();
        } else if (layer instanceof Layer.MaxPool pool) {
            Window window = pool.window();
            return Pool.maxPool2d(
                    x,
                    square(window.kernel()),
                    square(window.stride()),
                    square(window.padding()),
                    false);
        } else if (layer instanceof Layer.Linear) {
            return Linear.linear(x, parameter(layer, "weight"), parameter(layer, "bias")).head();
        } else if (layer instanceof Layer.Relu) {
            return Activation.relu(x);
        } else if (layer instanceof Layer.Flatten) {
            return x.reshape(x.getShape().get(0), -1);
        }
        throw new AssertionError(layer);
    }

    private NDArray parameter(Layer layer, String kind) {
        return block.getParameters().get(layer.name() + "." + kind).getArray();
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
