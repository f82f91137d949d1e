package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.patternscanner.render.ChartStyle.Look;

/**
 * Lines over an axis, with error bars.
 *
 * @param x what the horizontal axis measures
 * @param y what the vertical axis measures
 */
public record LinePlot(String title, String subtitle, Axis x, Axis y, List<Line> lines) {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final int LEGEND_ROW = 28;

    /**
     * An axis.
     *
     * @param label what it measures, with the unit
     * @param min where it begins; for a logarithmic axis above 0
     * @param max where it ends
     */
    public record Axis(String label, double min, double max, boolean logarithmic) {

        public static Axis linear(String label, double min, double max) {
            return new Axis(label, min, max, false);
        }

        public static Axis logarithmic(String label, double min, double max) {
            return new Axis(label, min, max, true);
        }
    }

    /**
     * A line.
     *
     * @param errors half the height of each point's error bar, such as a standard deviation; 0 for
     *     none
     */
    public record Line(String name, double[] x, double[] y, double[] errors) {}

    public LinePlot {
        lines = List.copyOf(lines);
    }

    /** Draws it: a legend with a row a line, then the chart. */
    public BufferedImage draw() {
        int legend = lines.size() * LEGEND_ROW + 12;
        Page page = new Page(title, subtitle, WIDTH, legend + HEIGHT);
        Graphics2D g = page.graphics();
        g.setFont(Page.LABEL);
        for (int i = 0; i < lines.size(); i++) {
            ChartStyle.look(i).paintSample(g, 0, i * LEGEND_ROW + 8);
            g.setColor(Page.TEXT);
            Lettering.left(g, lines.get(i).name, ChartStyle.SAMPLE + 12, i * LEGEND_ROW + 14);
        }
        Graphics2D part = (Graphics2D) g.create(0, legend, WIDTH, HEIGHT);
        chart().paint(part, WIDTH, HEIGHT);
        part.dispose();
        return page.finished();
    }

    private XYChart chart() {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .theme(ChartTheme.XChart)
                        .xAxisTitle(x.label)
                        .yAxisTitle(y.label)
                        .build();
        XYStyler styler = chart.getStyler();
        ChartStyle.apply(styler);
        styler.setXAxisMin(x.min).setXAxisMax(x.max).setXAxisLogarithmic(x.logarithmic);
        styler.setYAxisMin(y.min).setYAxisMax(y.max).setYAxisLogarithmic(y.logarithmic);
        styler.setXAxisDecimalPattern("#,###.##").setYAxisDecimalPattern("#,###.##");
        for (int i = 0; i < lines.size(); i++) {
            add(chart, lines.get(i), ChartStyle.look(i));
        }
        return chart;
    }

    private static void add(XYChart chart, Line line, Look look) {
        XYSeries series = chart.addSeries(line.name, line.x, line.y, line.errors);
        series.setLineColor(look.colour()).setLineStyle(look.stroke());
        series.setMarkerColor(look.colour());
        series.setMarker(look.marker());
    }
}
