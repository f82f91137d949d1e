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
            completionCandidates = Words.Devices.class,
            converter = Words.Devices.class,
            description =
                    "Where to compute: auto (the default) takes a GPU if there is one; cuda is"
                            + " cuda:0.")
    String device = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of compute threads; 0 (default): one per core.")
    int threads;

    /** Loads the engine. */
    Device load() throws IOException {
        UsageException.requireAtLeast("--threads", threads, 0);
        TorchEngine.configure(threads);
        return TorchEngine.device(device);
    }
}
