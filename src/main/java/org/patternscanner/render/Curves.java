package org.patternscanner.render;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.render.ChartStyle.Look;

/** Loss and accuracy by epoch, of one run or of several: two charts side by side. */
public final class Curves {

    private static final int WIDTH = 780;
    private static final int HEIGHT = 520;
    private static final int HEADING = 44;
    private static final int LEGEND_ROW = 28;
    private static final int BETWEEN = 40;
    private static final int LABEL_SPACING = 80;

    // With more epochs than this the markers would run into one another.
    private static final int MOST_MARKERS = 25;

    private static final Look TRAINING = ChartStyle.look(0);
    private static final Look VALIDATION = ChartStyle.look(1);

    /**
     * A line of numbers, one an epoch.
     *
     * @param values without those epochs where it was not measured
     */
    private record Curve(String name, Look look, List<Integer> epochs, List<Double> values) {

        static Curve of(
                String name,
                Look look,
                List<EpochMetrics> run,
                Function<EpochMetrics, @Nullable Double> value) {
            List<EpochMetrics> measured =
                    run.stream().filter(epoch -> value.apply(epoch) != null).toList();
            return new Curve(
                    name,
                    look,
                    measured.stream().map(EpochMetrics::epoch).toList(),
                    measured.stream().map(value).map(Objects::requireNonNull).toList());
        }
    }

    private Curves() {}

    /**
     * Draws the losses and the accuracy of a run.
     *
     * @param epochs in order, at least one; without validation only the training loss is drawn
     */
    public static BufferedImage of(String title, String subtitle, List<EpochMetrics> epochs) {
        requireEpochs(epochs);
        List<Curve> losses =
                List.of(
                        Curve.of("training", TRAINING, epochs, EpochMetrics::trainLoss),
                        Curve.of("validation", VALIDATION, epochs, EpochMetrics::validationLoss));
        List<Curve> accuracies =
                List.of(Curve.of("validation", VALIDATION, epochs, Curves::percent));
        return draw(title, subtitle, losses, accuracies, 0);
    }

    /**
     * Draws the validation loss and accuracy of several runs over each other.
     *
     * @param runs the epochs of each by its name, in the order of the legend
     */
    public static BufferedImage compared(String title, Map<String, List<EpochMetrics>> runs) {
        List<Curve> losses = new ArrayList<>();
        List<Curve> accuracies = new ArrayList<>();
        runs.forEach(
                (name, epochs) -> {
                    requireEpochs(epochs);
                    Look look = ChartStyle.look(losses.size());
                    losses.add(Curve.of(name, look, epochs, EpochMetrics::validationLoss));
                    accuracies.add(Curve.of(name, look, epochs, Curves::percent));
                });
        return draw(
                title,
                "On the images that each held out for validation",
                losses,
                accuracies,
                runs.size());
    }

