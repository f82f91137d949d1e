package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.inspection.HabitScores;
import org.patternscanner.inspection.HabitScores.Row;
import org.patternscanner.inspection.TrainedNetwork;
import org.patternscanner.render.TextTable;

/** What {@code cnn evaluate --habits} prints: networks side by side, a row for each habit. */
record HabitBoard(List<ModelOptions.Choice> networks, List<Row> rows) {

    /** Pictures a row: few enough to draw all in half a minute. */
    private static final int PICTURES = 20;

    /**
     * Measures.
     *
     * @param split decides the pictures
     */
    static HabitBoard measure(List<ModelOptions.Choice> networks, HeldOut split, Device device)
            throws IOException {
        List<TrainedNetwork> open = new ArrayList<>();
        try {
            for (ModelOptions.Choice each : networks) {
                open.add(new TrainedNetwork(each.run(), each.epoch(), device));
            }
            return new HabitBoard(
                    networks, HabitScores.of(open, PICTURES, split == HeldOut.TEST ? 0 : 1));
        } finally {
            open.forEach(TrainedNetwork::close);
        }
    }

    Fields document(HeldOut split) {
        return new Fields()
                .with("split", split.toString())
                .with("networks", networks.stream().map(ModelOptions.Choice::json).toList())
                .with("pictures", PICTURES)
                .with("rows", rows.stream().map(HabitBoard::fields).toList())
                .with(
                        "totals",
                        List.of(
                                fields(HabitScores.total(rows, true)),
                                fields(HabitScores.total(rows, false))));
    }

    private static Fields fields(Row row) {
        return new Fields()
                .with("name", row.name())
                .with("trainedOn", row.trainedOn())
                .with("right", row.right().stream().map(Proportion::successes).toList())
                .with("accuracy", row.right().stream().map(Proportion::value).toList());
    }

    String text(HeldOut split) {
        List<TextTable.Column> columns =
                new ArrayList<>(List.of(left("drawn"), left("trained on")));
        networks.forEach(each -> columns.add(right(each.run().info().name())));
        TextTable table = new TextTable(columns);
        rows.forEach(row -> table.row(cells(row, row.trainedOn() ? "yes" : "no", false)));
        table.total(cells(HabitScores.total(rows, true), "yes", true));
        table.row(cells(HabitScores.total(rows, false), "no", true));
        return "Read right, of %d drawn pictures each (%s):\n\n%s"
                .formatted(PICTURES, split, table);
    }

    private static List<String> cells(Row row, String trainedOn, boolean percent) {
        List<String> cells = new ArrayList<>(List.of(row.name(), trainedOn));
        for (Proportion right : row.right()) {
            cells.add(
                    percent
                            ? "%.1f %%".formatted(100 * right.value())
                            : String.valueOf(right.successes()));
        }
        return cells;
    }
}
