package org.patternscanner.render;

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
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.render.ChartStyle.Look;

/** Loss and accuracy by epoch, of one run or of several: two charts side by side. */
public final class Curves {

    private static final int WIDTH = 780;
    private static final int HEIGHT = 520;
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

        Part legend() {
            return look.legend(name);
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
        return charts(losses, accuracies, true).page(title, subtitle);
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
        Part legend = Tiles.column(0, losses.stream().map(Curve::legend).toList());
        return Tiles.column(BETWEEN / 4, legend, charts(losses, accuracies, false))
                .page(title, "On the images that each held out for validation");
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
     * @param legend whether each has a legend of its own
     */
    private static Part charts(List<Curve> losses, List<Curve> accuracies, boolean legend) {
        List<Part> charts = new ArrayList<>();
        charts.add(
                part("Loss", lossChart(measured(losses)), legend ? measured(losses) : List.of()));
        List<Curve> drawn = measured(accuracies);
        if (!drawn.isEmpty()) {
            charts.add(part("Accuracy", accuracyChart(drawn), legend ? drawn : List.of()));
        }
        return Tiles.row(BETWEEN, charts);
    }

    private static List<Curve> measured(List<Curve> curves) {
        return curves.stream().filter(curve -> !curve.values.isEmpty()).toList();
    }

    // Heading and legend are our own: XChart's make the two plots differ in height.
    private static Part part(String heading, XYChart chart, List<Curve> legend) {
        Part words = Text.heading(heading).bold();
        Part entries = Tiles.row(24, legend.stream().map(Curve::legend).toList());
        Part between = Part.space(WIDTH - words.width() - entries.width(), 0);
        return Tiles.column(
                12, Tiles.row(0, words, between, entries).centered(), ChartStyle.part(chart));
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
        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT, "epoch", vertical);
        XYStyler styler = chart.getStyler();
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
        ChartStyle.apply(curve.look, series);
        if (plain) {
            series.setMarker(SeriesMarkers.NONE);
        }
    }

    /** As many decimals as neighbouring labels need to differ. */
    private static String decimals(double range) {
        if (range > 10) {
            return "0";
        }
        return range > 1 ? "0.0" : range > 0.1 ? "0.00" : "0.000";
    }
}