    private static void requireEpochs(List<EpochMetrics> epochs) {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("There is no epoch to draw.");
        }
    }

    private static @Nullable Double percent(EpochMetrics metrics) {
        Double accuracy = metrics.validationAccuracy();
        return accuracy == null ? null : 100 * accuracy;
    }

    /**
     * Two charts, or the losses alone where no accuracy was measured.
     *
     * @param legendRows how many rows a legend above both takes; 0 for one beside each heading
     */
    private static BufferedImage draw(
            String title,
            String subtitle,
            List<Curve> losses,
            List<Curve> accuracies,
            int legendRows) {
        List<Curve> drawnLosses = measured(losses);
        List<Curve> drawnAccuracies = measured(accuracies);
        boolean both = !drawnAccuracies.isEmpty();
        int width = both ? 2 * WIDTH + BETWEEN : WIDTH;
        int legend = legendRows * LEGEND_ROW;
        Page page = new Page(title, subtitle, width, legend + HEADING + HEIGHT);
        Graphics2D g = page.graphics();
        for (int row = 0; row < legendRows; row++) {
            paintLegendRow(g, losses.get(row), row * LEGEND_ROW);
        }
        g.translate(0, legend);
        paint(g, "Loss", lossChart(drawnLosses), legendRows == 0 ? drawnLosses : List.of());
        if (both) {
            g.translate(WIDTH + BETWEEN, 0);
            paint(
                    g,
                    "Accuracy",
                    accuracyChart(drawnAccuracies),
                    legendRows == 0 ? drawnAccuracies : List.of());
        }
        return page.finished();
    }

    private static List<Curve> measured(List<Curve> curves) {
        return curves.stream().filter(curve -> !curve.values.isEmpty()).toList();
    }

    // Heading and legend are our own: XChart's make the two plots differ in height.
    private static void paint(Graphics2D g, String heading, XYChart chart, List<Curve> legend) {
        g.setColor(Page.TEXT);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        Lettering.left(g, heading, 0, 26);
        int x = WIDTH;
        for (int i = legend.size() - 1; i >= 0; i--) {
            x = paintLegend(g, legend.get(i), x) - 24;
        }
        Graphics2D part = (Graphics2D) g.create(0, HEADING, WIDTH, HEIGHT);
        chart.paint(part, WIDTH, HEIGHT);
        part.dispose();
    }

    /** Draws a curve's name and line so that they end at x, and returns where they begin. */
    private static int paintLegend(Graphics2D g, Curve curve, int x) {
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        Lettering.right(g, curve.name(), x, 26);
        int end = x - Lettering.width(Page.LABEL, curve.name()) - 10;
        curve.look().paintSample(g, end - ChartStyle.SAMPLE, 20);
        return end - ChartStyle.SAMPLE;
    }

    /** A row of a legend of many: the line, then the name. */
    private static void paintLegendRow(Graphics2D g, Curve curve, int y) {
        curve.look().paintSample(g, 0, y + 8);
        g.setFont(Page.LABEL);
        g.setColor(Page.TEXT);
        Lettering.left(g, curve.name(), 54, y + 14);
    }

    private static XYChart lossChart(List<Curve> curves) {
        double most = values(curves).max().orElse(1);
        return chart("cross-entropy", 0, most == 0 ? 1 : most, curves);
    }

    private static XYChart accuracyChart(List<Curve> curves) {
        double least = values(curves).min().orElse(0);
        // 100 % always stays in sight: what is missing to it is what a network can still learn.
        return chart("read right, in %", Math.min(99, least), 100, curves);
    }

    private static DoubleStream values(List<Curve> curves) {
        return curves.stream()
                .flatMap(curve -> curve.values.stream())
                .mapToDouble(Double::doubleValue);
    }

    private static XYChart chart(String vertical, double bottom, double top, List<Curve> curves) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .theme(ChartTheme.XChart)
                        .xAxisTitle("epoch")
                        .yAxisTitle(vertical)
                        .build();
        XYStyler styler = chart.getStyler();
        ChartStyle.apply(styler);
        styler.setYAxisMin(bottom).setYAxisMax(top).setYAxisDecimalPattern(decimals(top - bottom));
        int first = epochs(curves).min().orElse(1);
        int last = epochs(curves).max().orElse(1);
        double margin = first == last ? 1 : 0.5;
        styler.setXAxisMin(first - margin).setXAxisMax(last + margin).setXAxisDecimalPattern("0");
        // There is no epoch 1.5: labels stand at least one epoch apart.
        int epochWidth = (int) (ChartStyle.FILLED * WIDTH / (last - first + 2 * margin));
        styler.setXAxisTickMarkSpacingHint(Math.max(LABEL_SPACING, epochWidth));
        curves.forEach(curve -> addCurve(chart, curve, last - first >= MOST_MARKERS));
        return chart;
    }

    private static IntStream epochs(List<Curve> curves) {
        return curves.stream().flatMap(curve -> curve.epochs.stream()).mapToInt(Integer::intValue);
    }

    private static void addCurve(XYChart chart, Curve curve, boolean plain) {
        XYSeries series = chart.addSeries(curve.name(), curve.epochs, curve.values);
        series.setLineColor(curve.look.colour()).setLineStyle(curve.look.stroke());
        series.setMarkerColor(curve.look.colour());
        series.setMarker(plain ? SeriesMarkers.NONE : curve.look.marker());
    }

    /** As many decimals as neighbouring labels need to differ. */
    private static String decimals(double range) {
        if (range > 10) {
            return "0";
        }
        return range > 1 ? "0.0" : range > 0.1 ? "0.00" : "0.000";
    }
}
