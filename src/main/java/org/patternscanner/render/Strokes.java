package org.patternscanner.render;

import java.awt.BasicStroke;

/** How boxes on an image are drawn: what lies beyond it, or inside another box, is dashed. */
final class Strokes {

    static final int WIDTH = 4;
    static final BasicStroke THIN = new BasicStroke(1);
    static final BasicStroke SOLID = new BasicStroke(WIDTH);
    static final BasicStroke DASHED =
            new BasicStroke(
                    WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {9, 6}, 0);

    private Strokes() {}
}
