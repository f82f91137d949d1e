package org.patternscanner.sandbox;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.inspection.MeasuredReceptiveField;
import org.patternscanner.inspection.OpenNetwork;
import org.patternscanner.inspection.TrainedNetwork;

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

    /** An epoch of a run. */
    public record Network(Run run, int epoch) {}

    private final Network taught;
    private final Network reader;
    private final CheckpointStore store;
    private final Engine engine;
    private final Lazy<Device> device;
    private final Lazy<TrainedNetwork> predictor;
    private final Map<Network, Lazy<OpenNetwork>> networks = new ConcurrentHashMap<>();
    private final Lazy<ImageSet> data = new Lazy<>(ImageSet::mnist);
    private final Lazy<List<MeasuredReceptiveField>> measured;
    private final Object poking = new Object();
    private @Nullable List<MeasuredReceptiveField> poked;
    private byte @Nullable [] pokedImage;
    private final List<Thread> background = new ArrayList<>();
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param taught what the page looks into; its epoch is shown at first
     * @param reader what reads the digits that are drawn on the page
     * @param store where the page's own trainings go
     */
    public Teacher(Network taught, Network reader, CheckpointStore store, Engine engine) {
        this.taught = taught;
        this.reader = reader;
        this.store = store;
        this.engine = engine;
        device = new Lazy<>(engine::load);
        predictor = new Lazy<>(() -> new TrainedNetwork(reader.run, reader.epoch, device.get()));
        measured = new Lazy<>(() -> fields(MeasuredReceptiveField.noise(NOISE_IMAGES, NOISE_SEED)));
    }

    /**
     * Loads the network and the images on a thread of its own, so that the first answer is fast.
     */
    public void warmUp() {
        begin(
                "warm-up",
                () -> {
                    try {
                        device();
                        requireNotEnded();
                        TrainedNetwork network = predictor();
                        requireNotEnded();
                        network.predict(data().test().image(0));
                    } catch (IOException | RuntimeException e) {
                        // Whoever needs what is missing will be told why.
                    }
                });
    }

    CheckpointStore store() {
        return store;
    }

    Map<String, String> versions() throws IOException {
        device();
        return engine.versions();
    }

    /** The run that the page looks into. */
    Run run() {
        return taught.run;
    }

    /** The run that reads what is drawn. */
    Run readingRun() {
        return reader.run;
    }

    int epoch() {
        return taught.epoch;
    }

    /** Where to compute; loads the engine. */
    Device device() throws IOException {
        return device.get();
    }

    /** The network that reads what is drawn. */
    TrainedNetwork predictor() throws IOException {
        return predictor.get();
    }

    /** An epoch of the run to look into; it stays open. */
    OpenNetwork network(int number) throws IOException {
        return open(new Network(taught.run, number));
    }

    /** The network that reads what is drawn, to look into; it stays open. */
    OpenNetwork reader() throws IOException {
        return open(reader);
    }

    private OpenNetwork open(Network network) throws IOException {
        return networks.computeIfAbsent(network, this::closedNetwork).get();
    }

    private Lazy<OpenNetwork> closedNetwork(Network network) {
        return new Lazy<>(() -> OpenNetwork.load(network.run, network.epoch, device()));
    }

    /** MNIST. */
    ImageSet data() throws IOException {
        return data.get();
    }

    /** Which pixels change which units, tried on images of noise; takes seconds the first time. */
    List<MeasuredReceptiveField> measuredFields() throws IOException {
        return measured.get();
    }

    /** The same tried on one image; the last image's are kept. */
    List<MeasuredReceptiveField> fieldsIn(byte[] image) throws IOException {
        synchronized (poking) {
            List<MeasuredReceptiveField> known = poked;
            if (known == null || !Arrays.equals(pokedImage, image)) {
                known = fields(image);
                poked = known;
                pokedImage = image;
            }
            return known;
        }
    }

    private List<MeasuredReceptiveField> fields(byte[] images) throws IOException {
        return MeasuredReceptiveField.of(
                network(taught.epoch), images, () -> {}, this::requireNotEnded);
    }

    /**
     * Starts work that takes longer than an answer may; it calls {@link #requireNotEnded} often.
     */
    synchronized void begin(String name, Runnable work) {
        requireNotEnded();
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        background.add(thread);
    }

    /**
     * To be called between the steps of what takes long.
     *
     * @throws CancellationException if the server ends
     */
    void requireNotEnded() {
        if (ended) {
            throw new CancellationException("The sandbox ends.");
        }
    }

    /** Lets all that takes long end soon, without waiting for it. */
    void end() {
        ended = true;
    }

    private synchronized List<Thread> background() {
        return List.copyOf(background);
    }

    /** Waits for its threads, then frees the networks, which nobody may use any more. */
    @Override
    public void close() {
        end();
        try {
            for (Thread thread : background()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // the networks may be in use
        }
        TrainedNetwork loaded = predictor.known();
        if (loaded != null) {
            loaded.close();
        }
        for (Lazy<OpenNetwork> lazy : networks.values()) {
            OpenNetwork network = lazy.known();
            if (network != null) {
                network.close();
            }
        }
    }
}
