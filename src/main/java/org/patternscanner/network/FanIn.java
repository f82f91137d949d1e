package org.patternscanner.network;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.UniformInitializer;

/** How the layers of all our networks start. */
final class FanIn {

    private FanIn() {}

    /**
     * PyTorch's default start for convolutions and dense layers: weights and biases uniform in
     * ±1/√fan-in, which is He's uniform initialization with a = √5 (K. He et al., Delving Deep into
     * Rectifiers, 2015). So a result can be compared with PyTorch's.
     *
     * @param fanIn how many numbers each output is a sum over
     * @return the block
     */
    static <B extends Block> B initialize(B block, int fanIn) {
        UniformInitializer uniform = new UniformInitializer((float) (1 / Math.sqrt(fanIn)));
        for (Parameter parameter : block.getDirectParameters().values()) {
            parameter.setInitializer(uniform);
        }
        return block;
    }
}
