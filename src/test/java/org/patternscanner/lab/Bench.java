package org.patternscanner.lab;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.data.DataSet;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.ProgressLine;

/** What an experiment is done with in a test: the network that comes along, and a few images. */
record Bench(long seed, int testImages, BooleanSupplier stopped) implements LabContext {

    private static final int BEST = 17;

    static Bench of(int testImages) {
        return new Bench(1, testImages, () -> false);
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public Device device() {
        TorchEngine.configure(2);
        return Device.cpu();
    }

    @Override
    public int threads() {
        return 2;
    }

    @Override
    public Trained trained() throws IOException {
        return new Trained(
                new CheckpointStore(Path.of("models")).open(CheckpointStore.PRETRAINED), BEST);
    }

    /** MNIST with its first test images alone. */
    @Override
    public DataSet data() throws IOException {
        device();
        DataSet all = DataSet.mnist();
        int[] first = java.util.stream.IntStream.range(0, testImages).toArray();
        return new DataSet(all.name(), all.training(), all.test().select(first));
    }

    @Override
    public ProgressLine progress(String task, long steps) {
        return ProgressLine.none();
    }
}
