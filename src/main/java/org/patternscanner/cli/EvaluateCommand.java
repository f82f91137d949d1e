package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.inspection.Evaluation.Mistake;
import org.patternscanner.render.ConfusionMatrixImage;
import org.patternscanner.render.ConfusionMatrixText;
import org.patternscanner.render.DigitSheet;
import org.patternscanner.render.NpyFile;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn evaluate}: how well a trained network reads. */
@Command(
        name = "evaluate",
        description = "Measure a trained network: accuracy, confusions, mistakes.",
        footer = {
            "  cnn evaluate",
            "  cnn evaluate --model pretrained --corruptions --output report",
            "  cnn evaluate --habits"
        })
final class EvaluateCommand extends CliCommand {

    private static final int MOST_MISTAKES_SHOWN = 120;
    private static final int COLUMNS = 10;

    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private RunImages learned = new RunImages();

    @Option(
            names = "--split",
            paramLabel = "test|validation",
            description = "Which images (test); those held out during training are 'validation'.")
    private HeldOut split = HeldOut.TEST;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Write confusion.png and mistakes.png into this folder; with --corruptions"
                            + " corruptions.png.")
    private @Nullable Path output;

    @Option(
            names = "--logits",
            paramLabel = "FILE",
            description = "Write the logits, ten an image, into this .npy file.")
    private @Nullable Path logitsFile;

    @Option(
            names = "--corruptions",
            description =
                    "Measure it on the same images under fifteen kinds of damage: noise, blur, fog,"
                            + " lines and so on.")
    private boolean corruptions;

    @Option(
            names = "--habits",
            description =
                    "Measure on drawn digits instead, by habit of writing: the networks 'plain' and"
                            + " 'pretrained', and that of --model.")
    private boolean habits;

    @Mixin private JsonOption result = new JsonOption();

    @Override
    public Integer call() throws IOException {
        if (habits) {
            return measureHabits();
        }
        if (logitsFile != null) {
            if (corruptions) {
                throw new UsageException("--logits does not go with --corruptions.");
            }
            OutputFile.requireEnding("--logits", logitsFile, ".npy", "an array of NumPy");
        }
        ModelOptions.Choice choice = model.choose(err());
        Device device = compute.load();
        LabelledImages images = split.of(choice.run(), learned);
        if (corruptions) {
            return damaged(choice, images, device);
        }
        float[][] logits = Evaluation.logits(choice.run(), choice.epoch(), images, device);
        Evaluation evaluation =
                Evaluation.of(
                        logits, images.labels(), choice.run().info().temperature(choice.epoch()));
        if (logitsFile != null) {
            WholeFile.write(logitsFile, NpyFile.of(logits));
        }
        result.print("evaluate/1", choice, document(evaluation), () -> text(choice, evaluation));
        if (output != null) { // a picture that cannot be drawn does not cost the figures
            writePictures(choice, images, evaluation, output);
        }
        return Exit.OK;
    }

    private int damaged(ModelOptions.Choice choice, LabelledImages images, Device device)
            throws IOException {
        CorruptionTable table =
                CorruptionTable.of(ModelOptions.besidePlain(choice), images, device);
        String measured =
                "%s, on the %d %s images".formatted(choice.describe(), images.size(), split);
        result.print(
                "evaluate-corruptions/1",
                choice,
                table.document(images.size()).with("split", split.toString()),
                () ->
                        """
                        %s, damaged in fifteen ways:

                        %s
                        off by: how far probabilities are from the accuracy, on average.
                        The damage is this program's own; figures of MNIST-C are others.
                        """
                                .formatted(measured, table.text()));
        if (output != null) {
            Png.write(
                    CorruptionTable.picture(images, split + " images"),
                    output.resolve("corruptions.png"));
        }
        return Exit.OK;
    }

    private int measureHabits() throws IOException {
        if (output != null || logitsFile != null || corruptions) {
            throw new UsageException(
                    "%s does not go with --habits, which measures on drawn digits.",
                    corruptions ? "--corruptions" : output != null ? "--output" : "--logits");
        }
        List<ModelOptions.Choice> networks = model.besideThoseOfTheProgram();
        HabitBoard board = HabitBoard.measure(networks, split, compute.load());
        result.print("habits/1", board.document(split), () -> board.text(split));
        return Exit.OK;
    }

    private Fields document(Evaluation evaluation) {
        Proportion accuracy = evaluation.score().accuracy();
        return new Fields()
                .with("split", split.toString())
                .with("count", accuracy.trials())
                .with("accuracy", accuracy.value())
                .with("interval", new double[] {accuracy.low(), accuracy.high()})
                .with("loss", evaluation.score().loss())
                .with("confidence", evaluation.confidence())
                .with("confusion", evaluation.confusion())
                .with(
                        "perDigit",
                        evaluation.perDigit().stream().map(EvaluateCommand::digit).toList())
                .with("mistakes", evaluation.mistakes());
    }

    private static Fields digit(Evaluation.PerDigit row) {
        return new Fields()
                .with("digit", row.digit())
                .with("precision", orZero(row.precision()))
                .with("recall", orZero(row.recall()));
    }

    /** JSON has no NaN: of a digit that was never read, the precision is given as 0. */
    private static double orZero(Proportion proportion) {
        return proportion.trials() == 0 ? 0 : proportion.value();
    }

    private String text(ModelOptions.Choice choice, Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                %s, on the %d %s images:

                accuracy     %s
                loss         %.4f (%.4f before temperature %.2f)
                calibration  %s

                How often each digit (row) was read as each (column):

                %s
                %s
                """
                        .formatted(
                                choice.describe(),
                                evaluation.score().accuracy().trials(),
                                split,
                                accuracy(evaluation.score().accuracy()),
                                evaluation.confidence().loss(),
                                evaluation.score().loss(),
                                evaluation.confidence().temperature(),
                                calibration(evaluation.confidence()),
                                ConfusionMatrixText.of(evaluation.confusion()),
                                perDigit(evaluation)));
        if (output == null) {
            text.append("As pictures, with the mistakes: cnn evaluate --output DIR\n");
        } else {
            text.append(
                    "Drawn in %s%s\n"
                            .formatted(
                                    output.resolve("confusion.png"),
                                    evaluation.mistakes().isEmpty() ? "" : " and mistakes.png"));
        }
        return text.toString();
    }

    /** As in "99.23 % (9923 of 10000; 95 % interval 99.04 to 99.38 %)". */
    static String accuracy(Proportion accuracy) {
        return "%.2f %% (%d of %d; 95 %% interval %.2f to %.2f %%)"
                .formatted(
                        100 * accuracy.value(),
                        accuracy.successes(),
                        accuracy.trials(),
                        100 * accuracy.low(),
                        100 * accuracy.high());
    }

    private static String calibration(Evaluation.Confidence confidence) {
        return "probabilities are off by %.2f %% on average (%.2f %% before temperature %.2f)"
                .formatted(
                        100 * confidence.error(),
                        100 * confidence.errorWithout(),
                        confidence.temperature());
    }

    private static TextTable perDigit(Evaluation evaluation) {
        TextTable table = new TextTable(right("digit"), right("precision"), right("recall"));
        for (Evaluation.PerDigit row : evaluation.perDigit()) {
            table.row(String.valueOf(row.digit()), percent(row.precision()), percent(row.recall()));
        }
        return table;
    }

    private static String percent(Proportion proportion) {
        return proportion.trials() == 0 ? "-" : "%.2f %%".formatted(100 * proportion.value());
    }

    private void writePictures(
            ModelOptions.Choice choice, LabelledImages images, Evaluation evaluation, Path folder)
            throws IOException {
        String subtitle = "%s, %s images".formatted(choice.describe(), split);
        Png.write(
                ConfusionMatrixImage.of(evaluation.confusion(), subtitle),
                folder.resolve("confusion.png"));
        List<byte[]> digits = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (Mistake mistake : evaluation.mistakes()) {
            if (digits.size() < MOST_MISTAKES_SHOWN) {
                digits.add(images.image(mistake.index()));
                captions.add(
                        "%d, read %d (%.0f %%)"
                                .formatted(
                                        mistake.truth(),
                                        mistake.read(),
                                        100 * mistake.probability()));
            }
        }
        Path file = folder.resolve("mistakes.png");
        if (digits.isEmpty()) {
            Files.deleteIfExists(file); // of another network
        } else {
            String title =
                    digits.size() == evaluation.mistakes().size()
                            ? "All %d mistakes".formatted(digits.size())
                            : "The surest %d of %d mistakes"
                                    .formatted(digits.size(), evaluation.mistakes().size());
            Png.write(DigitSheet.of(title, subtitle, digits, captions, COLUMNS), file);
        }
    }
}
