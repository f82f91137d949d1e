package org.patternscanner.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.Parallel;

/**
 * A training in native memory: forward, backward, update, again and again.
 *
 * <p>Each thread takes its share of every batch through the network and back; the gradients are
 * then added up, and each thread updates its part of the weights (data parallelism, as DJL has it
 * for several GPUs). On a processor this is faster than letting libtorch share out each operation
 * among its own threads, which wait for each other after every one.
 *
 * <p>Block, gradient collector and loss are DJL's own. Its usual loop, {@code EasyTrain.fit} with a
 * {@code Trainer}, is not used: it makes each batch image by image, reads the loss back from the
 * device twice a step, and cannot be resumed, for its optimizer hides its state.
 */
final class TrainingSession implements AutoCloseable {

    /** Reading the loss waits for the device. */
    private static final int STEPS_BETWEEN_CHECKS = 100;

    private final Run run;
    private final Recipe recipe;
    private final LabelledImages images;
    private final int threads;
    private final Classifier trained;
    private final @Nullable Classifier averaged;
    private final @Nullable WeightAverage average;
    private final NDManager manager;
    private final AdamW optimizer;
    private final List<ShareLoader> loaders;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

    private TrainingSession(Run run, LabelledImages images, Device device) throws IOException {
        RunConfig config = run.info().config();
        int epoch = run.info().lastEpoch();
        this.run = run;
        this.images = images;
        recipe = config.recipe();
        threads = config.threads();
        trained = run.load(epoch, device);
        manager = trained.model().getNDManager().newSubManager();
        optimizer = new AdamW(network(), manager, learningRate(), recipe.weightDecay(), threads);
        int most = (Math.min(recipe.batchSize(), images.size()) - 1) / threads + 1;
        loaders =
                IntStream.range(0, threads)
                        .mapToObj(i -> new ShareLoader(images, recipe, most))
                        .toList();
        averaged = recipe.averaging() > 0 ? run.load(epoch, device) : null;
        average = averaged == null ? null : average(averaged);
    }

    /**
     * Loads a run's last epoch, and with it everything that the next one depends on.
     *
     * @param images to learn from
     * @throws IOException if it cannot be read
     */
    static TrainingSession open(Run run, LabelledImages images, Device device) throws IOException {
        TrainingSession session = new TrainingSession(run, images, device);
        try {
            if (run.info().lastEpoch() > 0) {
                session.load(run.optimizerState());
            }
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    private Block network() {
        return trained.model().getBlock();
    }

    private WeightAverage average(Classifier mean) {
        return new WeightAverage(network(), mean.model().getBlock(), recipe.averaging());
    }

    private Tracker learningRate() {
        return switch (recipe.schedule()) {
            case ONE_CYCLE -> new OneCycle(recipe.learningRate(), recipe.epochs() * steps());
            case CONSTANT -> Tracker.fixed((float) recipe.learningRate());
        };
    }

    /** How many steps an epoch takes; the last one may have fewer images. */
    int steps() {
        return (images.size() - 1) / recipe.batchSize() + 1;
    }

    /** The network to measure and to keep: its weights are those trained, or their average. */
    Classifier result() {
        return averaged == null ? trained : averaged;
    }

    /**
     * Trains one epoch.
     *
     * @param stopped asked before each step
     * @return the mean loss, or null if it was stopped; an epoch whose loss explodes ends early
     */
    @Nullable Double trainEpoch(int epoch, TrainingEvents events, BooleanSupplier stopped) {
        EpochOrder order = new EpochOrder(images.size(), run.info().config().seed(), epoch);
        int size = recipe.batchSize();
        double mean = 0;
        try (NDArray totalLoss = manager.zeros(new Shape())) {
            for (int step = 1; step <= steps(); step++) {
                if (stopped.getAsBoolean()) {
                    return null;
                }
                int from = (step - 1) * size;
                int to = Math.min(from + size, images.size());
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
            return mean;
        }
    }

    /** Forward, backward, update. Nothing is read back from the device. */
    private void step(EpochOrder order, int from, int to, NDArray totalLoss) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Batch batch = new Batch(scope, collector, order, from, to);
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
    private record Batch(
            NDManager scope, GradientCollector collector, EpochOrder order, int from, int to) {

        int size() {
            return to - from;
        }
    }

    /**
     * What a thread found on its share of a batch.
     *
     * @param loss the sum over the share's images
     */
    private record Share(Leaves gradients, NDArray loss) {}

    /** Forward and backward, on one of as many equal parts as there are threads. */
    private Share share(Batch batch, int thread) {
        long size = batch.size();
        long parts = Math.min(threads, size);
        int from = batch.from + (int) (size * thread / parts);
        int to = batch.from + (int) (size * (thread + 1) / parts);
        ShareLoader loader = loaders.get(thread);
        NDArray pixels = loader.images(batch.scope, batch.order, from, to);
        NDArray labels = loader.labels(batch.scope, batch.order, from, to); // (B)
        NDList input = new NDList(run.info().normalization().apply(pixels)); // (B, 1, 28, 28)
        Leaves leaves = new Leaves(batch.scope);
        NDList logits = network().forward(leaves, input, true); // (B, 10)
        NDArray loss = crossEntropy.evaluate(new NDList(labels), logits); // mean over B
        // So weighted, the shares' gradients add up to that of the whole batch's mean loss.
        float weight = (to - from) / (float) size;
        batch.collector.backward(smoothed(loss, logits.head()).mul(weight));
        // Detached: the sum over an epoch must not hold the graphs of all its steps.
        return new Share(leaves, loss.stopGradient().mul(to - from));
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
        return loss.mul(1 - share).add(ofAllDigits.mul(share));
    }

    /** Everything besides {@link #result} that the next epoch depends on. */
    byte[] state() {
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> state = new LinkedHashMap<>(optimizer.state(scope));
            if (average != null) {
                state.putAll(average.state());
            }
            return Archive.pack(manager, state);
        }
    }

    private void load(byte[] state) throws IOException {
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
        trained.close();
        if (averaged != null) {
            averaged.close();
        }
    }
}
