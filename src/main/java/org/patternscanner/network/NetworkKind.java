package org.patternscanner.network;

import ai.djl.nn.Block;
import java.util.function.Supplier;

/**
 * Networks that can be compared: each reads images (B, 1, 28, 28), gives logits (B, 10), and has
 * 421,642 parameters, within 2 %. What differs is what they take for granted.
 */
public enum NetworkKind {
    /** The lesson's: neighbours matter, and a pattern may be anywhere. */
    CNN(SimpleCnn::new),
    /** Takes nothing for granted: every pixel may have to do with every other. */
    DENSE(DenseNet::block),
    /** Takes patches for granted, and no more. */
    VIT(VisionTransformer::new);

    private final Supplier<Block> block;

    NetworkKind(Supplier<Block> block) {
        this.block = block;
    }

    /** A new block, to be initialised. */
    Block block() {
        return block.get();
    }
}
