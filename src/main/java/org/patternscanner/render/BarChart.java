package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleFunction;

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
    private static final int LEGEND = 44;
    private static final int SAMPLE = 22;
    private static final int CAPTION = 34;
    private static final int CELL = 4;
    private static final int SIDE = 28;
    private static final int DIGIT = SIDE * CELL;

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
        int pitch = groupWidth() + BETWEEN_GROUPS;
        int base = LEGEND + NUMBER + HEIGHT;
        boolean digits = groups.stream().anyMatch(group -> !group.digits.isEmpty());
        Page page =
                new Page(
                        title,
                        subtitle,
                        groups.size() * pitch,
                        base + CAPTION + (digits ? DIGIT + 8 : 0));
        Graphics2D g = page.graphics();
        paintLegend(g);
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            int middle = i * pitch + pitch / 2;
            paintBars(g, group, middle - barsWidth() / 2, base);
            g.setFont(Page.SUBTITLE);
            g.setColor(Page.TEXT);
            Lettering.centred(g, group.caption, middle, base + CAPTION - 8);
            paintDigits(g, group.digits, middle, base + CAPTION + 4);
        }
        g.setColor(Page.LINE);
        g.drawLine(0, base, groups.size() * pitch, base);
        return page.finished();
    }

    private int barsWidth() {
        return bars.size() * (BAR + BETWEEN_BARS) - BETWEEN_BARS;
    }

    private int groupWidth() {
        int widest = barsWidth();
        for (Group group : groups) {
            int digits = group.digits.size() * (DIGIT + BETWEEN_BARS) - BETWEEN_BARS;
            int caption = Lettering.width(Page.SUBTITLE, group.caption);
            widest = Math.max(widest, Math.max(digits, caption));
        }
        return widest;
    }

    private void paintLegend(Graphics2D g) {
        int x = 0;
        g.setFont(Page.LABEL);
        for (int i = 0; i < bars.size(); i++) {
            g.setColor(ChartStyle.look(i).colour());
            g.fillRect(x, 0, SAMPLE, SAMPLE);
            g.setColor(Page.TEXT);
            Lettering.left(g, bars.get(i), x + SAMPLE + 10, 18);
            x += SAMPLE + 10 + Lettering.width(Page.LABEL, bars.get(i)) + 36;
        }
    }

    private void paintBars(Graphics2D g, Group group, int left, int base) {
        for (int i = 0; i < bars.size(); i++) {
            int x = left + i * (BAR + BETWEEN_BARS);
            int height = pixels(group.values[i]);
            int error = pixels(group.errors[i]);
            g.setColor(ChartStyle.look(i).colour());
            g.fillRect(x, base - height, BAR, height);
            g.setColor(Page.TEXT);
            paintError(g, x + BAR / 2, base - height, error);
            g.setFont(Page.LABEL);
            String number = text.apply(group.values[i]);
            Lettering.centred(g, number, x + BAR / 2, base - height - error - 10);
        }
    }

    private static void paintError(Graphics2D g, int x, int y, int error) {
        if (error > 2) { // less is hidden by its own strokes
            Graphics2D thick = (Graphics2D) g.create();
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

    private static void paintDigits(Graphics2D g, List<byte[]> digits, int middle, int y) {
        int x = middle - (digits.size() * (DIGIT + BETWEEN_BARS) - BETWEEN_BARS) / 2;
        for (byte[] digit : digits) {
            DigitPainter.paintFramed(g, digit, x, y, CELL);
            x += DIGIT + BETWEEN_BARS;
        }
    }
}
