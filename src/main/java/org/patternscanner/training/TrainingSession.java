package org.patternscanner.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.network.Gradients;
import org.patternscanner.network.Parallel;

/**
 * A training in native memory: forward, backward, update, again and again.
 *
 * <p>Block, gradient collector and loss are DJL's own, but from here on this is not how DJL is
 * usually used. Its usual loop, {@code EasyTrain.fit} with a {@code Trainer}, makes each batch
 * image by image, reads the loss back from the device twice a step, and cannot be resumed, because
 * its optimizer hides its state.
 *
 * <p>Here each thread takes its share of every batch through the network and back; the gradients
 * are then added up, and each thread updates its part of the weights (data parallelism, as DJL has
 * it for several GPUs). On a processor this is faster than letting libtorch split each operation
 * among its own threads, which wait for each other after every one.
 */
final class TrainingSession implements AutoCloseable {

    /** Reading the loss waits for the device. */
    private static final int STEPS_BETWEEN_CHECKS = 100;

    /** Four bytes each: just below the 32 MiB up to which glibc's allocator adapts. */
    private static final int ADAPTING = 7_500_000;

    private final Recipe recipe;
    private final long seed;
    private final int threads;
    private final int examples;
    private final Block network;
    private final NDManager manager;
    private final AdamW optimizer;
    private final List<ShareLoader> loaders;
    private final @Nullable WeightAverage average;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

    /**
     * Begins a training, or, with {@link #load}, goes on with one.
     *
     * @param trained whose weights will move
     * @param averaged the same network again, to hold the average of the weights, if the recipe
     *     wants one
     * @param frozen the names of the parameters that stay as they are
     */
    TrainingSession(
            Model trained,
            @Nullable Model averaged,
            Examples examples,
            Recipe recipe,
            long seed,
            int threads,
            Predicate<String> frozen) {
        this.recipe = recipe;
        this.seed = seed;
        this.threads = threads;
        this.examples = examples.size();
        network = trained.getBlock();
        manager = trained.getNDManager().newSubManager();
        keepFreedMemory();
        optimizer =
                new AdamW(network, manager, learningRate(), recipe.weightDecay(), threads, frozen);
        int most = (Math.min(recipe.batchSize(), this.examples) - 1) / threads + 1;
        loaders = IntStream.range(0, threads).mapToObj(i -> examples.loader().apply(most)).toList();
        average =
                averaged == null
                        ? null
                        : new WeightAverage(network, averaged.getBlock(), recipe.averaging());
    }

    /**
     * Frees one large array, from which glibc's allocator learns to keep what it is given back
     * instead of returning it to the system: otherwise each step takes its memory anew, page by
     * page, which costs about a tenth of a step. Elsewhere this does nothing.
     */
    private void keepFreedMemory() {
        manager.zeros(new Shape(ADAPTING)).close();
    }

    private Tracker learningRate() {
        return switch (recipe.schedule()) {
            case ONE_CYCLE -> new OneCycle(recipe.learningRate(), recipe.steps(examples));
            case CONSTANT -> Tracker.fixed((float) recipe.learningRate());
        };
    }

    /** How many steps an epoch takes. */
    int steps() {
        return recipe.stepsPerEpoch(examples);
    }

    /**
     * What became of an epoch.
     *
     * @param stopped whether it was stopped before its end
     * @param loss the mean over its examples, in nats
     */
    record Epoch(boolean stopped, double loss) {}

    /**
     * Trains one epoch.
     *
     * @param stopped asked before each step
     * @return an epoch whose loss explodes ends early
     */
    Epoch trainEpoch(int epoch, TrainingEvents events, BooleanSupplier stopped) {
        EpochOrder order = new EpochOrder(examples, seed, epoch);
        int size = recipe.batchSize();
        double mean = 0;
        try (NDArray totalLoss = manager.zeros(new Shape())) {
            for (int step = 1; step <= steps(); step++) {
                if (stopped.getAsBoolean()) {
                    return new Epoch(true, mean);
                }
                int from = (step - 1) * size;
                int to = Math.min(from + size, examples);
                step(order, from, to, totalLoss);
                DoubleSupplier loss = () -> totalLoss.getFloat() / (double) to;
                events.stepFinished(step, to - from, loss);
                if (step % STEPS_BETWEEN_CHECKS == 0 || step == steps()) {
                    mean = loss.getAsDouble();
                    if (TrainingRun.isExploded(mean)) {
                        break; // nothing good can follow
                    }
                }
            }
            return new Epoch(false, mean);
        }
    }

