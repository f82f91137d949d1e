package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** How much the pixels inside receptive fields matter: a panel a layer, all of one scale. */
public final class EffectiveFieldImage {

    private static final int CELL = 30;
    private static final int TICKS = 30;
    private static final int CAPTIONS = 96;
    private static final int GAP = 44;
    private static final int LEGEND_GAP = 28;
    private static final int KEY = TICKS + DivergingScale.LEGEND_WIDTH + GAP;
    private static final int SWATCH = 44;
    private static final String FIELD = "the receptive field";
    private static final String HALF = "its middle, with at least half of the energy";
    private static final int LINE_WIDTH = 4;
    private static final Color BOX = OkabeIto.BLUE;
    private static final DivergingScale SCALE = DivergingScale.symmetric(1);

    private final List<Panel> panels;
    private final int first;
    private final int side;

    /**
     * One layer.
     *
     * @param box the unit's field
     * @param energy [row][column] of the whole image, at least 0; the largest gets the full colour
     * @param half the side of the square in the field's middle that is dashed; 0 for none
     * @param remark a few words below the layer's name
     */
    public record Panel(Box box, float[][] energy, int half, String remark) {}

    private EffectiveFieldImage(List<Panel> panels) {
        this.panels = panels;
        // All show the same pixels: those of the largest box, and one more all around.
        first =
                panels.stream().mapToInt(p -> Math.min(p.box.top(), p.box.left())).min().orElse(0)
                        - 1;
        int last =
                panels.stream()
                                .mapToInt(p -> Math.max(p.box.bottom(), p.box.right()))
                                .max()
                                .orElse(0)
                        + 1;
        side = last - first + 1;
    }

    /** Draws the panels side by side. */
    public static BufferedImage of(String title, String subtitle, List<Panel> panels) {
        return new EffectiveFieldImage(panels).draw(title, subtitle);
    }

    private BufferedImage draw(String title, String subtitle) {
        int width = side * CELL;
        int pitch = TICKS + width + GAP;
        int legendTop = CAPTIONS + width + LEGEND_GAP;
        Page page =
                new Page(
                        title,
                        subtitle,
                        Math.max(panels.size() * pitch - GAP, KEY + keyWidth()),
                        legendTop + DivergingScale.LEGEND_HEIGHT);
        Graphics2D g = page.graphics();
        SCALE.drawLegendFromZero(
                g,
                "0",
                "each panel's strongest pixel",
                TICKS,
                legendTop,
                DivergingScale.LEGEND_WIDTH);
        paintKey(g, legendTop);
        for (int i = 0; i < panels.size(); i++) {
            Graphics2D inPanel = (Graphics2D) g.create();
            inPanel.translate(i * pitch + TICKS, CAPTIONS);
            paint(inPanel, panels.get(i));
            inPanel.dispose();
        }
        return page.finished();
    }

    private static void paintKey(Graphics2D g, int y) {
        g.setColor(BOX);
        g.setStroke(new BasicStroke(LINE_WIDTH));
        g.drawLine(KEY, y + 9, KEY + SWATCH, y + 9);
        g.setColor(Page.TEXT);
        g.setStroke(dashes());
        g.drawLine(KEY, y + 36, KEY + SWATCH, y + 36);
        g.setStroke(new BasicStroke(1));
        Lettering.left(g, FIELD, KEY + SWATCH + 14, y + 15);
        Lettering.left(g, HALF, KEY + SWATCH + 14, y + 42);
    }

    private static int keyWidth() {
        return SWATCH + 14 + Lettering.widest(Page.LABEL, List.of(FIELD, HALF));
    }

    private void paint(Graphics2D g, Panel panel) {
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Box box = panel.box;
        String heading = "%s  %d x %d".formatted(box.label(), box.height(), box.width());
        Lettering.left(g, heading, 0, 24 - CAPTIONS);
        g.setColor(Page.MUTED);
        g.setFont(Page.LABEL);
        Lettering.left(g, panel.remark, 0, 50 - CAPTIONS);
        new KernelPainter(SCALE, CELL).paint(g, shown(panel.energy), 0, 0);
        paintTicks(g);
        int inset = (box.height() - panel.half) / 2;
        if (panel.half > 0 && inset > 0) {
            g.setColor(Page.TEXT);
            g.setStroke(dashes());
            outline(g, box.top() + inset, box.left() + inset, panel.half, panel.half);
        }
        g.setColor(BOX);
        g.setStroke(new BasicStroke(LINE_WIDTH));
        outline(g, box.top(), box.left(), box.height(), box.width());
    }

    private void outline(Graphics2D g, int top, int left, int height, int width) {
        g.drawRect((left - first) * CELL, (top - first) * CELL, width * CELL, height * CELL);
    }

    /** The part that all panels show, as shares of its largest number. */
    private float[][] shown(float[][] energy) {
        double largest = 0;
        for (float[] row : energy) {
            for (float number : row) {
                largest = Math.max(largest, number);
            }
        }
        float[][] part = new float[side][];
        for (int row = 0; row < side; row++) {
            part[row] = Arrays.copyOfRange(energy[first + row], first, first + side);
            for (int column = 0; column < side && largest > 0; column++) {
                part[row][column] /= (float) largest;
            }
        }
        return part;
    }

    private void paintTicks(Graphics2D g) {
        g.setColor(Page.MUTED);
        g.setFont(Page.SMALL);
        for (int i = 0; i < side; i++) {
            String number = Integer.toString(first + i);
            Lettering.centred(g, number, i * CELL + CELL / 2, -8);
            Lettering.right(g, number, -8, i * CELL + CELL / 2 + 5);
        }
    }

    private static BasicStroke dashes() {
        float[] pattern = {9, 6};
        return new BasicStroke(
                LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, pattern, 0);
    }
}
