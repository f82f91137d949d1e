package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
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
import org.patternscanner.image.Box;
import org.patternscanner.image.Candidate;
import org.patternscanner.image.DigitNormalizer;
import org.patternscanner.inspection.DigitReader;
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
        description = "Read the digit or the number on each picture.",
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

    @Option(names = "--single", description = "Each picture holds one digit: never look for more.")
    private boolean single;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    /** What may be digits in a picture; or why there is none. */
    private record Decoded(String file, List<Candidate> candidates, @Nullable String error) {}

    /**
     * A digit in JSON.
     *
     * @param box left, top, width and height in pixels of the picture
     */
    private record FoundDigit(int digit, double probability, int[] box) {

        static FoundDigit of(DigitReader.ReadDigit read) {
            Box box = read.image().box();
            return new FoundDigit(
                    read.prediction().digit(),
                    read.prediction().probability(),
                    new int[] {box.left(), box.top(), box.width(), box.height()});
        }
    }

    /**
     * What became of one file: a prediction or an error.
     *
     * @param digit of a picture that holds only one
     */
    private record Outcome(
            String file,
            @Nullable String text,
            @Nullable Integer digit,
            @Nullable Double probability,
            double @Nullable [] probabilities,
            @Nullable List<FoundDigit> digits,
            @Nullable List<String> warnings,
            @Nullable String error) {

        static Outcome read(String file, List<DigitReader.ReadDigit> read) {
            Prediction only = read.size() == 1 ? read.get(0).prediction() : null;
            return new Outcome(
                    file,
                    text(read),
                    only == null ? null : only.digit(),
                    only == null ? null : only.probability(),
                    only == null ? null : only.probabilities(),
                    read.stream().map(FoundDigit::of).toList(),
                    allWarnings(read),
                    null);
        }

        static Outcome failed(String file, String error) {
            return new Outcome(file, null, null, null, null, null, null, error);
        }

        private static String text(List<DigitReader.ReadDigit> read) {
            return read.stream()
                    .map(digit -> String.valueOf(digit.prediction().digit()))
                    .collect(Collectors.joining());
        }
    }

    /** Each digit's; where there are several, it is said which one it is. */
    private static List<String> allWarnings(List<DigitReader.ReadDigit> read) {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            String which =
                    read.size() == 1
                            ? ""
                            : "Digit %d (%d): ".formatted(i + 1, read.get(i).prediction().digit());
            read.get(i).warnings().forEach(warning -> warnings.add(which + warning));
        }
        return warnings;
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
            outcomes.addAll(read(new DigitReader(predictor), pictures));
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
    private List<Outcome> read(DigitReader reader, List<String> pictures) {
        List<Outcome> outcomes = new ArrayList<>();
        boolean shown = pictures.size() > FEW && Terminal.detect().err();
        try (ProgressLine line = shown ? progress(pictures.size()) : ProgressLine.none()) {
            CompletableFuture<List<Decoded>> next = decode(pictures, 0);
            for (int from = 0; from < pictures.size(); from += BATCH) {
                List<Decoded> decoded = next.join();
                next = decode(pictures, from + BATCH);
                outcomes.addAll(readBatch(reader, decoded));
                decoded.forEach(picture -> line.step(1, ""));
            }
        }
        return outcomes;
    }

    private static ProgressLine progress(int pictures) {
        int columns = ProgressLine.columns(System.getenv());
        return ProgressLine.on(System.err, "reading", pictures, columns);
    }

    private CompletableFuture<List<Decoded>> decode(List<String> pictures, int from) {
        int start = Math.min(from, pictures.size());
        List<String> batch = pictures.subList(start, Math.min(from + BATCH, pictures.size()));
        return CompletableFuture.supplyAsync(
                () -> batch.parallelStream().map(this::decode).toList());
    }

    private Decoded decode(String file) {
        try {
            BufferedImage picture = DigitPicture.decode(file);
            List<Candidate> candidates =
                    single
                            ? List.of(new Candidate(0, 1, DigitNormalizer.normalize(picture)))
                            : DigitNormalizer.candidates(picture);
            return new Decoded(file, candidates, null);
        } catch (BlankPictureException e) {
            return new Decoded(file, List.of(), "'%s': %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            return new Decoded(file, List.of(), Errors.sentence(e));
        }
    }

    private static List<Outcome> readBatch(DigitReader reader, List<Decoded> pictures) {
        Iterator<List<DigitReader.ReadDigit>> read =
                reader.readAll(pictures.stream().map(Decoded::candidates).toList()).iterator();
        List<Outcome> outcomes = new ArrayList<>();
        for (Decoded picture : pictures) {
            List<DigitReader.ReadDigit> digits = read.next();
            outcomes.add(
                    picture.error() == null
                            ? Outcome.read(picture.file(), digits)
                            : Outcome.failed(picture.file(), picture.error()));
        }
        return outcomes;
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
                new TextTable(left("file"), right("read"), right("probability"), left("top 3"));
        for (Outcome outcome : outcomes) {
            if (outcome.text() != null && outcome.digits() != null) {
                table.row(
                        outcome.file(),
                        outcome.text(),
                        percent(leastProbable(outcome.digits())),
                        outcome.probabilities() == null
                                ? each(outcome.digits())
                                : top(new Prediction(outcome.probabilities())));
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
                .map(digit -> digit.digit() + ": " + percent(digit.probability()))
                .collect(Collectors.joining(", "));
    }

    private static String top(Prediction prediction) {
        return prediction.ranked().stream()
                .limit(TOP)
                .map(digit -> digit + ": " + percent(prediction.probabilities()[digit]))
                .collect(Collectors.joining(", "));
    }

    /** Never 100 % or 0 % of what is only nearly so. */
    static String percent(double probability) {
        if (probability > 0.9999) {
            return "> 99.99 %";
        }
        return probability < 0.0001
                ? "< 0.01 %"
                : String.format(Locale.ROOT, "%.2f %%", 100 * probability);
    }
}
