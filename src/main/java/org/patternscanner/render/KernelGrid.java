package org.patternscanner.render;

import java.awt.Graphics2D;

/** All kernels of a layer: a row a filter, a column an input channel, both numbered from 0. */
final class KernelGrid {

    private static final int CELL = 9;
    private static final int GAP = 6;
    private static final int LABELS = 52;

    private final float[][][][] filters; // (C_out, C_in, kH, kW)
    private final KernelPainter painter;
    private final int pitchX;
    private final int pitchY;

    KernelGrid(float[][][][] filters, DivergingScale scale) {
        this.filters = filters;
        this.painter = new KernelPainter(scale, CELL);
        this.pitchX = filters[0][0][0].length * CELL + GAP;
        this.pitchY = filters[0][0].length * CELL + GAP;
    }

    int width() {
        return LABELS + filters[0].length * pitchX;
    }

    int height() {
        return LABELS + filters.length * pitchY;
    }

    void paint(Graphics2D g) {
        for (int filter = 0; filter < filters.length; filter++) {
            for (int channel = 0; channel < filters[filter].length; channel++) {
                float[][] kernel = filters[filter][channel];
                painter.paint(g, kernel, LABELS + channel * pitchX, LABELS + filter * pitchY);
            }
        }
        g.setColor(Page.TEXT);
        paintNumbers(g);
        g.setFont(Page.LABEL);
        Lettering.centred(g, "kernel for input channel", (LABELS + width()) / 2, LABELS - 32);
        Lettering.upwards(g, "filter", 14, (LABELS + height()) / 2);
    }

    private void paintNumbers(Graphics2D g) {
        g.setFont(Page.SMALL);
        for (int channel = 0; channel < filters[0].length; channel++) {
            int middle = LABELS + channel * pitchX + (pitchX - GAP) / 2;
            Lettering.centred(g, Integer.toString(channel), middle, LABELS - 8);
        }
        for (int filter = 0; filter < filters.length; filter++) {
            int middle = LABELS + filter * pitchY + (pitchY - GAP) / 2;
            Lettering.right(g, Integer.toString(filter), LABELS - 8, middle + 5);
        }
    }
}
