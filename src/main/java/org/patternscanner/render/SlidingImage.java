package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.patternscanner.arithmetic.DotProduct;

/**
 * A picture, the kernel that slides over it, and the map that comes out; below, one place of it in
 * numbers.
 *
 * @param pixels [row][column], from 0 to 1
 * @param ink whether 1 is ink on paper, and not light
 * @param unit the dot product at the marked place
 * @param map [row][column]
 * @param row of the map, marked
 * @param column of the map, marked
 */
public record SlidingImage(
        String title,
        float[][] pixels,
        boolean ink,
        DotProduct unit,
        float[][] map,
        int row,
        int column) {

    private static final int LARGEST = 476;
    private static final int KERNEL = 150;
    private static final int SIGN = 60;
    private static final int HEADING = 40;
    private static final int BELOW = 44;
    private static final Color MARK = OkabeIto.GREEN;

    /** Draws it. */
    public BufferedImage draw() {
        int cell = Math.max(1, LARGEST / Math.max(pixels.length, pixels[0].length));
        int pictureWidth = pixels[0].length * cell;
        int kernelCell = KERNEL / unit.kernel().length;
        int kernelX = pictureWidth + SIGN;
        int mapX = kernelX + KERNEL + SIGN;
        int mapWidth = Math.max(map[0].length * cell, 2 * KERNEL);
        int numbersY = HEADING + pixels.length * cell + BELOW + DivergingScale.LEGEND_HEIGHT;
        DotProducts numbers = new DotProducts(List.of(caption()), List.of(unit));
        Page page =
                new Page(
                        title,
                        "The green patch, times the kernel, gives the green pixel of the map.",
                        Math.max(mapX + mapWidth, numbers.width()),
                        numbersY + numbers.height());
        Graphics2D g = page.graphics();
        int middle = HEADING + pixels.length * cell / 2;
        paintPixels(g, cell);
        markPatch(g, cell);
        paintKernel(g, kernelX, middle, kernelCell);
        paintMap(g, mapX, cell);
        paintWords(g, cell, kernelX, mapX, middle);
        DivergingScale scale = DivergingScale.fitting(new float[][][] {map});
        scale.drawLegend(g, mapX, HEADING + map.length * cell + 14, mapWidth);
        g.translate(0, numbersY);
        numbers.paint(g);
        return page.finished();
    }

    private String caption() {
        int[] rows = unit.patch().rows();
        int[] columns = unit.patch().columns();
        return "row %d, column %d of the map: rows %d to %d, columns %d to %d of the picture"
                .formatted(
                        row,
                        column,
                        rows[0],
                        rows[rows.length - 1],
                        columns[0],
                        columns[columns.length - 1]);
    }

    private void paintPixels(Graphics2D g, int cell) {
        for (int y = 0; y < pixels.length; y++) {
            for (int x = 0; x < pixels[y].length; x++) {
                float light = ink ? 1 - pixels[y][x] : pixels[y][x];
                g.setColor(new Color(light, light, light));
                g.fillRect(x * cell, HEADING + y * cell, cell, cell);
            }
        }
        g.setColor(Page.LINE);
        g.drawRect(0, HEADING, pixels[0].length * cell, pixels.length * cell);
    }

    private void markPatch(Graphics2D g, int cell) {
        int side = unit.kernel().length * cell;
        int x = unit.patch().columns()[0] * cell;
        int y = HEADING + unit.patch().rows()[0] * cell;
        mark(g, x, y, side);
    }

    private static void mark(Graphics2D g, int x, int y, int side) {
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(7));
        g.drawRect(x, y, side, side);
        g.setColor(MARK);
        g.setStroke(new BasicStroke(4));
        g.drawRect(x, y, side, side);
        g.setStroke(new BasicStroke(1));
    }

    private void paintKernel(Graphics2D g, int x, int middle, int cell) {
        float[][] kernel = unit.kernel();
        new KernelPainter(DivergingScale.fitting(new float[][][] {kernel}), cell)
                .paint(g, kernel, x, middle - kernel.length * cell / 2);
    }

    private void paintMap(Graphics2D g, int x, int cell) {
        DivergingScale scale = DivergingScale.fitting(new float[][][] {map});
        for (int i = 0; i < map.length; i++) {
            for (int j = 0; j < map[i].length; j++) {
                g.setColor(scale.color(map[i][j]));
                g.fillRect(x + j * cell, HEADING + i * cell, cell, cell);
            }
        }
        g.setColor(Page.LINE);
        g.drawRect(x, HEADING, map[0].length * cell, map.length * cell);
        mark(g, x + column * cell, HEADING + row * cell, cell);
    }

    private void paintWords(Graphics2D g, int cell, int kernelX, int mapX, int middle) {
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.left(g, size("picture", pixels), 0, HEADING - 14);
        Lettering.left(g, size("map", map), mapX, HEADING - 14);
        Lettering.centred(
                g, size("kernel", unit.kernel()), kernelX + KERNEL / 2, middle - KERNEL / 2 - 14);
        g.setFont(Page.TITLE);
        Lettering.centred(g, "\u00d7", pixels[0].length * cell + SIGN / 2, middle + 10);
        Lettering.centred(g, "=", kernelX + KERNEL + SIGN / 2, middle + 10);
    }

    private static String size(String what, float[][] numbers) {
        return "%s %d x %d".formatted(what, numbers.length, numbers[0].length);
    }
}
