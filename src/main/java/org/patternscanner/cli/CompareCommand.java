package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.McNemar;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Comparison;
import org.patternscanner.inspection.Comparison.Entry;
import org.patternscanner.render.Curves;
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
        footer = {
            "  cnn compare first-try pretrained --output compare.png",
            "  cnn compare first-try pretrained --split validation"
        })
final class CompareCommand extends CliCommand {

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
            description = "Which images (test). To choose between settings, take 'validation'.")
    private HeldOut split = HeldOut.TEST;

    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private RunImages learned = new RunImages();

    @Mixin private ResultOptions result = new ResultOptions();

    /** A run in the table and in JSON. */
    private record Row(
            String run,
            int epoch,
            int epochs,
            String recipe,
            double accuracy,
            double[] interval,
            double loss,
            @Nullable Double secondsPerEpoch) {

        static Row of(String name, Entry entry) {
            RunInfo info = entry.run().info();
            Proportion accuracy = entry.score().accuracy();
            return new Row(
                    name,
                    entry.epoch(),
                    info.lastEpoch(),
                    info.config().recipe().name(),
                    accuracy.value(),
                    new double[] {accuracy.low(), accuracy.high()},
                    entry.score().loss(),
                    info.isImported() ? null : secondsPerEpoch(info));
        }

        private static double secondsPerEpoch(RunInfo info) {
            return info.epochs().stream().mapToDouble(EpochMetrics::seconds).average().orElse(0);
        }
    }

    /** Two runs in the table and in JSON. */
    private record PairRow(
            String first,
            String second,
            int onlyFirst,
            int onlySecond,
            double p,
            boolean withinNoise) {

        String verdict() {
            if (withinNoise) {
                return "within noise";
            }
            return onlyFirst > onlySecond ? "first is better" : "second is better";
        }
    }

    private record Document(String split, int count, List<Row> runs, List<PairRow> pairs) {}

    @Override
    public Integer call() throws IOException {
        result.requireSensible(null);
        List<Run> runs = open();
        Device device = compute.load();
        LabelledImages images = split.of(runs.get(0), learned);
        Comparison comparison = Comparison.of(runs, images, device);
        List<String> names = labels(runs);
        result.draw(() -> curves(runs, names));
        Document document = document(comparison, names);
        result.print("compare/1", document, () -> text(document));
        return Exit.OK;
    }

    /** Finished epochs of the same images, or a sentence. */
    private List<Run> open() throws IOException {
        if (references.size() == 1) {
            throw new UsageException("Name another run to compare %s with.", references.get(0));
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
            if (split == HeldOut.VALIDATION
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

    private Document document(Comparison comparison, List<String> names) {
        List<Entry> entries = comparison.entries();
        List<Row> rows =
                IntStream.range(0, entries.size())
                        .mapToObj(i -> Row.of(names.get(i), entries.get(i)))
                        .toList();
        int count = comparison.pairs().size();
        List<PairRow> pairs =
                comparison.pairs().stream()
                        .map(
                                pair ->
                                        new PairRow(
                                                names.get(entries.indexOf(pair.first())),
                                                names.get(entries.indexOf(pair.second())),
                                                pair.difference().onlyFirst(),
                                                pair.difference().onlySecond(),
                                                pair.difference().pValue(),
                                                !pair.difference().isSignificant(count)))
                        .toList();
        int images = entries.get(0).score().accuracy().trials();
        return new Document(split.toString(), images, rows, pairs);
    }

    private String text(Document document) {
        return """
                On the %d %s images:

                %s
                %s
                p: how often two equally good networks would differ so much (McNemar's exact
                test). %s
                """
                        .formatted(
                                document.count,
                                split,
                                runs(document.runs),
                                pairs(document.pairs),
                                rule(document.pairs.size()))
                + result.whereDrawn("As curves: cnn compare ... --output compare.png\n");
    }

    private static String rule(int pairs) {
        return pairs == 1
                ? "From %s on it is called noise.".formatted(McNemar.SIGNIFICANT)
                : "From %s / %d on it is called noise, for %d pairs are compared."
                        .formatted(McNemar.SIGNIFICANT, pairs, pairs);
    }

    private static TextTable runs(List<Row> rows) {
        TextTable table =
                new TextTable(
                        left("run"),
                        left("recipe"),
                        right("epoch"),
                        right("accuracy"),
                        right("95 % interval"),
                        right("loss"),
                        right("s/epoch"));
        for (Row row : rows) {
            table.row(
                    row.run,
                    row.recipe,
                    "%d of %d".formatted(row.epoch, row.epochs),
                    "%.2f %%".formatted(100 * row.accuracy),
                    "%.2f to %.2f %%".formatted(100 * row.interval[0], 100 * row.interval[1]),
                    "%.4f".formatted(row.loss),
                    row.secondsPerEpoch == null ? "-" : "%.1f".formatted(row.secondsPerEpoch));
        }
        return table;
    }

    private static TextTable pairs(List<PairRow> pairs) {
        TextTable table =
                new TextTable(
                        left("first"),
                        left("second"),
                        right("only first right"),
                        right("only second right"),
                        right("p"),
                        left("difference"));
        for (PairRow pair : pairs) {
            table.row(
                    pair.first,
                    pair.second,
                    String.valueOf(pair.onlyFirst),
                    String.valueOf(pair.onlySecond),
                    pair.p < 0.0001 ? "< 0.0001" : "%.4f".formatted(pair.p),
                    pair.verdict());
        }
        return table;
    }
}
