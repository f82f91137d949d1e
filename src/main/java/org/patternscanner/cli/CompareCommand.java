package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.McNemar;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Comparison;
import org.patternscanner.inspection.Comparison.Entry;
import org.patternscanner.inspection.Comparison.Pair;
import org.patternscanner.render.Curves;
import org.patternscanner.render.Json;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cnn compare}: which of several networks reads better, and whether that is more than luck.
 */
@Command(
        name = "compare",
        description = "Compare trainings: their accuracy, their curves, and what of it is noise.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn compare first-try pretrained --output compare.png",
            "  cnn compare first-try pretrained --split validation"
        })
final class CompareCommand implements Callable<Integer> {

    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description =
                    "Two runs or more: their names or folders. The best epoch of each counts.")
    private List<String> references = new ArrayList<>();

    @Mixin private ModelOptions.StoreOptions store = new ModelOptions.StoreOptions();

    @Option(
            names = "--split",
            paramLabel = "test|validation",
            defaultValue = "test",
            description = "Which images (test). To choose between settings, take 'validation'.")
    private String split = "test";

    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Draw the curves of all runs into this PNG.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    private record RunJson(
            String run,
            int epoch,
            int epochs,
            String recipe,
            double accuracy,
            double[] interval,
            double loss,
            @Nullable Double secondsPerEpoch) {}

    private record PairJson(
            String first,
            String second,
            int onlyFirst,
            int onlySecond,
            double p,
            boolean withinNoise) {}

    private record Document(
            String schema, String split, int count, List<RunJson> runs, List<PairJson> pairs) {}

    @Override
    public Integer call() throws IOException {
        OutputFile.requirePng("--output", output);
        List<Run> runs = open();
        Device device = compute.load();
        LabelledImages images = EvaluateCommand.images(runs.get(0), split);
        Comparison comparison = Comparison.of(runs, images, device);
        List<String> names = labels(runs);
        if (output != null) {
            Png.write(curves(runs, names), output);
        }
        if (json) {
            common.out().println(Json.toText(document(comparison, names)));
        } else {
            common.out().print(text(comparison, names));
        }
        return 0;
    }

    /** Finished epochs of the same images, or a sentence. */
    private List<Run> open() throws IOException {
        if (references.size() == 1) {
            throw new IllegalArgumentException(
                    "Name another run to compare %s with.".formatted(references.get(0)));
        }
        List<Run> runs = new ArrayList<>();
        for (String reference : references) {
            Run run = store.open(reference);
            if (run.info().lastEpoch() == 0) {
                throw new IOException(
                        "Run %s has no finished epoch yet: there is nothing to compare."
                                .formatted(run.info().name()));
            }
            runs.add(run);
        }
        Run first = runs.get(0);
        for (Run run : runs) {
            if (!run.info().dataSha256().equals(first.info().dataSha256())) {
                throw new IOException(
                        "Runs %s and %s belong to different images: they cannot be compared."
                                .formatted(first.info().name(), run.info().name()));
            }
            if (split.equals("validation")
                    && run.info().config().validation() != first.info().config().validation()) {
                throw new IOException(
                        "Runs %s and %s held out different images for validation: compare them on --split test."
                                .formatted(first.info().name(), run.info().name()));
            }
        }
        return runs;
    }

    private static BufferedImage curves(List<Run> runs, List<String> names) throws IOException {
        Map<String, List<EpochMetrics>> epochs = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).info().config().validation() == 0) {
                throw new IOException(
                        "Run %s held out no image for validation, so it has no curve: leave --output out."
                                .formatted(names.get(i)));
            }
            epochs.put(names.get(i), runs.get(i).info().epochs());
        }
        return Curves.compared("%d runs".formatted(runs.size()), epochs);
    }

    /** Runs from different folders may have the same name. */
    private static List<String> labels(List<Run> runs) {
        List<String> labels = new ArrayList<>();
        for (Run run : runs) {
            String name = run.info().name();
            labels.add(labels.contains(name) ? "%s (%d)".formatted(name, labels.size() + 1) : name);
        }
        return labels;
    }

    private String text(Comparison comparison, List<String> names) {
        int count = comparison.entries().get(0).score().accuracy().trials();
        return """
                On the %d %s images:

                %s
                %s
                p: how often two equally good networks would differ so much (McNemar's exact
                test). %s
                """
                        .formatted(
                                count,
                                split,
                                runs(comparison, names),
                                pairs(comparison, names),
                                rule(comparison))
                + (output == null
                        ? "As curves: cnn compare ... --output compare.png\n"
                        : "Drawn in %s\n".formatted(output));
    }

    private static String rule(Comparison comparison) {
        int pairs = comparison.pairs().size();
        return pairs == 1
                ? "From %s on it is called noise.".formatted(McNemar.SIGNIFICANT)
                : "From %s / %d on it is called noise, for %d pairs are compared."
                        .formatted(McNemar.SIGNIFICANT, pairs, pairs);
    }

    private static TextTable runs(Comparison comparison, List<String> names) {
        TextTable table =
                new TextTable(
                        left("run"),
                        left("recipe"),
                        right("epoch"),
                        right("accuracy"),
                        right("95 % interval"),
                        right("loss"),
                        right("s/epoch"));
        for (Entry entry : comparison.entries()) {
            Proportion accuracy = entry.score().accuracy();
            table.row(
                    name(comparison, entry, names),
                    entry.run().info().config().recipe().name(),
                    "%d of %d".formatted(entry.epoch(), entry.run().info().lastEpoch()),
                    "%.2f %%".formatted(100 * accuracy.value()),
                    "%.2f to %.2f %%".formatted(100 * accuracy.low(), 100 * accuracy.high()),
                    "%.4f".formatted(entry.score().loss()),
                    entry.run().info().isImported()
                            ? "-"
                            : "%.1f".formatted(secondsPerEpoch(entry)));
        }
        return table;
    }

    private static String name(Comparison comparison, Entry entry, List<String> names) {
        return names.get(comparison.entries().indexOf(entry));
    }

    private static double secondsPerEpoch(Entry entry) {
        return entry.run().info().epochs().stream()
                .mapToDouble(EpochMetrics::seconds)
                .average()
                .orElse(0);
    }

    private static TextTable pairs(Comparison comparison, List<String> names) {
        TextTable table =
                new TextTable(
                        left("first"),
                        left("second"),
                        right("only first right"),
                        right("only second right"),
                        right("p"),
                        left("difference"));
        for (Pair pair : comparison.pairs()) {
            McNemar difference = pair.difference();
            table.row(
                    name(comparison, pair.first(), names),
                    name(comparison, pair.second(), names),
                    String.valueOf(difference.onlyFirst()),
                    String.valueOf(difference.onlySecond()),
                    p(difference.pValue()),
                    verdict(difference, comparison.pairs().size()));
        }
        return table;
    }

    private static String p(double value) {
        return value < 0.0001 ? "< 0.0001" : "%.4f".formatted(value);
    }

    private static String verdict(McNemar difference, int comparisons) {
        if (!difference.isSignificant(comparisons)) {
            return "within noise";
        }
        return difference.onlyFirst() > difference.onlySecond()
                ? "first is better"
                : "second is better";
    }

    private Document document(Comparison comparison, List<String> names) {
        List<RunJson> runs =
                comparison.entries().stream()
                        .map(entry -> runJson(name(comparison, entry, names), entry))
                        .toList();
        int count = comparison.pairs().size();
        List<PairJson> pairs =
                comparison.pairs().stream()
                        .map(
                                pair ->
                                        new PairJson(
                                                name(comparison, pair.first(), names),
                                                name(comparison, pair.second(), names),
                                                pair.difference().onlyFirst(),
                                                pair.difference().onlySecond(),
                                                pair.difference().pValue(),
                                                !pair.difference().isSignificant(count)))
                        .toList();
        int images = comparison.entries().get(0).score().accuracy().trials();
        return new Document("compare/1", split, images, runs, pairs);
    }

    private static RunJson runJson(String name, Entry entry) {
        Proportion accuracy = entry.score().accuracy();
        return new RunJson(
                name,
                entry.epoch(),
                entry.run().info().lastEpoch(),
                entry.run().info().config().recipe().name(),
                accuracy.value(),
                new double[] {accuracy.low(), accuracy.high()},
                entry.score().loss(),
                entry.run().info().isImported() ? null : secondsPerEpoch(entry));
    }
}
