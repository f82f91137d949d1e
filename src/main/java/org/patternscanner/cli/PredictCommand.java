package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.image.BlankPictureException;
import org.patternscanner.image.DigitNormalizer;
import org.patternscanner.image.NormalizedDigit;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Predictor;
import org.patternscanner.render.Json;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn predict}: which digit is on a picture. */
@Command(
        name = "predict",
        description = "Read the digit on each picture.",
        footer = {
            "",
            "Examples:",
            "  cnn predict digit.png",
            "  cnn predict pictures/ --json",
            "  cnn predict - < digit.png"
        })
final class PredictCommand implements Callable<Integer> {

    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(png|jpe?g|gif|bmp)");
    private static final int TOP = 3;
    private static final int BATCH = 64;

    /** So many pictures take no time that a bar would shorten. */
    private static final int FEW = 200;

    @Mixin private Common common = new Common();
    @Mixin private ModelOptions model = new ModelOptions();
    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Pictures (PNG, JPEG, GIF, BMP), folders of them, or - for stdin.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    /** A picture as the network will see it, or why not. */
    private record Reading(String file, @Nullable NormalizedDigit digit, @Nullable String error) {}

    /** What became of one file: a prediction or an error. */
    private record Outcome(
            String file,
            @Nullable Integer digit,
            @Nullable Double probability,
            double @Nullable [] probabilities,
            @Nullable List<String> warnings,
            @Nullable String error) {

        static Outcome read(String file, NormalizedDigit digit, Prediction prediction) {
            return new Outcome(
                    file,
                    prediction.digit(),
                    prediction.probability(),
                    prediction.probabilities(),
                    digit.warnings(),
                    null);
        }

        static Outcome failed(String file, String error) {
            return new Outcome(file, null, null, null, null, error);
        }
    }

    private record Document(String schema, String model, int epoch, List<Outcome> predictions) {}

    @Override
    public Integer call() throws IOException {
        ModelOptions.Choice choice = model.choose(common.err());
        Device device = compute.load();
        List<Outcome> outcomes = new ArrayList<>();
        List<String> pictures = new ArrayList<>();
        for (String file : files) {
            pictures.addAll(pictures(file, outcomes));
        }
        try (Predictor predictor = new Predictor(choice.run(), choice.epoch(), device)) {
            outcomes.addAll(read(predictor, pictures));
        }
        print(choice, outcomes);
        return outcomes.stream().anyMatch(outcome -> outcome.error() != null) ? 1 : 0;
    }

    /** A folder's pictures, by name; or the file itself. */
    private static List<String> pictures(String file, List<Outcome> outcomes) throws IOException {
        Path folder = Path.of(file);
        if (file.equals(DigitPicture.STDIN) || !Files.isDirectory(folder)) {
            return List.of(file);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> pictures =
                    entries.map(Path::toString)
                            .filter(name -> PICTURE.matcher(name).matches())
                            .sorted()
                            .toList();
            if (pictures.isEmpty()) {
                outcomes.add(
                        Outcome.failed(
                                file, "'%s' holds no PNG, JPEG, GIF or BMP file.".formatted(file)));
            }
            return pictures;
        }
    }

    /** While the network reads one batch, the next is decoded, on all cores. */
    private static List<Outcome> read(Predictor predictor, List<String> pictures) {
        List<Outcome> outcomes = new ArrayList<>();
        boolean shown = pictures.size() > FEW && Terminal.detect().err();
        try (ProgressLine line = shown ? progress(pictures.size()) : ProgressLine.none()) {
            CompletableFuture<List<Reading>> next = decode(pictures, 0);
            for (int from = 0; from < pictures.size(); from += BATCH) {
                List<Reading> readings = next.join();
                next = decode(pictures, from + BATCH);
                outcomes.addAll(predict(predictor, readings));
                readings.forEach(reading -> line.step(1, ""));
            }
        }
        return outcomes;
    }

    private static ProgressLine progress(int pictures) {
        int columns = ProgressLine.columns(System.getenv());
        return ProgressLine.on(System.err, "reading", pictures, columns);
    }

    private static CompletableFuture<List<Reading>> decode(List<String> pictures, int from) {
        int start = Math.min(from, pictures.size());
        List<String> batch = pictures.subList(start, Math.min(from + BATCH, pictures.size()));
        return CompletableFuture.supplyAsync(
                () -> batch.parallelStream().map(PredictCommand::decode).toList());
    }

    private static Reading decode(String file) {
        try {
            BufferedImage picture = DigitPicture.decode(file);
            return new Reading(file, DigitNormalizer.normalize(picture), null);
        } catch (BlankPictureException e) {
            return new Reading(file, null, "'%s': %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            return new Reading(file, null, Errors.sentence(e));
        }
    }

    private static List<Outcome> predict(Predictor predictor, List<Reading> readings) {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (Reading reading : readings) {
            if (reading.digit() != null) {
                pixels.writeBytes(reading.digit().pixels());
            }
        }
        Iterator<Prediction> predictions = predictor.predictAll(pixels.toByteArray()).iterator();
        return readings.stream()
                .map(
                        reading ->
                                reading.digit() == null
                                        ? Outcome.failed(
                                                reading.file(), String.valueOf(reading.error()))
                                        : Outcome.read(
                                                reading.file(),
                                                reading.digit(),
                                                predictions.next()))
                .toList();
    }

    private void print(ModelOptions.Choice choice, List<Outcome> outcomes) {
        PrintWriter out = common.out();
        PrintWriter err = common.err();
        for (Outcome outcome : outcomes) {
            if (outcome.error() != null) {
                err.println("cnn: " + outcome.error());
            } else if (outcome.warnings() != null) {
                outcome.warnings().forEach(w -> err.println(outcome.file() + ": " + w));
            }
        }
        if (json) {
            out.println(
                    Json.toText(
                            new Document(
                                    "predict/1",
                                    choice.run().info().name(),
                                    choice.epoch(),
                                    outcomes)));
        } else if (outcomes.stream().anyMatch(outcome -> outcome.error() == null)) {
            out.print(table(outcomes));
        }
    }

    private static TextTable table(List<Outcome> outcomes) {
        TextTable table =
                new TextTable(left("file"), right("digit"), right("probability"), left("top 3"));
        for (Outcome outcome : outcomes) {
            double[] probabilities = outcome.probabilities();
            if (probabilities != null) {
                Prediction prediction = new Prediction(probabilities);
                table.row(
                        outcome.file(),
                        String.valueOf(prediction.digit()),
                        percent(prediction.probability()),
                        top(prediction));
            }
        }
        return table;
    }

    private static String top(Prediction prediction) {
        return prediction.ranked().stream()
                .limit(TOP)
                .map(digit -> digit + ": " + percent(prediction.probabilities()[digit]))
                .collect(Collectors.joining(", "));
    }

    /** Never 100 % or 0 % of what is only nearly so. */
    private static String percent(double probability) {
        if (probability > 0.9999) {
            return "> 99.99 %";
        }
        return probability < 0.0001
                ? "< 0.01 %"
                : String.format(Locale.ROOT, "%.2f %%", 100 * probability);
    }
}