    /** Forward, backward, update. Nothing is read back from the device. */
    private void step(EpochOrder order, int from, int to, NDArray totalLoss) {
        try (NDManager scope = manager.newSubManager();
                Gradients gradients = Gradients.open()) {
            StepImages batch = new StepImages(scope, gradients, order, from, to);
            List<Share> shares =
                    Parallel.map(Math.min(threads, to - from), thread -> share(batch, thread));
            optimizer.update(shares.stream().map(Share::gradients).toList());
            shares.forEach(share -> totalLoss.addi(share.loss));
        }
        if (average != null) {
            average.update(manager, optimizer.step());
        }
    }

    /**
     * What the threads work on together.
     *
     * @param scope owns all that is computed from it
     * @param from the first image's place in the order
     * @param to the place after the last
     */
    private record StepImages(
            NDManager scope, Gradients gradients, EpochOrder order, int from, int to) {

        int size() {
            return to - from;
        }
    }

    /**
     * What a thread found on its share of a batch.
     *
     * @param loss the sum over the share's images
     */
    private record Share(ThreadParameters gradients, NDArray loss) {}

    /** Forward and backward, on one of as many equal parts as there are threads. */
    private Share share(StepImages batch, int thread) {
        long size = batch.size();
        long parts = Math.min(threads, size);
        int from = batch.from + (int) (size * thread / parts);
        int to = batch.from + (int) (size * (thread + 1) / parts);
        ShareLoader loader = loaders.get(thread);
        NDArray input = loader.inputs(batch.scope, batch.order, from, to); // (B, 1, 28, 28)
        NDArray labels = loader.labels(batch.scope, batch.order, from, to); // (B)
        ThreadParameters parameters = new ThreadParameters(batch.scope); // not a Trainer's
        NDList logits = network.forward(parameters, new NDList(input), true); // (B, 10)
        NDArray loss = crossEntropy.evaluate(new NDList(labels), logits); // mean over B
        // So weighted, the shares' gradients add up to that of the whole batch's mean loss.
        float weight = (to - from) / (float) size;
        batch.gradients.backward(times(smoothed(loss, logits.head()), weight));
        // Detached: the sum over an epoch must not hold the graphs of all its steps.
        return new Share(parameters, loss.stopGradient().mul(to - from));
    }

    /**
     * The loss with smoothed labels: part of the target is spread over all digits, so part of the
     * loss is the mean of theirs.
     */
    private NDArray smoothed(NDArray loss, NDArray logits) {
        double share = recipe.labelSmoothing();
        if (share == 0) {
            return loss;
        }
        NDArray ofAllDigits = logits.logSoftmax(1).mean().neg();
        return times(loss, 1 - share).add(times(ofAllDigits, share));
    }

    /**
     * DJL's own {@code mul(Number)} gives the number's memory back at once, though the backward
     * pass reads it again: a garbage collection in between makes the gradient garbage. This number
     * lives as long as the array's manager.
     */
    private static NDArray times(NDArray array, Number factor) {
        return array.mul(array.getManager().create(factor));
    }

    /** Everything besides the networks that the next epoch depends on. */
    byte[] state() {
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> state = new LinkedHashMap<>(optimizer.state(scope));
            if (average != null) {
                state.putAll(average.state());
            }
            return Archive.pack(manager, state);
        }
    }

    /**
     * Takes over the state of a training that stopped.
     *
     * @throws IOException if it is none that this program wrote
     */
    void load(byte[] state) throws IOException {
        try (NDManager scope = manager.newSubManager()) {
            Archive archive = Archive.unpack(scope, state);
            optimizer.load(archive);
            if (average != null) {
                average.load(archive);
            }
        } catch (RuntimeException e) { // DJL throws several kinds at other files
            throw new IOException(
                    "The optimizer's state is none that this program wrote: train a new run.", e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
