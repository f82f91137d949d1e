package org.patternscanner.sandbox;

import ai.djl.Device;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.DataSet;
import org.patternscanner.inspection.MeasuredReceptiveField;
import org.patternscanner.inspection.Predictor;

/**
 * What the page teaches with: a trained network and the images. Both take a moment to load, so each
 * is loaded when it is first asked for.
 */
public final class Teacher implements AutoCloseable {

    /** Makes the device ready. */
    public interface Engine {
        Device load() throws IOException;

        /** What computes, by name, as a run's facts state it; the engine is loaded. */
        Map<String, String> versions() throws IOException;
    }

    private static final int NOISE_IMAGES = 4;
    private static final long NOISE_SEED = 1;

    private final Run run;
    private final int epoch;
    private final CheckpointStore store;
    private final Engine engine;
    private @Nullable Device device;
    private @Nullable Predictor predictor;
    private @Nullable DataSet data;
    private @Nullable List<MeasuredReceptiveField> measured;
    private @Nullable List<MeasuredReceptiveField> poked;
    private byte @Nullable [] pokedImage;

    /**
     * Begins.
     *
     * @param epoch of the run, that the page shows at first
     * @param store where the page's own trainings go
     */
    public Teacher(Run run, int epoch, CheckpointStore store, Engine engine) {
        this.run = run;
        this.epoch = epoch;
        this.store = store;
        this.engine = engine;
    }

    CheckpointStore store() {
        return store;
    }

    Map<String, String> versions() throws IOException {
        device();
        return engine.versions();
    }

    Run run() {
        return run;
    }

    int epoch() {
        return epoch;
    }

    /** Where to compute; loads the engine. */
    synchronized Device device() throws IOException {
        if (device == null) {
            device = engine.load();
        }
        return device;
    }

    /** The trained network. */
    synchronized Predictor predictor() throws IOException {
        if (predictor == null) {
            predictor = new Predictor(run, epoch, device());
        }
        return predictor;
    }

    /** MNIST. */
    synchronized DataSet data() throws IOException {
        if (data == null) {
            data = DataSet.mnist();
        }
        return data;
    }

    /** Which pixels change which units, tried on images of noise; takes seconds the first time. */
    synchronized List<MeasuredReceptiveField> measuredFields() throws IOException {
        if (measured == null) {
            measured = fields(MeasuredReceptiveField.noise(NOISE_IMAGES, NOISE_SEED));
        }
        return measured;
    }

    /** The same tried on one image; the last image's are kept. */
    synchronized List<MeasuredReceptiveField> fieldsIn(byte[] image) throws IOException {
        if (poked == null || !Arrays.equals(pokedImage, image)) {
            poked = fields(image);
            pokedImage = image;
        }
        return poked;
    }

    private List<MeasuredReceptiveField> fields(byte[] images) throws IOException {
        return MeasuredReceptiveField.of(run, epoch, images, device(), () -> {});
    }

    @Override
    public synchronized void close() {
        if (predictor != null) {
            predictor.close();
        }
    }
}
