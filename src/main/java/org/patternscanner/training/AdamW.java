package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.patternscanner.network.Parallel;

/**
 * AdamW (I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019), which can be
 * saved: DJL's own keeps its moments where nobody can read them, so that a training that stopped
 * could not go on as if nothing had happened.
 *
 * <p>Each number of the network is updated for itself, so every thread takes some rows of each
 * parameter.
 */
final class AdamW {

    private static final float BETA1 = 0.9f; // of the mean of the gradients
    private static final float BETA2 = 0.999f; // of the mean of their squares
    private static final float EPSILON = 1e-8f;
    private static final float NO_CLIPPING = -1;
    private static final float NO_RESCALING = 1;

    private static final String MEAN = "mean/";
    private static final String VARIANCE = "variance/";
    private static final String STEP = "step";

    private final Tracker learningRate;
    private final float weightDecay;
    private final int threads;
    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private final List<Rows> rows = new ArrayList<>();
    private int step;

    /**
     * The rows of one parameter that one thread updates.
     *
     * @param index those rows of the gradient
     * @param weight a view of the parameter
     * @param mean a view of the running mean of its gradients
     * @param variance a view of the running mean of their squares
     */
    private record Rows(
            int thread,
            Parameter parameter,
            NDIndex index,
            NDArray weight,
            NDArray mean,
            NDArray variance) {}

    /**
     * Begins with moments of zero.
     *
     * @param block whose parameters are optimized; they must be initialized
     * @param manager owns the moments
     * @param threads how many update side by side
     * @param frozen the names of the parameters that stay as they are
     */
    AdamW(
            Block block,
            NDManager manager,
            Tracker learningRate,
            double weightDecay,
            int threads,
            Predicate<String> frozen) {
        this.learningRate = learningRate;
        this.weightDecay = (float) weightDecay;
        this.threads = threads;
        for (Pair<String, Parameter> pair : block.getParameters()) {
            if (frozen.test(pair.getKey())) {
                continue;
            }
            NDArray weight = pair.getValue().getArray();
            NDArray mean = manager.zeros(weight.getShape());
            NDArray variance = manager.zeros(weight.getShape());
            state.put(MEAN + pair.getKey(), mean);
            state.put(VARIANCE + pair.getKey(), variance);
            long size = weight.getShape().get(0);
            for (int thread = 0; thread < threads; thread++) {
                long from = size * thread / threads;
                long to = size * (thread + 1) / threads;
                if (from < to) {
                    NDIndex index = new NDIndex("{}:{}", from, to);
                    rows.add(
                            new Rows(
                                    thread,
                                    pair.getValue(),
                                    index,
                                    view(manager, weight, index),
                                    mean.get(index),
                                    variance.get(index)));
                }
            }
        }
    }

    private static NDArray view(NDManager manager, NDArray array, NDIndex index) {
        NDArray view = array.get(index);
        view.attach(manager);
        return view;
    }

    /**
     * Moves the weights by one step.
     *
     * @param shares whose gradients add up to the batch's
     */
    void update(List<ThreadParameters> shares) {
        step++;
        Parallel.map(threads, thread -> update(thread, shares));
    }

    /** What one thread does; returns how many parameters it had rows of. */
    private int update(int thread, List<ThreadParameters> shares) {
        List<Rows> own = rows.stream().filter(part -> part.thread == thread).toList();
        own.forEach(part -> update(part, shares));
        return own.size();
    }

    private void update(Rows part, List<ThreadParameters> shares) {
        NDArray gradient = shares.get(0).gradient(part.parameter).get(part.index);
        for (ThreadParameters share : shares.subList(1, shares.size())) {
            gradient.addi(share.gradient(part.parameter).get(part.index));
        }
        float rate = learningRate.getNewValue(step);
        // An optimizer of DJL's would be asked for whole parameters by a Trainer. Its inner call is
        // used here, since a thread updates rows of its own and the moments must be saved.
        double correction = Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        part.weight
                .getNDArrayInternal()
                .adamUpdate(
                        new NDList(part.weight, gradient, part.mean, part.variance),
                        new NDList(part.weight),
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

    /** How many steps were made. */
    int step() {
        return step;
    }

    /** Everything that the next step depends on, besides the weights. */
    Map<String, NDArray> state(NDManager manager) {
        Map<String, NDArray> all = new LinkedHashMap<>(state);
        all.put(STEP, manager.create(new int[] {step}));
        return all;
    }

    /**
     * Takes over a {@link #state}.
     *
     * @throws RuntimeException if the archive holds something else
     */
    void load(Archive archive) {
        state.forEach(archive::copy);
        step = archive.get(STEP).toIntArray()[0];
    }
}
