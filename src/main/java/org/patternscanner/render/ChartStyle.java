package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all our charts look. */
final class ChartStyle {

    /** How much of the chart's width and height is left for the data. */
    static final double FILLED = 0.94;

    /** Width in pixels of the piece of line in a legend. */
    static final int SAMPLE = 42;

    /** How a curve looks: colour, dashes and marker each suffice to tell it from the others. */
    record Look(Color colour, BasicStroke stroke, Marker marker) {

        /** Draws a piece of the line with its marker, (x, y) being its left end. */
        void paintSample(Graphics2D g, int x, int y) {
            Graphics2D line = (Graphics2D) g.create();
            line.setColor(colour);
            line.setStroke(stroke);
            line.drawLine(x, y, x + SAMPLE, y);
            marker.paint(line, x + SAMPLE / 2, y, 10);
            line.dispose();
        }
    }

    // Colours of Okabe and Ito (2008), which colour-blind people tell apart too.
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
    static void apply(AxesChartStyler styler) {
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
