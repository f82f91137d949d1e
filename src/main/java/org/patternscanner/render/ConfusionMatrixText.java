package org.patternscanner.render;

import java.util.ArrayList;
import java.util.List;
import org.patternscanner.render.TextTable.Column;

/** A confusion matrix as a table for the terminal. */
public final class ConfusionMatrixText {

    private ConfusionMatrixText() {}

    /**
     * The table: a row is the true digit, a column what it was read as; a dot is a zero, so that
     * the mistakes stand out.
     *
     * @param counts shape (n, n), the first index being the truth
     */
    public static String of(int[][] counts) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left("true"));
        for (int read = 0; read < counts.length; read++) {
            columns.add(Column.right(Integer.toString(read)));
        }
        columns.add(Column.right("total"));
        columns.add(Column.right("right"));
        TextTable table = new TextTable(columns);
        for (int truth = 0; truth < counts.length; truth++) {
            table.row(row(counts, truth));
        }
        return table.total(totals(counts)).toString();
    }

    private static List<String> row(int[][] counts, int truth) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(truth));
        for (int count : counts[truth]) {
            cells.add(count == 0 ? "." : Integer.toString(count));
        }
        int total = Confusion.rowTotal(counts, truth);
        cells.add(Integer.toString(total));
        cells.add(Confusion.percent(counts[truth][truth], total));
        return cells;
    }

    private static List<String> totals(int[][] counts) {
        List<String> cells = new ArrayList<>();
        cells.add("total");
        for (int read = 0; read < counts.length; read++) {
            cells.add(Integer.toString(Confusion.columnTotal(counts, read)));
        }
        int total = Confusion.total(counts);
        cells.add(Integer.toString(total));
        cells.add(Confusion.percent(Confusion.right(counts), total));
        return cells;
    }
}
