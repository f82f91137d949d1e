package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all our charts look. */
final class ChartStyle {

    /** How much of the chart's width and height is left for the data. */
    static final double FILLED = 0.94;

    private static final int SAMPLE = 42;
    private static final int SAMPLE_HEIGHT = 16;

    /** How a curve looks: color, dashes and marker each suffice to tell it from the others. */
    record Look(Color color, BasicStroke stroke, Marker marker) {

        /** A legend's entry: a piece of the line with its marker, and what it stands for. */
        Part legend(String name) {
            Part sample =
                    Part.of(
                            SAMPLE,
                            SAMPLE_HEIGHT,
                            g -> {
                                g.setColor(color);
                                g.setStroke(stroke);
                                g.drawLine(0, SAMPLE_HEIGHT / 2, SAMPLE, SAMPLE_HEIGHT / 2);
                                marker.paint(g, SAMPLE / 2, SAMPLE_HEIGHT / 2, 10);
                            });
            return Tiles.row(12, sample, Text.label(name)).centered();
        }
    }

    // Colors of Okabe and Ito (2008), which color-blind people tell apart too.
    private static final List<Look> LOOKS =
            List.of(
                    new Look(OkabeIto.BLUE, line(), SeriesMarkers.CIRCLE),
                    new Look(OkabeIto.VERMILLION, line(10, 6), SeriesMarkers.DIAMOND),
                    new Look(OkabeIto.GREEN, line(3, 5), SeriesMarkers.SQUARE),
                    new Look(OkabeIto.PURPLE, line(16, 5, 3, 5), SeriesMarkers.TRIANGLE_UP),
                    new Look(OkabeIto.ORANGE, line(24, 6), SeriesMarkers.TRIANGLE_DOWN),
                    new Look(OkabeIto.SKY_BLUE, line(6, 3), SeriesMarkers.CROSS));

    private ChartStyle() {}

    /** The look of a curve, from 0. */
    static Look look(int index) {
        return LOOKS.get(index % LOOKS.size());
    }

    /** White, with thin grey lines, our letters, and neither title nor legend: we draw those. */
    static XYChart chart(int width, int height, String x, String y) {
        XYChart chart =
                new XYChartBuilder()
                        .width(width)
                        .height(height)
                        .theme(ChartTheme.XChart)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(Page.LINE)
                .setChartFontColor(Page.TEXT)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartPadding(2)
                .setPlotContentSize(FILLED);
        styler.setMarkerSize(10);
        styler.setAxisTitleFont(Page.SUBTITLE)
                .setAxisTitlePadding(14)
                .setAxisTickLabelsFont(Page.LABEL)
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setAxisTicksLineVisible(false)
                .setAxisTicksMarksVisible(false)
                .setPlotMargin(0)
                .setPlotGridLinesColor(new Color(0xE0E0E0));
        return chart;
    }

    /** Gives a series of a chart its look. */
    static void apply(Look look, XYSeries series) {
        series.setLineColor(look.color()).setLineStyle(look.stroke());
        series.setMarkerColor(look.color());
        series.setMarker(look.marker());
    }

    /** A chart as a part of a picture. */
    static Part part(XYChart chart) {
        return Part.of(
                chart.getWidth(),
                chart.getHeight(),
                g -> {
                    Graphics2D clipped =
                            (Graphics2D) g.create(0, 0, chart.getWidth(), chart.getHeight());
                    chart.paint(clipped, chart.getWidth(), chart.getHeight());
                    clipped.dispose();
                });
    }

    private static BasicStroke line(float... dashes) {
        return new BasicStroke(
                3,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                10,
                dashes.length == 0 ? null : dashes,
                0);
    }
}
