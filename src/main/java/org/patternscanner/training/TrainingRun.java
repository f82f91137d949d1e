package org.patternscanner.training;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.patternscanner.arithmetic.Calibration;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.checkpoint.ShellWord;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.PixelOrder;
import org.patternscanner.data.Split;
import org.patternscanner.handwriting.DrawnImages;
import org.patternscanner.network.Classifier;

/**
 * Trains a run to its end, from wherever it stands on disk.
 *
 * <p>Every epoch begins with a random order of its own, drawn from the seed and the epoch's number,
 * and everything else that the next epoch depends on is on disk. So a training that was stopped and
 * taken up again ends with the same bits as one that never stopped.
 *
 * <p>The loop itself is in {@link TrainingSession}.
 */
public final class TrainingRun {

    /** In nats. Guessing costs ln 10 = 2.3. */
    private static final double EXPLODED = 100;

    private final Run run;
    private final RunConfig config;
    private final ImageSet data;
    private final TrainingEvents events;
    private final BooleanSupplier stopped;
    private final LabelledImages training;
    private final LabelledImages validation;
    private long waited;

    /**
     * Prepares a training.
     *
     * @param run a run that was just created, or one that was stopped
     * @param data the data that the run's configuration names
     * @param stopped asked before each step: true ends the training, whose finished epochs remain;
     *     a pause is an answer that takes its time, which does not count as training
     * @throws IllegalArgumentException if the configuration does not fit the data
     */
    public TrainingRun(Run run, ImageSet data, TrainingEvents events, BooleanSupplier stopped) {
        this.run = run;
        this.config = run.info().config();
        this.data = data;
        this.events = events;
        this.stopped = stopped;
        Split split = Split.balanced(data.training(), config.validation());
        Integer limit = config.limit();
        int[] used = split.training();
        LabelledImages images =
                data.training()
                        .select(
                                limit == null
                                        ? used
                                        : Arrays.copyOf(used, Math.min(limit, used.length)));
        PixelOrder order = config.order();
        LabelledImages all = withHabits(images);
        training = order == null ? all : order.of(all);
        validation = data.training().select(split.validation());
    }

    /** Drawn from the run's seed, so that a resumed training learns from the same ones. */
    private LabelledImages withHabits(LabelledImages images) {
        int drawn = config.recipe().drawn(images.size());
        boolean isDone = run.info().isTrained();
        return drawn == 0 || isDone ? images : images.and(DrawnImages.of(drawn, config.seed()));
    }

    /**
     * Checks that the configuration fits the data, before anything is written.
     *
     * @throws IllegalArgumentException with one sentence if it does not
     */
    public static void requireFit(RunConfig config, ImageSet data) {
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
        if (!run.info().isTrained() && !trainEpochs(device)) {
            return false;
        }
        if (run.info().test() == null) {
            measureTest(device);
        }
        events.finished(run.info());
        return true;
    }

    private void saveStart(Device device) throws IOException {
        try (Classifier classifier =
                Classifier.untrained(
                        config.kind(), device, run.info().normalization(), config.seed())) {
            run.saveStart(classifier);
        }
    }

    /** False if it was stopped. */
    private boolean trainEpochs(Device device) throws IOException {
        int last = run.info().lastEpoch();
        Recipe recipe = config.recipe();
        Examples examples = Examples.of(training, run.info().normalization(), recipe.augment());
        try (Classifier trained = run.load(last, device);
                Classifier averaged = recipe.averaging() > 0 ? run.load(last, device) : null;
                TrainingSession session =
                        new TrainingSession(
                                trained.model(),
                                averaged == null ? null : averaged.model(),
                                examples,
                                recipe,
                                config.seed(),
                                config.threads(),
                                parameter -> false)) {
            if (last > 0) {
                session.load(run.optimizerState());
            }
            return trainEpochs(session, averaged == null ? trained : averaged);
        }
    }

    /**
     * Trains the epochs that are left.
     *
     * @param result the network to measure and to keep: its weights are those trained, or their
     *     average
     */
    private boolean trainEpochs(TrainingSession session, Classifier result) throws IOException {
        for (int epoch = run.info().lastEpoch() + 1; epoch <= config.recipe().epochs(); epoch++) {
            waited = 0;
            long begin = System.nanoTime();
            events.epochStarted(epoch, session.steps());
            TrainingSession.Epoch done = session.trainEpoch(epoch, events, this::isStopped);
            if (done.stopped()) {
                return false;
            }
            double seconds = (System.nanoTime() - begin - waited) / 1e9;
            requireFinite(done.loss(), epoch);
            finishEpoch(session, result, epoch, done.loss(), seconds);
        }
        return true;
    }

    /** A paused training waits for this answer: that time is no training. */
    private boolean isStopped() {
        long asked = System.nanoTime();
        boolean answer = stopped.getAsBoolean();
        waited += System.nanoTime() - asked;
        return answer;
    }

    private void finishEpoch(
            TrainingSession session, Classifier result, int epoch, double loss, double seconds)
            throws IOException {
        Double validationLoss = null;
        Double validationAccuracy = null;
        Double temperature = null;
        if (validation.size() > 0) {
            events.measuring("validation");
            float[][] logits = result.logits(validation.pixels());
            Score score = Score.of(logits, validation.labels());
            requireFinite(score.loss(), epoch);
            validationLoss = score.loss();
            validationAccuracy = score.accuracy().value();
            temperature = Calibration.temperature(logits, validation.labels());
        }
        EpochMetrics metrics =
                new EpochMetrics(
                        epoch, loss, validationLoss, validationAccuracy, temperature, seconds);
        try {
            run.saveEpoch(metrics, result, session.state());
        } catch (IOException e) {
            throw cannotSave(epoch, e);
        }
        events.epochFinished(run.info(), metrics);
    }

    /** What a person can do about it: a full disk, a folder that is gone or may not be written. */
    private IOException cannotSave(int epoch, IOException failure) {
        if (!Files.isDirectory(run.folder())) {
            return new IOException(
                    "Epoch %d could not be saved: the folder %s is gone."
                            .formatted(epoch, run.folder()),
                    failure);
        }
        String reason =
                failure instanceof FileSystemException onFile && onFile.getReason() != null
                        ? onFile.getReason()
                        : failure instanceof AccessDeniedException
                                ? "permission denied"
                                : String.valueOf(failure.getMessage());
        return new IOException(
                "Epoch %d could not be saved in %s (%s); the epochs before are safe: when it can be written again, go on with: cnn train --resume %s"
                        .formatted(epoch, run.folder(), reason, ShellWord.of(run.folder())),
                failure);
    }

    private void measureTest(Device device) throws IOException {
        events.measuring("test");
        int best = run.info().bestEpoch();
        try (Classifier classifier = run.load(best, device)) {
            LabelledImages test = data.test();
            Score score = Score.of(classifier.logits(test.pixels()), test.labels());
            requireFinite(score.loss(), best);
            run.saveTest(
                    new RunInfo.TestResult(
                            best,
                            score.accuracy().successes(),
                            score.accuracy().trials(),
                            score.loss()));
        }
    }

    static boolean isExploded(double loss) {
        return !(loss < EXPLODED); // not a number is not below it either
    }

    private static void requireFinite(double loss, int epoch) throws IOException {
        if (isExploded(loss)) {
            throw new IOException(
                    "The loss exploded in epoch %d: the learning rate is too high, try a tenth of it; the epochs before are saved."
                            .formatted(epoch));
        }
    }
}
