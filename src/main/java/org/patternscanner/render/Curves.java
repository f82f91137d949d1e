package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.patternscanner.checkpoint.EpochMetrics;

/** Loss and accuracy by epoch: two charts side by side. */
public final class Curves {

    private static final int WIDTH = 780;
    private static final int HEIGHT = 520;
    private static final int HEADING = 44;
    private static final int BETWEEN = 40;
    private static final int LABEL_SPACING = 80;
    private static final double FILLED = 0.94;

    // With more epochs than this the markers would run into one another.
    private static final int MOST_MARKERS = 25;

    /** How a curve looks: colour, dashes and marker each suffice to tell it from the other. */
    private record Look(String name, Color colour, BasicStroke stroke, Marker marker) {}

    // Blue and vermilion of Okabe and Ito (2008).
    private static final Look TRAINING =
            new Look("training", new Color(0x0072B2), new BasicStroke(3), SeriesMarkers.CIRCLE);
    private static final Look VALIDATION =
            new Look("validation", new Color(0xD55E00), dashes(), SeriesMarkers.DIAMOND);

    private final List<EpochMetrics> epochs;

    private Curves(List<EpochMetrics> epochs) {
        this.epochs = List.copyOf(epochs);
    }

    /**
     * Draws the curves.
     *
     * @param epochs in order, at least one; without validation only the training loss is drawn
     */
    public static BufferedImage of(String title, String subtitle, List<EpochMetrics> epochs) {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("There is no epoch to draw.");
        }
        Curves curves = new Curves(epochs);
        int width = curves.isValidated() ? 2 * WIDTH + BETWEEN : WIDTH;
        Page page = new Page(title, subtitle, width, HEADING + HEIGHT);
        Graphics2D g = page.graphics();
        if (curves.isValidated()) {
            paint(g, "Loss", curves.loss(), TRAINING, VALIDATION);
            g.translate(WIDTH + BETWEEN, 0);
            paint(g, "Accuracy", curves.accuracy(), VALIDATION);
        } else {
            paint(g, "Loss", curves.loss(), TRAINING);
        }
        return page.finished();
    }

    // Heading and legend are our own: XChart's make the two plots differ in height.
    private static void paint(Graphics2D g, String heading, XYChart chart, Look... looks) {
        g.setColor(Page.TEXT);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        Lettering.left(g, heading, 0, 26);
        int x = WIDTH;
        for (int i = looks.length - 1; i >= 0; i--) {
            x = paintLegend(g, looks[i], x) - 24;
        }
        Graphics2D part = (Graphics2D) g.create(0, HEADING, WIDTH, HEIGHT);
        chart.paint(part, WIDTH, HEIGHT);
        part.dispose();
    }

    /** Draws a curve's name and line so that they end at x, and returns where they begin. */
    private static int paintLegend(Graphics2D g, Look look, int x) {
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        Lettering.right(g, look.name(), x, 26);
        int end = x - Lettering.width(Page.LABEL, look.name()) - 10;
        Graphics2D line = (Graphics2D) g.create();
        line.setColor(look.colour());
        line.setStroke(look.stroke());
        line.drawLine(end - 42, 20, end, 20);
        look.marker().paint(line, end - 21, 20, 10);
        line.dispose();
        return end - 42;
    }

    private XYChart loss() {
        double most =
                Stream.concat(values(EpochMetrics::trainLoss), values(EpochMetrics::validationLoss))
                        .max(Double::compare)
                        .orElse(1.0);
        XYChart chart = chart("cross-entropy", 0, most == 0 ? 1 : most);
        addCurve(chart, TRAINING, EpochMetrics::trainLoss);
        addCurve(chart, VALIDATION, EpochMetrics::validationLoss);
        return chart;
    }

    private XYChart accuracy() {
        double least =
                100 * values(EpochMetrics::validationAccuracy).min(Double::compare).orElse(0.0);
        // 100 % always stays in sight: what is missing to it is what a network can still learn.
        XYChart chart = chart("read right, in %", Math.min(99, least), 100);
        addCurve(chart, VALIDATION, EpochMetrics::validationAccuracy, 100);
        return chart;
    }

    /** One number an epoch, where it was measured. */
    private Stream<Double> values(Function<EpochMetrics, @Nullable Double> value) {
        return epochs.stream().map(value).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private boolean isValidated() {
        return values(EpochMetrics::validationLoss).findAny().isPresent();
    }

    private XYChart chart(String vertical, double bottom, double top) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .theme(ChartTheme.XChart)
                        .xAxisTitle("epoch")
                        .yAxisTitle(vertical)
                        .build();
        XYStyler styler = chart.getStyler();
        style(styler);
        styler.setYAxisMin(bottom).setYAxisMax(top).setYAxisDecimalPattern(decimals(top - bottom));
        double margin = epochs.size() == 1 ? 1 : 0.5;
        double first = epochs.get(0).epoch() - margin;
        double last = epochs.get(epochs.size() - 1).epoch() + margin;
        styler.setXAxisMin(first).setXAxisMax(last).setXAxisDecimalPattern("0");
        // There is no epoch 1.5: labels stand at least one epoch apart.
        int epochWidth = (int) (FILLED * WIDTH / (last - first));
        styler.setXAxisTickMarkSpacingHint(Math.max(LABEL_SPACING, epochWidth));
        return chart;
    }

    private static void style(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(Page.LINE)
                .setChartFontColor(Page.TEXT)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartPadding(2)
                .setPlotContentSize(FILLED)
                .setMarkerSize(10);
        styler.setAxisTitleFont(Page.SUBTITLE)
                .setAxisTitlePadding(14)
                .setAxisTickLabelsFont(Page.LABEL)
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setAxisTicksLineVisible(false)
                .setAxisTicksMarksVisible(false)
                .setPlotMargin(0)
                .setPlotGridLinesColor(new Color(0xE0E0E0));
    }

    private void addCurve(
            XYChart chart, Look look, Function<EpochMetrics, @Nullable Double> value) {
        addCurve(chart, look, value, 1);
    }

    private void addCurve(
            XYChart chart,
            Look look,
            Function<EpochMetrics, @Nullable Double> value,
            double factor) {
        double[] y = values(value).mapToDouble(number -> factor * number).toArray();
        if (y.length == 0) {
            return; // no image was held out
        }
        double[] x = epochs.stream().mapToDouble(EpochMetrics::epoch).toArray();
        XYSeries series = chart.addSeries(look.name(), x, y);
        series.setLineColor(look.colour()).setLineStyle(look.stroke());
        series.setMarkerColor(look.colour());
        series.setMarker(epochs.size() > MOST_MARKERS ? SeriesMarkers.NONE : look.marker());
    }

    /** As many decimals as neighbouring labels need to differ. */
    private static String decimals(double range) {
        if (range > 10) {
            return "0";
        }
        return range > 1 ? "0.0" : range > 0.1 ? "0.00" : "0.000";
    }

    private static BasicStroke dashes() {
        return new BasicStroke(
                3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {10, 6}, 0);
    }
}
