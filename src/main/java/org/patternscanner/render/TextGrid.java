package org.patternscanner.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A matrix for the terminal, below its heading.
 *
 * @param lines the heading, then the rows; all equally long
 */
record TextGrid(List<String> lines) {

    private static final int CELL = 8;
    private static final int LONGEST = 7;
    private static final int MOST_DECIMALS = 4;
    private static final String PADDING = "(0)";

    static TextGrid of(String heading, Matrix matrix) {
        int decimals = decimals(matrix.maxAbs());
        List<String> lines = new ArrayList<>();
        lines.add(String.format(" %-" + (matrix.columns() * CELL - 1) + "s", heading));
        for (int row = 0; row < matrix.rows(); row++) {
            lines.add(row(matrix, row, decimals));
        }
        return new TextGrid(lines);
    }

    private static String row(Matrix matrix, int row, int decimals) {
        return IntStream.range(0, matrix.columns())
                .mapToObj(
                        column ->
                                matrix.padding()[row][column]
                                        ? PADDING
                                        : Signed.text(matrix.numbers()[row][column], decimals))
                .map(text -> String.format("%" + CELL + "s", text))
                .collect(Collectors.joining());
    }

    /** As many as leave the number, with its sign and its point, no longer than a cell. */
    private static int decimals(double maxAbs) {
        int digits = maxAbs < 10 ? 1 : (int) Math.floor(Math.log10(maxAbs)) + 1;
        return Math.max(0, Math.min(MOST_DECIMALS, LONGEST - 2 - digits));
    }

    /** As many lines side by side, with a sign between two in the middle row: a x b = c. */
    static String beside(List<TextGrid> grids, List<String> signs) {
        StringBuilder text = new StringBuilder();
        int height = grids.get(0).lines.size();
        for (int line = 0; line < height; line++) {
            StringBuilder whole = new StringBuilder(grids.get(0).lines.get(line));
            for (int i = 0; i < signs.size(); i++) {
                String sign = signs.get(i);
                whole.append(line == height / 2 ? sign : " ".repeat(sign.length()));
                whole.append(grids.get(i + 1).lines.get(line));
            }
            text.append(whole.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
