package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.ImageSet;
import org.patternscanner.lab.Lab;
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

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (1).")
    long seed = 1;

    @Mixin ModelOptions model = new ModelOptions();

    @Mixin ComputeOptions compute = new ComputeOptions();

    private ModelOptions.@Nullable Choice chosen;

    /** The network that experiments look at, chosen when one first does. */
    private ModelOptions.Choice choose(PrintWriter err) throws IOException {
        ModelOptions.Choice known = chosen;
        if (known == null) {
            known = model.chooseToTeach(err);
            chosen = known;
        }
        return known;
    }

    /** Refuses a network that was named in vain, before work that takes long. */
    void requireDrawable(PrintWriter err) throws IOException {
        if (model.model != null) {
            choose(err);
        }
    }

    /** Whose answer an experiment holds; null if it looked at no network. */
    ModelOptions.@Nullable By by() {
        return chosen == null ? null : chosen.json();
    }

    /**
     * Does an experiment.
     *
     * @param farewell what is said if Ctrl-C ends it
     * @throws CancellationException if Ctrl-C ended it
     */
    <R extends Record> R run(Lab<R> lab, CliCommand command, String farewell) throws IOException {
        try (StopSignal signal = StopSignal.listen()) {
            return run(lab, command, signal, farewell);
        }
    }

    /** What is said comes before the signal is closed: then Java may be gone at once. */
    private <R extends Record> R run(
            Lab<R> lab, CliCommand command, StopSignal signal, String farewell) throws IOException {
        try {
            return lab.run(new CommandLineContext(this, command, signal));
        } catch (CancellationException e) {
            command.err().println(farewell);
            throw e;
        }
    }

    private record CommandLineContext(
            LabOptions options, CliCommand command, @Override BooleanSupplier stopped)
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
            ModelOptions.Choice choice = options.choose(command.err());
            return new Trained(choice.run(), choice.epoch());
        }

        @Override
        public ImageSet data() throws IOException {
            return ImageSet.mnist();
        }

        @Override
        public ProgressLine progress(String task, long steps) {
            return Terminal.detect().progress(task, steps);
        }
    }
}
