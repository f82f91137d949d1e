package org.patternscanner.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.DataSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;
import org.patternscanner.network.Classifier;

/**
 * Trains a run to its end, from wherever it stands on disk.
 *
 * <p>Every epoch begins with a random order of its own, drawn from the seed and the epoch's number,
 * and everything else that the next epoch depends on is on disk. So a training that was stopped and
 * taken up again ends with the same bits as one that never stopped.
 *
 * <p>Model, trainer, gradient collector and loss are DJL's own. DJL's usual loop, {@code
 * EasyTrain.fit} over a data set, is not used: it makes each batch image by image, reads the loss
 * back from the device twice a step, and cannot be resumed, for its optimizer hides its state.
 */
public final class TrainingRun {

    /** In nats. Guessing costs ln 10 = 2.3. */
    private static final double EXPLODED = 100;

    private final Run run;
    private final RunConfig config;
    private final DataSet data;
    private final TrainingEvents events;
    private final BooleanSupplier stopped;
    private final LabelledImages training;
    private final LabelledImages validation;

    /**
     * Prepares a training.
     *
     * @param run a run that was just created, or one that was stopped
     * @param data the data that the run's configuration names
     * @param stopped asked after each step: true ends the training, whose finished epochs remain
     * @throws IllegalArgumentException if the configuration does not fit the data
     */
    public TrainingRun(Run run, DataSet data, TrainingEvents events, BooleanSupplier stopped) {
        this.run = run;
        this.config = run.info().config();
        this.data = data;
        this.events = events;
        this.stopped = stopped;
        Split split = Split.balanced(data.training(), config.validation());
        Integer limit = config.limit();
        int[] used = split.training();
        training =
                data.training()
                        .select(
                                limit == null
                                        ? used
                                        : Arrays.copyOf(used, Math.min(limit, used.length)));
        validation = data.training().select(split.validation());
    }

    /**
     * Checks that the configuration fits the data, before anything is written.
     *
     * @throws IllegalArgumentException with one sentence if it does not
     */
    public static void requireFit(RunConfig config, DataSet data) {
        Split.balanced(data.training(), config.validation());
    }

    /**
     * Trains the epochs that are left, saving each, then measures the test set once.
     *
     * @return false if it was stopped before
     * @throws IOException if an epoch cannot be saved, the stopped run cannot be read, or another
     *     process trains it
     */
    public boolean train(Device device) throws IOException {
        Run.Lock lock = run.lock();
        try {
            return trainLocked(device);
        } finally {
            lock.release();
        }
    }

    private boolean trainLocked(Device device) throws IOException {
        run.removeLeftovers();
        if (run.info().files().isEmpty()) {
            saveStart(device);
        }
        events.started(run.info(), training.size());
        int first = run.info().lastEpoch();
        try (Classifier classifier = run.load(first, device);
                Session session = new Session(classifier, device)) {
            if (!run.info().isTrained()) {
                session.optimizer.load(session.manager, run.optimizerState());
            }
            for (int epoch = first + 1; epoch <= config.epochs(); epoch++) {
                if (!session.trainEpoch(epoch)) {
                    return false;
                }
            }
        }
        if (run.info().test() == null) {
            measureTest(device);
        }
        events.finished(run.info());
        return true;
    }

    private void saveStart(Device device) throws IOException {
        try (Classifier classifier =
                        Classifier.untrained(device, run.info().normalization(), config.seed());
                Session session = new Session(classifier, device)) {
            run.saveStart(classifier, session.optimizer.save(session.manager));
        }
    }

    private void measureTest(Device device) throws IOException {
        events.measuring("test");
        int best = run.info().bestEpoch();
        try (Classifier classifier = run.load(best, device)) {
            Score score = score(classifier, data.test());
            requireFinite(score.loss(), best);
            run.saveTest(
                    new RunInfo.TestResult(
                            best,
                            score.accuracy().successes(),
                            score.accuracy().trials(),
                            score.loss()));
        }
    }

    private static Score score(Classifier classifier, LabelledImages images) {
        return Score.of(classifier.logits(images.pixels()), images.labels());
    }

    /** How many steps an epoch takes; the last one may have fewer images. */
    private int stepsPerEpoch() {
        return (training.size() - 1) / config.batchSize() + 1;
    }

    private Tracker learningRate() {
        return switch (config.schedule()) {
            case ONE_CYCLE ->
                    new OneCycle(config.learningRate(), config.epochs() * stepsPerEpoch());
            case CONSTANT -> Tracker.fixed((float) config.learningRate());
        };
    }

    /** What lives in native memory during a training. */
    private final class Session implements AutoCloseable {

