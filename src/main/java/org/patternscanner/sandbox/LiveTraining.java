package org.patternscanner.sandbox;

import static java.util.Objects.requireNonNull;

import io.javalin.http.ConflictResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.training.TrainingEvents;

/** The one training that the page may run at a time, on a thread of its own. */
final class LiveTraining implements TrainingEvents, BooleanSupplier, AutoCloseable {

    /** Reading the loss waits for the device, so it is read seldom. */
    private static final long NANOS_BETWEEN_READS = 200_000_000;

    /** Does the training. */
    interface Work {

        /** False if it was stopped before its end. */
        boolean train(LiveTraining trainer) throws IOException;
    }

    /** A loss read between two steps, averaged over the epoch so far. */
    record Loss(double epoch, double loss) {}

    /** How it stands; its name in JSON is in lower case. */
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
     * @param stage a {@link Stage} in lower case
     * @param error why it failed, in one sentence
     */
    record Snapshot(
            String stage,
            @Nullable String run,
            @Nullable NetworkKind network,
            int epoch,
            int epochs,
            int step,
            int steps,
            List<Loss> losses,
            List<EpochMetrics> metrics,
            @Nullable Double testAccuracy,
            @Nullable String error) {}

    private final List<Loss> losses = new ArrayList<>();
    private final Consumer<Throwable> unexpected;
    private Stage stage = Stage.NONE;
    private boolean stopWanted;
    private boolean ended;
    private @Nullable RunInfo info;
    private @Nullable Run run;
    private @Nullable String error;
    private @Nullable Thread thread;
    private int epoch;
    private int step;
    private int steps;
    private long lastRead;

    /**
     * A trainer without work.
     *
     * @param unexpected is told of failures that are the program's own
     */
    LiveTraining(Consumer<Throwable> unexpected) {
        this.unexpected = unexpected;
    }

    /**
     * Begins a training.
     *
     * @throws ConflictResponse if one is running
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
     * @throws ConflictResponse if one is running, or the server ends
     */
    synchronized void requireIdle() {
        if (ended) {
            throw new ConflictResponse("The sandbox ends.");
        }
        if (stage == Stage.RUNNING || stage == Stage.PAUSED) {
            throw new ConflictResponse(
                    "A training is running already; stop it first, or wait for its end.");
        }
    }

    private void work(Work work) {
        Stage end = Stage.FAILED;
        String failure = null;
        try {
            end = work.train(this) ? Stage.FINISHED : Stage.STOPPED;
        } catch (IOException | RuntimeException | Error e) {
            failure = Failures.sentence(e, unexpected);
        }
        synchronized (this) {
            stage = end;
            error = failure;
        }
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
        losses.add(new Loss(epoch, requireNonNull(metrics.trainLoss())));
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
                stage.name().toLowerCase(Locale.ROOT),
                facts == null ? null : facts.name(),
                facts == null ? null : facts.config().kind(),
                epoch,
                facts == null ? 0 : facts.config().recipe().epochs(),
                step,
                steps,
                List.copyOf(losses),
                facts == null ? List.of() : facts.epochs(),
                test == null ? null : test.accuracy().value(),
                error);
    }

    /** The facts of the run if its training was stopped. */
    synchronized @Nullable RunInfo stopped() {
        return stage == Stage.STOPPED ? info : null;
    }

    /** Lets the training end soon, and no other begin. */
    synchronized void end() {
        ended = true;
        stop();
    }

    /** Waits for the end of the training; its finished epochs remain. */
    @Override
    public void close() {
        end();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
