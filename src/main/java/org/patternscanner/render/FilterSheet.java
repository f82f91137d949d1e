package org.patternscanner.render;

import java.awt.Graphics2D;
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
    private static final int BELOW_LEGEND = 20;
    private static final int CONTENT_TOP = DivergingScale.LEGEND_HEIGHT + BELOW_LEGEND;

    private static final int CELL = 36;
    private static final int GAP = 28;
    private static final int CAPTION = 28;

    private static final int GRID_CELL = 9;
    private static final int GRID_GAP = 6;
    private static final int GRID_LABEL = 30;

    private FilterSheet() {}

    /**
     * A sheet of kernels with their numbers, for a layer that reads one channel.
     *
     * @param kernels shape (n, kH, kW), such as (32, 3, 3)
     * @param columns kernels a row
     */
    public static BufferedImage kernels(
            String title, String subtitle, float[][][] kernels, int columns) {
        return kernels(title, subtitle, kernels, numbers(kernels.length), columns);
    }

    /** The same with captions of your own, one a kernel. */
    public static BufferedImage kernels(
            String title,
            String subtitle,
            float[][][] kernels,
            List<String> captions,
            int columns) {
        int across = Math.min(columns, kernels.length);
        int rows = (kernels.length + columns - 1) / columns;
        int wide = kernels[0][0].length * CELL;
        int high = kernels[0].length * CELL;
        int tileWidth = Math.max(wide, Lettering.widest(Page.LABEL, captions)) + GAP;
        int tileHeight = high + CAPTION + GAP;
        Page page =
                new Page(
                        title,
                        subtitle,
                        Math.max(LEGEND_WIDTH, across * tileWidth - GAP),
                        CONTENT_TOP + rows * tileHeight - GAP);
        Graphics2D g = page.graphics();
        DivergingScale scale = DivergingScale.fitting(kernels);
        scale.drawLegend(g, 0, 0, LEGEND_WIDTH);
        KernelPainter painter = new KernelPainter(scale, CELL);
        for (int i = 0; i < kernels.length; i++) {
            int x = i % columns * tileWidth;
            int y = CONTENT_TOP + i / columns * tileHeight;
            int indent = (tileWidth - GAP - wide) / 2;
            painter.paint(g, kernels[i], x + indent, y);
            g.setColor(Page.TEXT);
            g.setFont(Page.LABEL);
            Lettering.centred(g, captions.get(i), x + indent + wide / 2, y + high + CAPTION - 6);
        }
        return page.finished();
    }

    /**
     * The whole layer as a grid: a row is a filter, a column the input channel that its kernel
     * reads.
     *
     * @param filters shape (C_out, C_in, kH, kW), such as (64, 32, 3, 3)
     */
    public static BufferedImage filters(String title, String subtitle, float[][][][] filters) {
        int pitchX = filters[0][0][0].length * GRID_CELL + GRID_GAP;
        int pitchY = filters[0][0].length * GRID_CELL + GRID_GAP;
        int left = GRID_LABEL + 22;
        int top = CONTENT_TOP + GRID_LABEL + 22;
        int width = left + filters[0].length * pitchX;
        Page page =
                new Page(
                        title,
                        subtitle,
                        Math.max(LEGEND_WIDTH, width),
                        top + filters.length * pitchY);
        Graphics2D g = page.graphics();
        DivergingScale scale = DivergingScale.symmetric(largest(filters));
        scale.drawLegend(g, 0, 0, LEGEND_WIDTH);
        KernelPainter painter = new KernelPainter(scale, GRID_CELL);
        for (int filter = 0; filter < filters.length; filter++) {
            for (int channel = 0; channel < filters[filter].length; channel++) {
                int x = left + channel * pitchX;
                int y = top + filter * pitchY;
                painter.paint(g, filters[filter][channel], x, y);
            }
        }
        g.setColor(Page.TEXT);
        g.setFont(Page.SMALL);
        for (int channel = 0; channel < filters[0].length; channel++) {
            int middle = left + channel * pitchX + (pitchX - GRID_GAP) / 2;
            Lettering.centred(g, Integer.toString(channel), middle, top - 8);
        }
        for (int filter = 0; filter < filters.length; filter++) {
            int middle = top + filter * pitchY + (pitchY - GRID_GAP) / 2;
            Lettering.right(g, Integer.toString(filter), left - 8, middle + 5);
        }
        g.setFont(Page.LABEL);
        Lettering.centred(g, "kernel for input channel", (left + width) / 2, top - 32);
        Lettering.upwards(g, "filter", 14, top + filters.length * pitchY / 2);
        return page.finished();
    }

    private static double largest(float[][][][] filters) {
        double max = 0;
        for (float[][][] filter : filters) {
            max = Math.max(max, DivergingScale.fitting(filter).maxAbs());
        }
        return max;
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
