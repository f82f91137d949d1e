package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures of a layer's weights, all on one colour scale so that they can be compared.
 *
 * <p>Numbers count from 0, as the channels do in the weight array.
 */
public final class FilterSheet {

    private static final int LEGEND_WIDTH = 360;
    private static final int TOP = DivergingScale.LEGEND_HEIGHT + 20;

    private static final int CELL = 36;

    private FilterSheet() {}

    /**
     * A sheet of kernels with their numbers, for a layer that reads one channel.
     *
     * @param kernels shape (n, kH, kW), such as (32, 3, 3), all of one size
     * @param columns kernels a row
     */
    public static BufferedImage kernels(
            String title, String subtitle, float[][][] kernels, int columns) {
        List<String> numbers =
                IntStream.range(0, kernels.length).mapToObj(Integer::toString).toList();
        return kernels(title, subtitle, kernels, numbers, columns);
    }

    /** The same with captions of your own, one a kernel. */
    public static BufferedImage kernels(
            String title,
            String subtitle,
            float[][][] kernels,
            List<String> captions,
            int columns) {
        DivergingScale scale = DivergingScale.fitting(kernels);
        CaptionedGrid grid = new CaptionedGrid(kernels, captions, columns, scale, CELL);
        Page page = page(title, subtitle, grid.width(), grid.height(), scale);
        page.graphics().translate(0, TOP);
        grid.paint(page.graphics());
        return page.finished();
    }

    /**
     * The whole layer as a grid: a row is a filter, a column the input channel that its kernel
     * reads.
     *
     * @param filters shape (C_out, C_in, kH, kW), such as (64, 32, 3, 3)
     */
    public static BufferedImage filters(String title, String subtitle, float[][][][] filters) {
        DivergingScale scale = DivergingScale.symmetric(largest(filters));
        KernelGrid grid = new KernelGrid(filters, scale);
        Page page = page(title, subtitle, grid.width(), grid.height(), scale);
        page.graphics().translate(0, TOP);
        grid.paint(page.graphics());
        return page.finished();
    }

    /** A page with the legend on it and room for the rest from TOP downwards. */
    private static Page page(
            String title, String subtitle, int width, int height, DivergingScale scale) {
        Page page = new Page(title, subtitle, Math.max(LEGEND_WIDTH, width), TOP + height);
        scale.drawLegend(page.graphics(), 0, 0, LEGEND_WIDTH);
        return page;
    }

    private static double largest(float[][][][] filters) {
        double max = 0;
        for (float[][][] filter : filters) {
            max = Math.max(max, DivergingScale.fitting(filter).maxAbs());
        }
        return max;
    }
}