        final Classifier classifier;
        final NDManager manager;
        final AdamW optimizer;
        private final NDArray allImages;
        private final NDArray allLabels;
        private final Trainer trainer;
        private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

        Session(Classifier classifier, Device device) {
            this.classifier = classifier;
            manager = classifier.model().getNDManager().newSubManager();
            allImages = images(manager, training);
            allLabels = labels(manager, training);
            optimizer =
                    new AdamW(
                            classifier.model().getBlock(),
                            manager,
                            learningRate(),
                            config.weightDecay());
            trainer =
                    classifier
                            .model()
                            .newTrainer(
                                    new DefaultTrainingConfig(crossEntropy)
                                            .optOptimizer(optimizer)
                                            .optDevices(new Device[] {device}));
        }

        /** False if it was stopped. */
        boolean trainEpoch(int epoch) throws IOException {
            long begin = System.nanoTime();
            events.epochStarted(epoch, stepsPerEpoch());
            double loss;
            try (NDManager scope = manager.newSubManager()) {
                NDArray order = scope.create(order(training.size(), config.seed(), epoch));
                NDArray images = allImages.get(scope, new NDIndex("{}", order));
                NDArray labels = allLabels.get(scope, new NDIndex("{}", order));
                NDArray totalLoss = scope.zeros(new Shape());
                int size = config.batchSize();
                for (int step = 1; step <= stepsPerEpoch(); step++) {
                    if (stopped.getAsBoolean()) {
                        return false;
                    }
                    int from = (step - 1) * size;
                    int to = Math.min(from + size, training.size());
                    step(images, labels, totalLoss, from, to);
                    events.stepFinished(step, to - from, () -> totalLoss.getFloat() / (double) to);
                }
                loss = totalLoss.getFloat() / (double) training.size();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            requireFinite(loss, epoch);
            finishEpoch(epoch, loss, seconds);
            return true;
        }

        /** Forward, backward, update. Nothing is read back from the device. */
        private void step(NDArray images, NDArray labels, NDArray totalLoss, int from, int to) {
            try (NDManager scope = manager.newSubManager();
                    NDArray batch = images.get(new NDIndex("{}:{}", from, to));
                    NDArray truth = labels.get(new NDIndex("{}:{}", from, to))) {
                batch.attach(scope); // what is computed from them belongs to the scope too,
                truth.attach(scope); // and is freed with it when the step ends
                NDList input = new NDList(run.info().normalization().apply(batch));
                NDArray loss;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList logits = trainer.forward(input); // (B, 10)
                    loss = crossEntropy.evaluate(new NDList(truth), logits); // mean over B
                    gradients.backward(loss); // adds to each parameter's gradient
                }
                totalLoss.addi(loss.stopGradient().mul(to - from)); // else it would keep the graph
                trainer.step(); // updates the parameters and sets their gradients to zero
            }
        }

        private void finishEpoch(int epoch, double loss, double seconds) throws IOException {
            Double validationLoss = null;
            Double validationAccuracy = null;
            if (validation.size() > 0) {
                events.measuring("validation");
                Score score = score(classifier, validation);
                requireFinite(score.loss(), epoch);
                validationLoss = score.loss();
                validationAccuracy = score.accuracy().value();
            }
            EpochMetrics metrics =
                    new EpochMetrics(epoch, loss, validationLoss, validationAccuracy, seconds);
            run.saveEpoch(metrics, classifier, optimizer.save(manager));
            events.epochFinished(run.info(), metrics);
        }

        @Override
        public void close() {
            trainer.close();
            manager.close();
        }
    }

    private static void requireFinite(double loss, int epoch) throws IOException {
        if (!(loss < EXPLODED)) { // not a number is not below it either
            throw new IOException(
                    "The loss exploded in epoch %d: the learning rate is too high, try a tenth of it; the epochs before are saved."
                            .formatted(epoch));
        }
    }

    private static NDArray images(NDManager manager, LabelledImages images) {
        return manager.create(
                ByteBuffer.wrap(images.pixels()),
                new Shape(images.size(), LabelledImages.SIDE, LabelledImages.SIDE, 1),
                DataType.UINT8);
    }

    private static NDArray labels(NDManager manager, LabelledImages images) {
        try (NDArray bytes =
                manager.create(
                        ByteBuffer.wrap(images.labels()),
                        new Shape(images.size()),
                        DataType.UINT8)) {
            return bytes.toType(DataType.INT64, true);
        }
    }

    /** The order of an epoch's images (Fisher and Yates). */
    private static long[] order(int size, long seed, int epoch) {
        long[] order = new long[size];
        Arrays.setAll(order, i -> i);
        Random random = new Random(seed * 1_000_003L + epoch);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
