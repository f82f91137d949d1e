package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.right;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.network.Classifier;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.TrainingCurves;

/** What {@code cnn train} says at the end. */
final class TrainingReport {

    private TrainingReport() {}

    static String of(Run run) {
        RunInfo info = run.info();
        RunInfo.TestResult test = info.test();
        if (test == null) {
            throw new IllegalStateException("The test set was not measured.");
        }
        return """
                %s
                test accuracy  %s
                test loss      %.4f
                measured once, with the parameters of epoch %d, %s

                The run            %s
                Its best epoch     %s
                Losses, accuracy   %s

                Next:  cnn predict digit.png%s       cnn evaluate%9$s       cnn inspect-filters%9$s
                """
                .formatted(
                        table(info),
                        EvaluateCommand.accuracy(test.accuracy()),
                        test.loss(),
                        test.epoch(),
                        info.config().validation() > 0
                                ? "the best on validation data."
                                : "the last.",
                        run.folder(),
                        run.folder().resolve(Classifier.fileName(test.epoch())),
                        curves(run),
                        // A run that no command takes by itself is named.
                        DefaultRun.whyNot(info) == null ? "" : " --model " + info.name());
    }

    /** Where they are; without fonts, only their numbers. */
    private static Path curves(Run run) {
        Path drawn = run.folder().resolve(TrainingCurves.FILE);
        return Files.exists(drawn) ? drawn : run.folder().resolve(Run.METRICS);
    }

    private static TextTable table(RunInfo info) {
        TextTable table =
                new TextTable(
                        right("epoch"),
                        right("training loss"),
                        right("validation loss"),
                        right("validation accuracy"),
                        right("seconds"));
        for (EpochMetrics metrics : info.epochs()) {
            table.row(
                    String.valueOf(metrics.epoch()),
                    "%.4f".formatted(metrics.trainLoss()),
                    orDash("%.4f", metrics.validationLoss(), 1),
                    orDash("%.2f %%", metrics.validationAccuracy(), 100),
                    "%.1f".formatted(metrics.seconds()));
        }
        return table;
    }

    private static String orDash(String format, @Nullable Double value, int factor) {
        return value == null ? "-" : format.formatted(factor * value);
    }
}
