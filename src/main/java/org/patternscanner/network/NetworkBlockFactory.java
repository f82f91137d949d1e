package org.patternscanner.network;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the block that DJL then reads an epoch's file into: how DJL, and DJL Serving with it, loads
 * a network that is written in Java.
 */
public final class NetworkBlockFactory implements BlockFactory {

    /** The argument that says which network: a name of {@link NetworkKind}. */
    public static final String NETWORK = "network";

    private static final long serialVersionUID = 1L;

    /**
     * The block without parameters.
     *
     * @throws IllegalArgumentException if the arguments name no network
     */
    @Override
    public Block newBlock(
            @Nullable Model model, @Nullable Path modelPath, Map<String, ?> arguments) {
        return NetworkKind.valueOf(String.valueOf(arguments.get(NETWORK))).block();
    }
}
