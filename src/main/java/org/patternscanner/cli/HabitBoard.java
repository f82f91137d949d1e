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
import org.patternscanner.inspection.StatedProbability;
import org.patternscanner.inspection.TrainedNetwork;
import org.patternscanner.render.TextTable;

/** What {@code cnn evaluate --habits} prints: networks side by side, a row for each habit. */
record HabitBoard(List<ModelOptions.Choice> networks, HabitScores scores) {

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
                .with("rows", scores.rows().stream().map(HabitBoard::fields).toList())
                .with("totals", scores.totals().stream().map(HabitBoard::fields).toList())
                .with("stated", scores.stated());
    }

    private static Fields fields(Row row) {
        return new Fields()
                .with("name", row.name())
                .with("isDigit", row.isDigit())
                .with("trainedOn", row.trainedOn())
                .with("right", row.right().stream().map(Proportion::successes).toList())
                .with("accuracy", row.right().stream().map(Proportion::value).toList());
    }

    String text(HeldOut split) {
        List<TextTable.Column> columns =
                new ArrayList<>(List.of(left("drawn"), left("trained on")));
        networks.forEach(each -> columns.add(right(each.run().info().name())));
        TextTable table = new TextTable(columns);
        scores.rows().forEach(row -> table.row(cells(row, false)));
        List<Row> totals = scores.totals();
        table.total(cells(totals.get(0), true));
        totals.subList(1, totals.size()).forEach(total -> table.row(cells(total, true)));
        return """
                Read right, of %d drawn pictures each (%s); of signs that are no digit, in doubt:

                %s
                How sure the networks say they are, and how often they are right, of so many:

                %s"""
                .formatted(PICTURES, split, table, stated());
    }

    private TextTable stated() {
        List<TextTable.Column> columns = new ArrayList<>(List.of(left("probability")));
        networks.forEach(each -> columns.add(right(each.run().info().name())));
        TextTable table = new TextTable(columns);
        for (int i = 0; i < scores.stated().get(0).size(); i++) {
            int interval = i;
            StatedProbability first = scores.stated().get(0).get(i);
            List<String> cells = new ArrayList<>();
            cells.add("%.0f to %.0f %%".formatted(100 * first.from(), 100 * first.to()));
            scores.stated().forEach(network -> cells.add(cell(network.get(interval))));
            table.row(cells);
        }
        return table;
    }

    private static String cell(StatedProbability stated) {
        return stated.count() == 0
                ? "-"
                : "%.1f %%: %.1f %% (%d)"
                        .formatted(100 * stated.stated(), 100 * stated.reached(), stated.count());
    }

    private static List<String> cells(Row row, boolean percent) {
        List<String> cells = new ArrayList<>(List.of(row.name(), row.trainedOn() ? "yes" : "no"));
        for (Proportion right : row.right()) {
            cells.add(
                    percent
                            ? "%.1f %%".formatted(100 * right.value())
                            : String.valueOf(right.successes()));
        }
        return cells;
    }
}
