package org.patternscanner.lab;

import ai.djl.Device;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.patternscanner.data.DataSet;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.ProgressLine;

/** Where the tests do experiments: on the processor, and nobody watches a bar. */
record Classroom(@Override boolean full, @Override long seed) implements LabContext {

    static Classroom withSeed(long seed) {
        return new Classroom(false, seed);
    }

    @Override
    public Device device() throws IOException {
        TorchEngine.configure(2);
        return TorchEngine.device("cpu");
    }

    @Override
    public int threads() {
        return 2;
    }

    @Override
    public Trained trained() {
        throw new AssertionError("This experiment needs no trained network.");
    }

    @Override
    public DataSet data() throws IOException {
        device();
        return DataSet.mnist();
    }

    @Override
    public ProgressLine progress(String task, long steps) {
        return ProgressLine.none();
    }

    @Override
    public BooleanSupplier stopped() {
        return () -> false;
    }
}
