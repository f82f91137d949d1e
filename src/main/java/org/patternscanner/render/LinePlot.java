package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/**
 * Lines over an axis, with error bars.
 *
 * @param x what the horizontal axis measures
 * @param y what the vertical axis measures
 */
public record LinePlot(String title, String subtitle, Axis x, Axis y, List<Line> lines) {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

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
        List<Part> legend =
                IntStream.range(0, lines.size())
                        .mapToObj(i -> ChartStyle.look(i).legend(lines.get(i).name))
                        .toList();
        return Tiles.column(12, Tiles.column(0, legend), ChartStyle.part(chart()))
                .page(title, subtitle);
    }

    private XYChart chart() {
        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT, x.label, y.label);
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(x.min).setXAxisMax(x.max).setXAxisLogarithmic(x.logarithmic);
        styler.setYAxisMin(y.min).setYAxisMax(y.max).setYAxisLogarithmic(y.logarithmic);
        styler.setXAxisDecimalPattern("#,###.##").setYAxisDecimalPattern("#,###.##");
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            ChartStyle.apply(
                    ChartStyle.look(i), chart.addSeries(line.name, line.x, line.y, line.errors));
        }
        return chart;
    }
}
