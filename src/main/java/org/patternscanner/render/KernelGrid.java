package org.patternscanner.render;

import java.awt.Graphics2D;
import java.util.List;
import org.patternscanner.arithmetic.Kernel;

/**
 * All kernels of a layer: a row a filter, a column an input channel, both numbered from 0; at the
 * end of each row what the filter's strongest kernel is most like.
 */
final class KernelGrid implements Part {

    private static final int CELL = 9;
    private static final int GAP = 6;
    private static final int LABELS = 52;

    private final float[][][][] filters; // (C_out, C_in, kH, kW)
    private final List<Kernel.Match> nearest;
    private final KernelPainter painter;
    private final int pitchX;
    private final int pitchY;

    KernelGrid(float[][][][] filters, List<Kernel.Match> nearest, DivergingScale scale) {
        this.filters = filters;
        this.nearest = nearest;
        this.painter = new KernelPainter(scale, CELL);
        this.pitchX = filters[0][0][0].length * CELL + GAP;
        this.pitchY = filters[0][0].length * CELL + GAP;
    }

    @Override
    public int width() {
        return kernelsWidth() + Lettering.widest(Page.SMALL, names()) + GAP;
    }

    private int kernelsWidth() {
        return LABELS + filters[0].length * pitchX;
    }

    private List<String> names() {
        return nearest.stream()
                .map(match -> match.kernel().name() + " " + FilterSheet.cosine(match))
                .toList();
    }

    @Override
    public int height() {
        return LABELS + filters.length * pitchY;
    }

    @Override
    public void paint(Graphics2D g) {
        for (int filter = 0; filter < filters.length; filter++) {
            for (int channel = 0; channel < filters[filter].length; channel++) {
                float[][] kernel = filters[filter][channel];
                painter.paint(g, kernel, LABELS + channel * pitchX, LABELS + filter * pitchY);
            }
        }
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.centred(
                g, "kernel for input channel", (LABELS + kernelsWidth()) / 2, LABELS - 32);
        Lettering.upwards(g, "filter", 14, (LABELS + height()) / 2);
        paintNumbers(g);
    }

    private void paintNumbers(Graphics2D g) {
        List<String> names = names();
        g.setFont(Page.SMALL);
        for (int channel = 0; channel < filters[0].length; channel++) {
            int middle = LABELS + channel * pitchX + (pitchX - GAP) / 2;
            Lettering.centred(g, Integer.toString(channel), middle, LABELS - 8);
        }
        for (int filter = 0; filter < filters.length; filter++) {
            int middle = LABELS + filter * pitchY + (pitchY - GAP) / 2;
            g.setColor(Page.TEXT);
            Lettering.right(g, Integer.toString(filter), LABELS - 8, middle + 5);
            g.setColor(FilterSheet.color(nearest.get(filter)));
            Lettering.left(g, names.get(filter), kernelsWidth() + GAP, middle + 5);
        }
    }
}
