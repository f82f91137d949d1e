package org.patternscanner.lab;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.ProgressLine;

/** What experiments are tested with: the default version, on two threads, with a seed. */
record SmallContext(
        @Override long seed, @Override BooleanSupplier stopped, @Nullable ImageSet other)
        implements LabContext {

    private static final int THREADS = 2;

    SmallContext(long seed) {
        this(seed, () -> false);
    }

    SmallContext(long seed, BooleanSupplier stopped) {
        this(seed, stopped, null);
    }

    /** An exhibit that is a picture. */
    static BufferedImage picture(Exhibit exhibit) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(exhibit.content().bytes()));
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public Device device() {
        TorchEngine.configure(THREADS);
        return Device.cpu();
    }

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public Trained trained() throws IOException {
        Run run = new CheckpointStore(Path.of("models")).open("plain");
        return new Trained(run, run.epoch("best"));
    }

    @Override
    public ImageSet data() throws IOException {
        return other == null ? ImageSet.mnist() : other;
    }

    @Override
    public ProgressLine progress(String task, long steps) {
        return ProgressLine.none();
    }
}
