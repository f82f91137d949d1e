package org.patternscanner.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Layer;

/**
 * The network that knows nothing of images: three dense layers, and about as many parameters as
 * {@link SimpleCnn} has. To it, pixels are 784 numbers in any order.
 *
 * <p>Input: images (B, 1, 28, 28), normalized by {@link Normalization}. Output: logits (B, 10).
 *
 * <p>Made from {@link Architecture#DENSE_NET} with DJL's {@link SequentialBlock}, the short way to
 * a network whose layers simply follow each other.
 */
public final class DenseNet extends SequentialBlock {

    /** The network, without parameters until it is initialized or loaded. */
    public DenseNet() {
        inputNames = List.of("image"); // a block that was loaded could not be saved without
        for (Layer layer : Architecture.DENSE_NET.layers()) {
            if (layer instanceof Layer.Flatten) {
                add(Blocks.batchFlattenBlock());
            } else if (layer instanceof Layer.Relu) {
                add(Activation.reluBlock());
            } else if (layer instanceof Layer.Linear linear) {
                Block block = Linear.builder().setUnits(linear.outputs()).build();
                add(FanIn.initialize(block, linear.inputs()));
            } else {
                throw new AssertionError(layer);
            }
        }
    }
}
