package org.patternscanner.network;

import ai.djl.nn.Block;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;

/**
 * Networks that can be compared: each reads images (B, 1, 28, 28), gives logits (B, 10), and has
 * 421,642 parameters, within 2 %. What differs is what they take for granted.
 */
public enum NetworkKind {
    /** The lesson's: neighbors matter, and a pattern may be anywhere. */
    CNN("CNN", Architecture.SIMPLE_CNN, SimpleCnn::new),
    /** Takes nothing for granted: every pixel may have to do with every other. */
    DENSE("dense net", Architecture.DENSE_NET, DenseNet::new),
    /** Takes patches for granted, and no more. */
    VIT("Vision Transformer", null, VisionTransformer::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record of records
    private final @Nullable Architecture architecture;

    @SuppressWarnings("ImmutableEnumChecker") // references to constructors hold nothing
    private final Supplier<Block> block;

    NetworkKind(String label, @Nullable Architecture architecture, Supplier<Block> block) {
        this.label = label;
        this.architecture = architecture;
        this.block = block;
    }

    /** As people call it: "CNN", "dense net". */
    public String label() {
        return label;
    }

    /**
     * Its layers, from which a run is recognized.
     *
     * @throws IllegalStateException if it is no list of layers, and so cannot be a run
     */
    public Architecture architecture() {
        if (architecture == null) {
            throw new IllegalStateException("A %s is no list of layers.".formatted(label));
        }
        return architecture;
    }

    /** Whether it is a list of layers, and can be kept as a run. */
    public boolean hasLayers() {
        return architecture != null;
    }

    /** A new block, to be initialized. */
    Block block() {
        return block.get();
    }
}
