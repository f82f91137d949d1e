package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.patternscanner.data.DataSet;
import org.patternscanner.lab.LabContext;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.ProgressLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an experiment is done. */
final class LabOptions {

    @Option(
            names = "--full",
            description = "The large version: more images and seeds; may take many minutes.")
    boolean full;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all random choices (1).")
    long seed = 1;

    @Mixin ModelOptions model = new ModelOptions();

    @Mixin ComputeOptions compute = new ComputeOptions();

    /** What the experiment is done with; {@code stopped} is Ctrl-C. */
    LabContext context(Common common, BooleanSupplier stopped) {
        return new CommandLineContext(this, common, stopped);
    }

    private record CommandLineContext(
            LabOptions options, Common common, @Override BooleanSupplier stopped)
            implements LabContext {

        @Override
        public boolean full() {
            return options.full;
        }

        @Override
        public long seed() {
            return options.seed;
        }

        @Override
        public Device device() throws IOException {
            return options.compute.load();
        }

        @Override
        public int threads() {
            return TorchEngine.threads();
        }

        @Override
        public Trained trained() throws IOException {
            ModelOptions.Choice choice = options.model.choose(common.err());
            return new Trained(choice.run(), choice.epoch());
        }

        @Override
        public DataSet data() throws IOException {
            return DataSet.mnist();
        }

        @Override
        public ProgressLine progress(String task, long steps) {
            return Terminal.detect().progress(task, steps);
        }
    }
}
