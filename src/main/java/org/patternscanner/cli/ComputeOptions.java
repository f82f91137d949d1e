package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import org.patternscanner.network.TorchEngine;
import picocli.CommandLine.Option;

/** Where to compute. */
final class ComputeOptions {

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda:N",
            defaultValue = "auto",
            description = "Where to compute; auto takes a GPU if there is one. cuda is cuda:0.")
    String device = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads that compute; 0, the default, is one a processor core.")
    int threads;

    /** Loads the engine. */
    Device load() throws IOException {
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "--threads is %d; it must be 1 or more, or 0 for one a processor core."
                            .formatted(threads));
        }
        TorchEngine.configure(threads);
        return TorchEngine.device(device);
    }
}
