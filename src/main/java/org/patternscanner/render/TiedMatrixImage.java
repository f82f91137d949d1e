package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.TiedMatrix;

/**
 * A convolution's matrix: a row an output, a column a pixel, each of the kernel's weights with a
 * colour and a letter of its own, and what is 0 left white.
 */
public final class TiedMatrixImage {

    private static final int CELL = 34;
    private static final int LEFT = 150;
    private static final int TOP = 74;
    private static final int KERNEL_TOP = 60;

    // And tints of them; the letters tell them apart too.
    private static final List<Color> COLOURS =
            List.of(
                    OkabeIto.BLUE,
                    OkabeIto.SKY_BLUE,
                    new Color(0xB5DDF5),
                    OkabeIto.GREEN,
                    new Color(0x8FD9C0),
                    OkabeIto.YELLOW,
                    OkabeIto.ORANGE,
                    OkabeIto.VERMILLION,
                    OkabeIto.PURPLE);

    private static final Color LAST_OF_ROW = new Color(0x8C8C8C);
    private static final Color CELL_BORDER = new Color(0xE2E2E2);

    private final TiedMatrix matrix;
    private final Graphics2D g;

    private TiedMatrixImage(TiedMatrix matrix, Graphics2D g) {
        this.matrix = matrix;
        this.g = g;
    }

    /**
     * Draws it, with the kernel below.
     *
     * @param notes a few lines beside the kernel
     */
    public static BufferedImage of(
            String title, String subtitle, TiedMatrix matrix, List<String> notes) {
        int kernel = matrix.window().kernel();
        int kernelY = TOP + matrix.outputs() * CELL + KERNEL_TOP;
        int below = Math.max(kernel * CELL, notes.size() * 30);
        int notesX = LEFT + kernel * CELL + 50;
        Page page =
                new Page(
                        title,
                        subtitle,
                        Math.max(
                                LEFT + matrix.inputs() * CELL,
                                notesX + Lettering.widest(Page.SUBTITLE, notes)),
                        kernelY + below);
        TiedMatrixImage image = new TiedMatrixImage(matrix, page.graphics());
        image.paintCells();
        image.paintAxes();
        image.paintKernel(kernelY);
        page.graphics().setFont(Page.SUBTITLE);
        for (int i = 0; i < notes.size(); i++) {
            Lettering.left(page.graphics(), notes.get(i), notesX, kernelY + 22 + i * 30);
        }
        return page.finished();
    }

    private void paintCells() {
        for (int output = 0; output < matrix.outputs(); output++) {
            for (int input = 0; input < matrix.inputs(); input++) {
                paintCell(
                        matrix.weightAt()[output][input], LEFT + input * CELL, TOP + output * CELL);
            }
        }
    }

    private void paintCell(int weight, int x, int y) {
        Color colour =
                weight == TiedMatrix.ZERO ? Color.WHITE : COLOURS.get(weight % COLOURS.size());
        g.setColor(colour);
        g.fillRect(x, y, CELL, CELL);
        g.setColor(CELL_BORDER);
        g.drawRect(x, y, CELL, CELL);
        if (weight != TiedMatrix.ZERO) {
            g.setFont(Page.LABEL);
            g.setColor(DivergingScale.textOn(colour));
            Lettering.centred(g, letter(weight), x + CELL / 2, y + 23);
        }
    }

    private static String letter(int weight) {
        return String.valueOf((char) ('a' + weight));
    }

    private void paintAxes() {
        int bottom = TOP + matrix.outputs() * CELL;
        int right = LEFT + matrix.inputs() * CELL;
        int across = matrix.window().outputSize(matrix.width());
        g.setFont(Page.SMALL);
        for (int row = 0; row < matrix.height(); row++) {
            int x = LEFT + row * matrix.width() * CELL;
            g.setColor(LAST_OF_ROW);
            g.drawLine(x, TOP - 8, x, bottom);
            g.setColor(Page.TEXT);
            Lettering.centred(g, "image row " + row, x + matrix.width() * CELL / 2, TOP - 14);
        }
        for (int row = 0; row * across < matrix.outputs(); row++) {
            int y = TOP + row * across * CELL;
            g.setColor(LAST_OF_ROW);
            g.drawLine(LEFT - 8, y, right, y);
            g.setColor(Page.TEXT);
            Lettering.right(g, "map row " + row, LEFT - 14, y + across * CELL / 2 + 5);
        }
        g.setColor(LAST_OF_ROW);
        g.drawLine(right, TOP - 8, right, bottom);
        g.drawLine(LEFT - 8, bottom, right, bottom);
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(
                g, "a column for each of %d pixels".formatted(matrix.inputs()), LEFT, TOP - 46);
        Lettering.upwards(
                g,
                "a row for each of %d outputs".formatted(matrix.outputs()),
                16,
                (TOP + bottom) / 2);
    }

    private void paintKernel(int y) {
        int side = matrix.window().kernel();
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, "the kernel", LEFT, y - 14);
        IntStream.range(0, side * side)
                .forEach(tap -> paintCell(tap, LEFT + tap % side * CELL, y + tap / side * CELL));
        g.setColor(Page.TEXT);
        g.drawRect(LEFT, y, side * CELL, side * CELL);
    }
}
