package org.patternscanner.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for the terminal: a header, rows, and perhaps a last row of totals under a line.
 *
 * <pre>
 * layer   parameters
 * ------  ----------
 * conv1          320
 * conv2       18,496
 * ------  ----------
 * total       18,816
 * </pre>
 */
public final class TextTable {

    private static final String BETWEEN = "  ";

    /** A column's heading and on which side its cells stand. */
    public record Column(String heading, boolean right) {

        /** A column of words. */
        public static Column left(String heading) {
            return new Column(heading, false);
        }

        /** A column of numbers: units stand below units. */
        public static Column right(String heading) {
            return new Column(heading, true);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> lines = new ArrayList<>();

    /** An empty table. */
    public TextTable(Column... columns) {
        this(List.of(columns));
    }

    /** An empty table. */
    public TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
        lines.add(this.columns.stream().map(Column::heading).toList());
        lines.add(List.of());
    }

    /** Adds a row: one cell a column. */
    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** Adds a row: one cell a column. */
    public TextTable row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of " + cells.size() + " cells in " + columns.size() + " columns.");
        }
        lines.add(List.copyOf(cells));
        return this;
    }

    /** Adds the last row, with a line above it. */
    public TextTable total(String... cells) {
        return total(List.of(cells));
    }

    /** Adds the last row, with a line above it. */
    public TextTable total(List<String> cells) {
        row(cells);
        lines.add(lines.size() - 1, List.of());
        return this;
    }

    /** The whole table; every line ends with a line feed and without spaces. */
    @Override
    public String toString() {
        return lines.stream()
                .map(line -> line.isEmpty() ? rule() : text(line))
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private String rule() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "-".repeat(width(i)))
                .collect(Collectors.joining(BETWEEN));
    }

    private String text(List<String> cells) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> padded(cells.get(i), i))
                .collect(Collectors.joining(BETWEEN));
    }

    private String padded(String cell, int column) {
        String space = " ".repeat(width(column) - cell.length());
        return columns.get(column).right() ? space + cell : cell + space;
    }

    private int width(int column) {
        return lines.stream()
                .filter(line -> !line.isEmpty())
                .mapToInt(line -> line.get(column).length())
                .max()
                .orElse(0);
    }
}
