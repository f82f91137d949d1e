package org.patternscanner.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.training.TrainingEvents;

/** The one training that the page may run at a time, on a thread of its own. */
final class Trainer implements TrainingEvents, BooleanSupplier, AutoCloseable {

    /** Reading the loss waits for the device, so it is read seldom. */
    private static final long NANOS_BETWEEN_READS = 200_000_000;

    private static final long LONGEST_END_MILLIS = 5_000;

    /** Does the training. */
    interface Work {
        void train(Trainer trainer) throws IOException;
    }

    /** A loss read between two steps, averaged over the epoch so far. */
    record Loss(double epoch, double loss) {}

    /** How it stands. */
    enum Stage {
        NONE,
        RUNNING,
        PAUSED,
        STOPPED,
        FINISHED,
        FAILED
    }

    /**
     * All that the page shows.
     *
     * @param error why it failed, in one sentence
     */
    record Snapshot(
            Stage stage,
            @Nullable String run,
            int epoch,
            int epochs,
            int step,
            int steps,
            List<Loss> losses,
            List<EpochMetrics> metrics,
            @Nullable Double testAccuracy,
            @Nullable String error) {}

    private final List<Loss> losses = new ArrayList<>();
    private Stage stage = Stage.NONE;
    private boolean stopWanted;
    private @Nullable RunInfo info;
    private @Nullable Run run;
    private @Nullable String error;
    private @Nullable Thread thread;
    private int epoch;
    private int step;
    private int steps;
    private long lastRead;

    /**
     * Begins a training.
     *
     * @throws IllegalArgumentException if one is running
     */
    synchronized void begin(Run newRun, Work work) {
        requireIdle();
        losses.clear();
        stage = Stage.RUNNING;
        stopWanted = false;
        run = newRun;
        info = newRun.info();
        error = null;
        epoch = 0;
        step = 0;
        steps = 0;
        thread = new Thread(() -> work(work), "training");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Makes sure that there is none.
     *
     * @throws IllegalArgumentException if one is running
     */
    synchronized void requireIdle() {
        if (stage == Stage.RUNNING || stage == Stage.PAUSED) {
            throw new IllegalArgumentException(
                    "A training is running already; stop it first, or wait for its end.");
        }
    }

    private void work(Work work) {
        Stage end = Stage.FAILED;
        String failure = null;
        try {
            work.train(this);
            end = getStopWanted() ? Stage.STOPPED : Stage.FINISHED;
        } catch (IOException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
        }
        synchronized (this) {
            stage = end;
            error = failure;
            notifyAll();
        }
    }

    private synchronized boolean getStopWanted() {
        return stopWanted;
    }

    synchronized void pause() {
        if (stage == Stage.RUNNING) {
            stage = Stage.PAUSED;
        }
    }

    synchronized void goOn() {
        if (stage == Stage.PAUSED) {
            stage = Stage.RUNNING;
            notifyAll();
        }
    }

    synchronized void stop() {
        stopWanted = true;
        notifyAll();
    }

    /** Asked by the training before each step: waits while it is paused, true ends it. */
    @Override
    public synchronized boolean getAsBoolean() {
        while (stage == Stage.PAUSED && !stopWanted) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return stopWanted;
    }

    @Override
    public synchronized void started(RunInfo newInfo, int trainingImages) {
        info = newInfo;
    }

    @Override
    public synchronized void epochStarted(int newEpoch, int newSteps) {
        epoch = newEpoch;
        step = 0;
        steps = newSteps;
    }

    @Override
    public synchronized void stepFinished(int newStep, int images, DoubleSupplier loss) {
        step = newStep;
        long now = System.nanoTime();
        if (now - lastRead > NANOS_BETWEEN_READS) {
            lastRead = now;
            losses.add(new Loss(epoch - 1 + (double) step / steps, loss.getAsDouble()));
        }
    }

    @Override
    public synchronized void epochFinished(RunInfo newInfo, EpochMetrics metrics) {
        info = newInfo;
        losses.add(new Loss(epoch, metrics.trainLoss()));
    }

    @Override
    public synchronized void finished(RunInfo newInfo) {
        info = newInfo;
    }

    /** The run, if one was begun. */
    synchronized @Nullable Run run() {
        return run;
    }

    synchronized Snapshot snapshot() {
        RunInfo facts = info;
        RunInfo.TestResult test = facts == null ? null : facts.test();
        return new Snapshot(
                stage,
                facts == null ? null : facts.name(),
                epoch,
                facts == null ? 0 : facts.config().recipe().epochs(),
                step,
                steps,
                List.copyOf(losses),
                facts == null ? List.of() : facts.epochs(),
                test == null ? null : test.accuracy().value(),
                error);
    }

    /** Stops the training; its finished epochs remain. */
    @Override
    public void close() {
        stop();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join(LONGEST_END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
