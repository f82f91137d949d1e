package org.patternscanner.network;

import ai.djl.nn.Block;
import java.util.function.Supplier;

/**
 * Networks that can be compared: each reads images (B, 1, 28, 28), gives logits (B, 10), and has
 * 421,642 parameters, within 2 %. What differs is what they take for granted.
 */
public enum NetworkKind {
    /** The lesson's: neighbours matter, and a pattern may be anywhere. */
    CNN("CNN", SimpleCnn::new),
    /** Takes nothing for granted: every pixel may have to do with every other. */
    DENSE("dense net", DenseNet::block),
    /** Takes patches for granted, and no more. */
    VIT("Vision Transformer", VisionTransformer::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // references to constructors hold nothing
    private final Supplier<Block> block;

    NetworkKind(String label, Supplier<Block> block) {
        this.label = label;
        this.block = block;
    }

    /** As people call it: "CNN", "dense net". */
    public String label() {
        return label;
    }

    /** A new block, to be initialised. */
    Block block() {
        return block.get();
    }
}
