package org.patternscanner.lab;

import ai.djl.Device;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.render.ProgressLine;

/**
 * What an experiment is done with. Nothing is loaded before it is asked for: experiments on paper
 * start at once.
 */
public interface LabContext {

    /** Whether the large version is wanted, which may take many minutes. */
    boolean full();

    /** Of all random choices: the same seed gives the same numbers on the same machine. */
    long seed();

    /** Loads the engine. */
    Device device() throws IOException;

    /** How many threads compute. */
    int threads();

    /** The trained network that the experiment looks at. */
    Trained trained() throws IOException;

    /** MNIST. */
    ImageSet data() throws IOException;

    /**
     * Shows how far long work is.
     *
     * @param task what is done, such as "training"
     * @param steps how many steps there will be
     */
    ProgressLine progress(String task, long steps);

    /** True once the experiment should end, as after Ctrl-C. */
    BooleanSupplier stopped();

    /**
     * Ends an experiment that was stopped.
     *
     * @throws CancellationException if it was
     */
    default void checkStopped() {
        if (stopped().getAsBoolean()) {
            throw new CancellationException("stopped");
        }
    }

    /** A run and one of its epochs. */
    record Trained(Run run, int epoch) {}
}
