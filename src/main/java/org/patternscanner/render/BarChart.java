package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Groups of bars with error bars, each with its number above, and below each group some digits that
 * show what it is about.
 *
 * @param bars what the bars of every group stand for, in order
 * @param most the value of the highest bar that fits
 * @param text writes a bar's number
 */
public record BarChart(
        String title,
        String subtitle,
        List<String> bars,
        List<Group> groups,
        double most,
        DoubleFunction<String> text) {

    private static final int BAR = 92;
    private static final int BETWEEN_BARS = 24;
    private static final int BETWEEN_GROUPS = 90;
    private static final int HEIGHT = 320;
    private static final int NUMBER = 34; // room for the number above the highest bar
    private static final int CELL = 4;

    /**
     * Bars that belong together.
     *
     * @param values one a bar
     * @param errors half the height of each error bar; 0 for none
     * @param digits 28 x 28 pixels each, row by row, unsigned, 0 is background
     */
    public record Group(String caption, double[] values, double[] errors, List<byte[]> digits) {

        public Group {
            digits = List.copyOf(digits);
        }
    }

    public BarChart {
        bars = List.copyOf(bars);
        groups = List.copyOf(groups);
    }

    /** Draws it: the legend, the bars, the groups' names, their digits. */
    public BufferedImage draw() {
        List<Part> legend =
                IntStream.range(0, bars.size())
                        .mapToObj(i -> Swatch.of(color(i), Color.WHITE, Text.label(bars.get(i))))
                        .toList();
        Part chart =
                Tiles.sheet(
                        BETWEEN_GROUPS, groups.size(), groups.stream().map(this::part).toList());
        return Tiles.column(BETWEEN_BARS, Tiles.row(BETWEEN_BARS, legend), chart)
                .page(title, subtitle);
    }

    private static Color color(int bar) {
        return ChartStyle.look(bar).color();
    }

    private Part part(Group group) {
        Part drawn =
                Tiles.row(
                        BETWEEN_BARS,
                        IntStream.range(0, bars.size()).mapToObj(i -> bar(group, i)).toList());
        Part digits =
                Tiles.row(
                        BETWEEN_BARS,
                        group.digits.stream().map(digit -> Cells.digit(digit, CELL)).toList());
        return Tiles.column(8, drawn, Text.heading(group.caption), digits).centered();
    }

    private Part bar(Group group, int index) {
        int height = pixels(group.values[index]);
        int error = pixels(group.errors[index]);
        Part number = Text.label(text.apply(group.values[index])).centeredIn(BAR);
        int top = NUMBER + HEIGHT - height;
        return Part.of(
                BAR,
                NUMBER + HEIGHT,
                g -> {
                    g.setColor(color(index));
                    g.fillRect(0, top, BAR, height);
                    paintError(g, BAR / 2, top, error);
                    number.paintAt(g, 0, top - error - number.height() - 2);
                    g.setColor(Page.LINE);
                    g.drawLine(-BETWEEN_BARS, NUMBER + HEIGHT, BAR + BETWEEN_BARS, NUMBER + HEIGHT);
                });
    }

    private static void paintError(Graphics2D g, int x, int y, int error) {
        if (error > 2) { // less is hidden by its own strokes
            Graphics2D thick = (Graphics2D) g.create();
            thick.setColor(Page.TEXT);
            thick.setStroke(new BasicStroke(2));
            thick.drawLine(x, y - error, x, y + error);
            thick.drawLine(x - 8, y - error, x + 8, y - error);
            thick.drawLine(x - 8, y + error, x + 8, y + error);
            thick.dispose();
        }
    }

    private int pixels(double value) {
        return (int) Math.round(value / most * HEIGHT);
    }
}
