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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.patternscanner.data.Corruption;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.render.DigitSheet;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;

/**
 * How networks read damaged images, side by side.
 *
 * @param networks one a column
 * @param rows the images as they are, then each {@link Corruption} of them
 * @param mean of all rows but the first, one a network
 */
record CorruptionTable(List<ModelOptions.Choice> networks, List<Row> rows, List<Result> mean) {

    /** Which damage is drawn; so every network gets the same images, today and later. */
    private static final long SEED = 1;

    /**
     * One kind of damage.
     *
     * @param results one a network
     */
    record Row(String corruption, List<Result> results) {}

    /**
     * What a network made of it.
     *
     * @param accuracy from 0 to 1
     * @param calibration expected, from 0 to 1, with the network's temperature
     */
    record Result(double accuracy, double calibration) {}

    static CorruptionTable of(
            List<ModelOptions.Choice> networks, LabelledImages images, Device device)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        Map<String, UnaryOperator<LabelledImages>> kinds = kinds();
        try (ProgressLine line =
                Terminal.detect().progress("reading", (long) kinds.size() * networks.size())) {
            for (Map.Entry<String, UnaryOperator<LabelledImages>> kind : kinds.entrySet()) {
                LabelledImages damaged = kind.getValue().apply(images);
                List<Result> results = new ArrayList<>();
                for (ModelOptions.Choice each : networks) {
                    Evaluation read = Evaluation.of(each.run(), each.epoch(), damaged, device);
                    results.add(
                            new Result(read.score().accuracy().value(), read.confidence().error()));
                    line.step(images.size(), kind.getKey());
                }
                rows.add(new Row(kind.getKey(), results));
            }
        }
        List<Result> mean =
                IntStream.range(0, networks.size())
                        .mapToObj(network -> mean(rows.subList(1, rows.size()), network))
                        .toList();
        return new CorruptionTable(networks, rows, mean);
    }

    private static Map<String, UnaryOperator<LabelledImages>> kinds() {
        Map<String, UnaryOperator<LabelledImages>> kinds = new LinkedHashMap<>();
        kinds.put("none", images -> images);
        for (Corruption corruption : Corruption.values()) {
            kinds.put(corruption.toString(), images -> corruption.of(images, SEED));
        }
        return kinds;
    }

    private static Result mean(List<Row> rows, int network) {
        double accuracy = 0;
        double error = 0;
        for (Row row : rows) {
            accuracy += row.results.get(network).accuracy / rows.size();
            error += row.results.get(network).calibration / rows.size();
        }
        return new Result(accuracy, error);
    }

    private List<String> names() {
        return networks.stream().map(each -> each.run().info().name()).toList();
    }

    Fields document(int count) {
        return new Fields()
                .with("count", count)
                .with("seed", SEED)
                .with("networks", names())
                .with("rows", rows)
                .with("mean", mean);
    }

    TextTable text() {
        List<TextTable.Column> columns = new ArrayList<>(List.of(left("corruption")));
        names().forEach(name -> columns.addAll(List.of(right(name), right("off by"))));
        TextTable table = new TextTable(columns);
        rows.forEach(row -> table.row(cells(row)));
        return table.total(cells(new Row("mean of the fifteen", mean)));
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.corruption));
        for (Result result : row.results) {
            cells.add("%.2f %%".formatted(100 * result.accuracy));
            cells.add("%.1f %%".formatted(100 * result.calibration));
        }
        return cells;
    }

    /** Each corruption of the first image of every class. */
    static BufferedImage picture(LabelledImages images, String subtitle) {
        int[] firsts =
                IntStream.range(0, LabelledImages.CLASSES)
                        .flatMap(label -> IntStream.of(images.indicesOf(label)).limit(1))
                        .toArray();
        List<byte[]> digits = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        kinds().forEach(
                        (name, kind) -> {
                            LabelledImages damaged = kind.apply(images.select(firsts));
                            for (int i = 0; i < firsts.length; i++) {
                                digits.add(damaged.image(i));
                                captions.add(name);
                            }
                        });
        return DigitSheet.of("Fifteen corruptions", subtitle, digits, captions, firsts.length);
    }
}
