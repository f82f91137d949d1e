package org.patternscanner.render;

import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;

/**
 * How a number of a feature map comes out at last, line by line.
 *
 * @param decimals enough that the result has six figures that count
 */
record Addition(List<Line> lines, int decimals) {

    private static final int FIGURES = 6;
    private static final int MOST = 12;

    /** The last lines say what comes out: before ReLU and after it. */
    private static final int RESULTS = 2;

    private static final int GAP = 4;
    private static final int WIDTH = 460;

    record Line(String what, double number) {}

    static Addition of(UnitSum sum, int filter) {
        int channels = sum.terms().size();
        return of(
                sum.total(),
                new Line(
                        channels == 1
                                ? "sum of the products"
                                : "sum of all %d channels".formatted(channels),
                        sum.sum()),
                new Line("bias of filter " + filter, sum.bias()),
                new Line("sum + bias", sum.total()),
                new Line("after ReLU", sum.relu()));
    }

    static Addition of(UnitMax max) {
        return of(
                max.largest(),
                new Line("the largest", max.largest()),
                new Line("after ReLU", max.max()));
    }

    private static Addition of(double result, Line... lines) {
        int zeros = result == 0 ? 0 : (int) -Math.floor(Math.log10(Math.abs(result)));
        return new Addition(List.of(lines), Math.max(FIGURES, Math.min(MOST, FIGURES + zeros - 1)));
    }

    /** A number as these lines show it. */
    String text(double number) {
        return Signed.text(number, decimals);
    }

    /** For a terminal. */
    @Override
    public String toString() {
        return lines.stream()
                .map(line -> "%-24s%16s\n".formatted(line.what(), text(line.number())))
                .collect(Collectors.joining());
    }

    /** For a picture, with a line above the result. */
    Part part() {
        List<Part> rows =
                lines.stream()
                        .map(
                                line -> {
                                    Part number = Text.heading(text(line.number())).rightIn(WIDTH);
                                    return number.with(Text.heading(line.what())::paint);
                                })
                        .toList();
        int result = rows.size() - RESULTS;
        return result == 0
                ? Tiles.column(GAP, rows)
                : Tiles.column(
                        GAP,
                        Tiles.column(GAP, rows.subList(0, result)),
                        Part.space(WIDTH, 1).on(Page.TEXT),
                        Tiles.column(GAP, rows.subList(result, rows.size())));
    }
}
