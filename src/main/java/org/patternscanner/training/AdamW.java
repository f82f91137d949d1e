package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * AdamW (I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019), which can be
 * saved: DJL's own keeps its moments where nobody can read them, so that a training that stopped
 * could not go on as if nothing had happened.
 */
final class AdamW extends Optimizer {

    private static final float BETA1 = 0.9f; // of the mean of the gradients
    private static final float BETA2 = 0.999f; // of the mean of their squares
    private static final float EPSILON = 1e-8f;
    private static final float NO_CLIPPING = -1;
    private static final float NO_RESCALING = 1;

    /** The earliest that the format knows. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String MEAN = "mean/";
    private static final String VARIANCE = "variance/";

    private final Tracker learningRate;
    private final float weightDecay;
    private final Map<String, Moments> momentsById = new LinkedHashMap<>();
    private int step;

    /** What is remembered of one parameter, and how often it was updated. */
    private static final class Moments {
        final String name;
        NDArray mean;
        NDArray variance;
        int updates;

        Moments(String name, NDArray mean, NDArray variance) {
            this.name = name;
            this.mean = mean;
            this.variance = variance;
        }
    }

    /**
     * Begins with moments of zero.
     *
     * @param block whose parameters are optimized; they must be initialized
     * @param manager owns the moments
     */
    AdamW(Block block, NDManager manager, Tracker learningRate, double weightDecay) {
        super(new Settings());
        this.learningRate = learningRate;
        this.weightDecay = (float) weightDecay;
        for (Pair<String, Parameter> pair : block.getParameters()) {
            NDArray weight = pair.getValue().getArray();
            NDArray mean = manager.zeros(weight.getShape(), weight.getDataType());
            NDArray variance = manager.zeros(weight.getShape(), weight.getDataType());
            momentsById.put(pair.getValue().getId(), new Moments(pair.getKey(), mean, variance));
        }
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
        Moments moments = moments(parameterId);
        moments.updates++;
        step = Math.max(step, moments.updates);
        float rate = learningRate.getNewValue(step);
        double correction = Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        weight.getNDArrayInternal()
                .adamUpdate(
                        new NDList(weight, gradient, moments.mean, moments.variance),
                        new NDList(weight),
                        rate,
                        (float) (rate * correction),
                        weightDecay,
                        NO_RESCALING,
                        NO_CLIPPING,
                        BETA1,
                        BETA2,
                        EPSILON,
                        false,
                        true);
    }

    private Moments moments(String parameterId) {
        Moments moments = momentsById.get(parameterId);
        if (moments == null) {
            throw new IllegalArgumentException("Unknown parameter " + parameterId);
        }
        return moments;
    }

    /** All moments and the number of steps, as a NumPy archive. */
    byte[] save(NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDList list = new NDList();
            for (Moments moments : momentsById.values()) {
                list.add(named(scope, moments.mean, MEAN + moments.name));
                list.add(named(scope, moments.variance, VARIANCE + moments.name));
            }
            list.add(named(scope, scope.create(new int[] {step}), "step"));
            return withoutTimes(list.encode(NDList.Encoding.NPZ));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive without the time of day in it: the same state is the same bytes. */
    private static byte[] withoutTimes(byte[] archive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(archive.length);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(Deflater.BEST_SPEED); // moments are noise, which hardly shrinks
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ZipEntry timeless = new ZipEntry(entry.getName());
                timeless.setTimeLocal(NO_TIME);
                out.putNextEntry(timeless);
                in.transferTo(out);
            }
        }
        return bytes.toByteArray();
    }

    /** A copy with a name: the original keeps its own. */
    private static NDArray named(NDManager manager, NDArray array, String name) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        copy.setName(name);
        return copy;
    }

    /**
     * Takes over what {@link #save} wrote.
     *
     * @throws IOException if it is something else
     */
    void load(NDManager manager, byte[] state) throws IOException {
        try (NDManager scope = manager.newSubManager()) {
            NDList list = NDList.decode(scope, state);
            step = get(list, "step").toIntArray()[0];
            for (Moments moments : momentsById.values()) {
                moments.mean = replace(moments.mean, get(list, MEAN + moments.name));
                moments.variance = replace(moments.variance, get(list, VARIANCE + moments.name));
                moments.updates = step;
            }
        } catch (RuntimeException e) { // DJL throws several kinds at other files
            throw new IOException(
                    "The optimizer's state is none that this program wrote: train a new run.", e);
        }
    }

    /** Hands the new array to the old one's manager. (DJL's copyTo makes libtorch warn.) */
    private static NDArray replace(NDArray old, NDArray replacement) {
        replacement.attach(old.getManager());
        old.close();
        return replacement;
    }

    private static NDArray get(NDList list, String name) throws IOException {
        NDArray array = list.get(name);
        if (array == null) {
            throw new IOException("The optimizer's state has no '%s'.".formatted(name));
        }
        return array;
    }

    /** DJL's optimizers are made by builders; this one needs none of its settings. */
    private static final class Settings extends OptimizerBuilder<Settings> {
        @Override
        protected Settings self() {
            return this;
        }
    }
}
