package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
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
    private static final int GAP = 14;
    private static final Color MARK = OkabeIto.GREEN;

    /** Draws it. */
    public BufferedImage draw() {
        int cell = Math.max(1, LARGEST / Math.max(pixels.length, pixels[0].length));
        float[][] kernel = unit.kernel();
        ColorScale scale = ColorScale.fitting(map);
        ColorScale kernelScale = ColorScale.fitting(kernel);
        Part picture =
                marked(
                        Cells.square(pixels.length, pixels[0].length, cell, this::paper),
                        unit.patch().rows()[0],
                        unit.patch().columns()[0],
                        kernel.length);
        Part kernelPart =
                captioned("kernel", kernel, Cells.map(kernel, kernelScale, KERNEL / kernel.length));
        Part mapPart = marked(Cells.map(map, scale, cell), row, column, 1);
        Part product =
                Tiles.row(
                                2 * GAP,
                                captioned("picture", pixels, picture),
                                sign("\u00d7"),
                                kernelPart,
                                sign("="),
                                captioned("map", map, mapPart))
                        .centered();
        Part legend = scale.legend(Math.max(mapPart.width(), 2 * KERNEL));
        Part above = new Tiles(List.of(product, legend), 1, GAP, 1);
        return Tiles.column(2 * GAP, above, DotProducts.part(List.of(caption()), List.of(unit)))
                .page(
                        title,
                        "The green patch, times the kernel, gives the green pixel of the map.");
    }

    private Color paper(int row, int column) {
        float light = ink ? 1 - pixels[row][column] : pixels[row][column];
        return Cells.grey(Math.round(255 * light));
    }

    private static Part captioned(String what, float[][] numbers, Part drawn) {
        return Tiles.column(GAP, Text.heading(size(what, numbers)), drawn);
    }

    private static Part sign(String sign) {
        return new Text(sign, Page.TITLE, Page.TEXT);
    }

    private static Part marked(Cells cells, int row, int column, int side) {
        return cells.framed(row, column, side, side, Color.WHITE, 7)
                .with(cells.frame(row, column, side, side, MARK, new BasicStroke(4)));
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

    private static String size(String what, float[][] numbers) {
        return "%s %d x %d".formatted(what, numbers.length, numbers[0].length);
    }
}
