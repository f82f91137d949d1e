package org.patternscanner.cli;

import java.io.PrintWriter;
import java.util.function.DoubleSupplier;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.training.TrainingEvents;

/** What a person sees of a training while it runs: a bar on a terminal, and a line an epoch. */
final class TrainingProgress implements TrainingEvents, AutoCloseable {

    /** Reading the loss waits for the device, so it is read seldom. */
    private static final long NANOS_BETWEEN_READS = 500_000_000;

    private final Terminal terminal = Terminal.detect();
    private final PrintWriter err;
    private final boolean quiet;
    private final boolean bar;
    private ProgressLine line = ProgressLine.none();
    private String message = "";
    private long lastRead;
    private int epochs;

    TrainingProgress(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
        this.bar = terminal.err() && !quiet;
    }

    @Override
    public void started(RunInfo run, int trainingImages) {
        epochs = run.config().recipe().epochs();
        say(
                "Run %s: %,d images, %d %s of batches of %d, seed %d, on %s with %d %s."
                        .formatted(
                                run.name(),
                                trainingImages,
                                epochs,
                                epochs == 1 ? "epoch" : "epochs",
                                run.config().recipe().batchSize(),
                                run.config().seed(),
                                run.config().device(),
                                run.config().threads(),
                                run.config().threads() == 1 ? "thread" : "threads"));
        Recipe recipe = run.config().recipe();
        say("Recipe %s: %s.".formatted(recipe.name(), recipe.describe()));
        if (run.lastEpoch() > 0) {
            say(
                    run.isTrained()
                            ? "All its epochs are finished."
                            : "It goes on after epoch %d.".formatted(run.lastEpoch()));
        }
    }

    @Override
    public void epochStarted(int epoch, int steps) {
        message = "";
        lastRead = System.nanoTime();
        if (bar) {
            line = terminal.progress("epoch %d/%d".formatted(epoch, epochs), steps);
        }
    }

    @Override
    public void stepFinished(int step, int images, DoubleSupplier loss) {
        if (bar) {
            long now = System.nanoTime();
            if (now - lastRead > NANOS_BETWEEN_READS) {
                lastRead = now;
                message = "loss %.4f".formatted(loss.getAsDouble());
            }
            line.step(images, message);
        }
    }

    @Override
    public void epochFinished(RunInfo run, EpochMetrics metrics) {
        closeLine();
        String validation =
                metrics.validationAccuracy() == null
                        ? ""
                        : ", validation loss %.4f, accuracy %.2f %%"
                                .formatted(
                                        metrics.validationLoss(),
                                        100 * metrics.validationAccuracy());
        say(
                "epoch %d/%d: training loss %.4f%s, %.1f s"
                        .formatted(
                                metrics.epoch(),
                                epochs,
                                metrics.trainLoss(),
                                validation,
                                metrics.seconds()));
    }

    /**
     * After Ctrl-C.
     *
     * @param models what else the command needs to find the run again, or nothing
     */
    void stopped(RunInfo run, String models) {
        closeLine();
        String kept =
                run.lastEpoch() == 0
                        ? "Stopped before the first epoch was finished."
                        : "Stopped after %d of %d epochs, which are kept."
                                .formatted(run.lastEpoch(), epochs);
        say("%s Go on with: cnn train --resume %s%s".formatted(kept, run.name(), models));
    }

    /** Erases the bar, so that what is said next, perhaps an error, has a line of its own. */
    @Override
    public void close() {
        closeLine();
    }

    private void closeLine() {
        line.close();
        line = ProgressLine.none();
    }

    private void say(String text) {
        if (!quiet) {
            err.println(text);
            err.flush();
        }
    }
}
