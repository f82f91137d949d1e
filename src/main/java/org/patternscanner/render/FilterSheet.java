package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.render.CaptionedGrid.Caption;

/**
 * Pictures of a layer's weights, all on one colour scale so that they can be compared.
 *
 * <p>Numbers count from 0, as the channels do in the weight array.
 */
public final class FilterSheet {

    private static final int TOP = DivergingScale.LEGEND_HEIGHT + 30;

    private static final int CELL = 36;
    private static final int NOTES = DivergingScale.LEGEND_WIDTH + 40;
    private static final int NOTE_PITCH = 20;
    private static final Color FAINT = new Color(0x767676); // 4.5 : 1 on white

    private static final List<String> BELOW_EACH =
            notes("Below each filter: its number, the classical kernel it is most like,");
    private static final List<String> AT_THE_END =
            notes("Right of each filter: the classical kernel its strongest kernel is most like,");

    private FilterSheet() {}

    private static List<String> notes(String what) {
        return List.of(
                what,
                "and how alike, from 0 (not at all) to 1 (the same); negative where light and dark",
                "are exchanged. Grey: not clearly alike.");
    }

    /**
     * A sheet of kernels, for a layer that reads one channel. Below each stand its number, the
     * classical kernel that it is most like, and their cosine; in grey where they are not clearly
     * alike.
     *
     * @param kernels shape (n, 3, 3), such as (32, 3, 3)
     * @param columns kernels a row
     */
    public static BufferedImage kernels(
            String title, String subtitle, float[][][] kernels, int columns) {
        DivergingScale scale = DivergingScale.fitting(kernels);
        List<Caption> captions =
                IntStream.range(0, kernels.length)
                        .mapToObj(number -> caption(number, Kernel.nearest(kernels[number])))
                        .toList();
        CaptionedGrid grid = new CaptionedGrid(kernels, captions, columns, scale, CELL);
        return page(title, subtitle, scale, grid, BELOW_EACH);
    }

    private static Caption caption(int number, Kernel.Match nearest) {
        return new Caption(
                String.valueOf(number),
                List.of(nearest.kernel().name(), cosine(nearest)),
                color(nearest));
    }

    static String cosine(Kernel.Match nearest) {
        return String.format(Locale.ROOT, "%.2f", nearest.cosine());
    }

    /** Grey says that a name is only the least wrong one. */
    static Color color(Kernel.Match nearest) {
        return nearest.isClear() ? Page.TEXT : FAINT;
    }

    /**
     * The whole layer as a grid: a row is a filter, a column the input channel that its kernel
     * reads. At the end of a row stands what its strongest kernel is most like.
     *
     * @param filters shape (C_out, C_in, kH, kW), such as (64, 32, 3, 3)
     * @param nearest the classical kernel most like each filter's strongest kernel
     */
    public static BufferedImage filters(
            String title, String subtitle, float[][][][] filters, List<Kernel.Match> nearest) {
        DivergingScale scale = DivergingScale.symmetric(largest(filters));
        return page(title, subtitle, scale, new KernelGrid(filters, nearest, scale), AT_THE_END);
    }

    /** A page with the legend and a few notes at its head, and the kernels below. */
    private static BufferedImage page(
            String title, String subtitle, DivergingScale scale, Part kernels, List<String> notes) {
        int head = NOTES + Lettering.widest(Page.SMALL, notes);
        Page page =
                new Page(title, subtitle, Math.max(head, kernels.width()), TOP + kernels.height());
        Graphics2D g = page.graphics();
        scale.drawLegend(g, 0, 0, DivergingScale.LEGEND_WIDTH);
        g.setColor(Page.TEXT);
        g.setFont(Page.SMALL);
        for (int i = 0; i < notes.size(); i++) {
            Lettering.left(g, notes.get(i), NOTES, 14 + i * NOTE_PITCH);
        }
        g.translate(0, TOP);
        kernels.paint(g);
        return page.finished();
    }

    private static double largest(float[][][][] filters) {
        double max = 0;
        for (float[][][] filter : filters) {
            max = Math.max(max, DivergingScale.fitting(filter).maxAbs());
        }
        return max;
    }
}
