package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patternscanner.cli.FilePrediction.FoundDigit;
import org.patternscanner.cli.PredictCommand.Decoded;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.render.Percent;
import org.patternscanner.render.PredictionReport;
import org.patternscanner.render.ReportCard;
import org.patternscanner.render.TextTable;

/** What {@code cnn predict} says of its files, one after another: no picture is kept. */
final class PredictResults implements AutoCloseable {

    private static final int TOP = 3;

    private final PredictOutputs outputs;
    private final ModelOptions.Choice choice;
    private final @Nullable PredictionReport report;
    private final List<FilePrediction> predictions = new ArrayList<>();
    private final List<String> explanations = new ArrayList<>();

    private record Document(List<FilePrediction> predictions) {}

    PredictResults(PredictOutputs outputs, ModelOptions.Choice choice) throws IOException {
        this.outputs = outputs;
        this.choice = choice;
        Path page = outputs.report();
        this.report = page == null ? null : PredictionReport.begin(page);
    }

    /** Whether somebody wants to know more than the digits. */
    boolean needExplanations() {
        return outputs.explains() || report != null;
    }

    /** Whether somebody wants to see the pictures themselves. */
    boolean needThumbnails() {
        return report != null;
    }

    /**
     * Takes a picture.
     *
     * @param digits none if it could not be read
     * @param explanation of the digits, if somebody needs it
     */
    void add(Decoded picture, List<ReadDigit> digits, @Nullable Explanation explanation)
            throws IOException {
        Explanation read = picture.error() == null ? explanation : null;
        Explanation wanted = outputs.explains() ? read : null;
        FilePrediction prediction = FilePrediction.of(picture, digits, wanted);
        predictions.add(prediction);
        if (wanted != null) {
            explanations.add(outputs.explain(picture.file(), wanted, choice));
        }
        if (report != null) {
            report.add(
                    new ReportCard(
                            picture.file(),
                            picture.thumbnail(),
                            read,
                            warnings(prediction),
                            picture.error()));
        }
    }

    private static List<String> warnings(FilePrediction prediction) {
        return prediction.warnings() == null ? List.of() : prediction.warnings();
    }

    /** Finishes the page and says all; returns the exit code. */
    int finish(PrintWriter err, JsonOption result) throws IOException {
        if (report != null) {
            report.finish(choice.describe());
        }
        printWarnings(err);
        result.print("predict/1", choice, new Document(predictions), this::text);
        return predictions.stream().anyMatch(prediction -> prediction.error() != null)
                ? Exit.FAILED
                : Exit.OK;
    }

    private void printWarnings(PrintWriter err) {
        for (FilePrediction prediction : predictions) {
            if (prediction.error() != null) {
                err.println("cnn: " + PictureReader.printable(prediction.error()));
            }
            String name = PictureReader.printable(prediction.file());
            warnings(prediction).forEach(w -> err.println(name + ": " + w));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        if (predictions.stream().anyMatch(prediction -> prediction.error() == null)) {
            text.append(table());
        }
        explanations.forEach(explanation -> text.append('\n').append(explanation));
        return report == null ? text.toString() : text + "\nWritten to " + outputs.report() + "\n";
    }

    private TextTable table() {
        TextTable table =
                new TextTable(left("file"), right("read"), right("probability"), left("top 3"));
        for (FilePrediction prediction : predictions) {
            if (prediction.text() != null && prediction.digits() != null) {
                table.row(
                        PictureReader.printable(prediction.file()),
                        prediction.text(),
                        Percent.of(leastProbable(prediction.digits())),
                        prediction.probabilities() == null
                                ? each(prediction.digits())
                                : top(new Prediction(prediction.probabilities())));
            }
        }
        return table;
    }

    /** A number is as sure as its least sure digit. */
    private static double leastProbable(List<FoundDigit> digits) {
        return digits.stream().mapToDouble(FoundDigit::probability).min().orElse(0);
    }

    private static String each(List<FoundDigit> digits) {
        return digits.stream()
                .map(digit -> digit.digit() + ": " + Percent.of(digit.probability()))
                .collect(Collectors.joining(", "));
    }

    private static String top(Prediction prediction) {
        return prediction.ranked().stream()
                .limit(TOP)
                .map(digit -> digit + ": " + Percent.of(prediction.probabilities()[digit]))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        if (report != null) {
            report.close();
        }
    }
}
