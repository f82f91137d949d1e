package org.patternscanner.render;

import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;

/**
 * How a number of a feature map comes out at last, line by line.
 *
 * @param decimals enough that the result has six figures that count
 */
record Addition(List<Line> lines, int decimals) implements Part {

    private static final int FIGURES = 6;
    private static final int MOST = 12;

    /** The last lines say what comes out: before ReLU and after it. */
    private static final int RESULTS = 2;

    private static final int PITCH = 34;
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

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return lines.size() * PITCH;
    }

    @Override
    public void paint(Graphics2D g) {
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        for (int i = 0; i < lines.size(); i++) {
            int baseline = i * PITCH + 24;
            Lettering.left(g, lines.get(i).what(), 0, baseline);
            Lettering.right(g, text(lines.get(i).number()), WIDTH, baseline);
        }
        int result = (lines.size() - RESULTS) * PITCH;
        if (result > 0) {
            g.drawLine(0, result, WIDTH, result);
        }
    }
}
