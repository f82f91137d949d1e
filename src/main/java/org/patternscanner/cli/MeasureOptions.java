package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Whether to measure receptive fields, and on which network. */
final class MeasureOptions {

    private static final List<String> ITS_OWN =
            List.of("--model", "--epoch", "--models", "--device", "--threads");

    private static final List<String> OTHERS =
            List.of("--stack", "--input", "--layer", "--at", "--image");

    @Option(
            names = "--measured",
            description =
                    "Measure it too, on the network of --model: which pixels change a unit, and"
                            + " how much. With --output: draw how much each pixel counts.")
    boolean measured;

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    /** Refuses options that do not go together. */
    void require(ParseResult typed) {
        for (String name : measured ? OTHERS : ITS_OWN) {
            if (typed.hasMatchedOption(name)) {
                throw new UsageException(
                        "%s",
                        measured
                                ? "--measured looks at every unit of the trained network, so leave %s out."
                                        .formatted(name)
                                : "%s goes with --measured.".formatted(name));
            }
        }
    }

    /** Loads the engine and measures. */
    FieldMeasurement measure(PrintWriter err) throws IOException {
        ModelOptions.Choice choice = model.chooseToDraw(err);
        Device device = compute.load();
        return FieldMeasurement.of(choice, device);
    }
}
