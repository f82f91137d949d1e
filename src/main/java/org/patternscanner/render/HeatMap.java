package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A table of numbers with a sign, each on its color of a zero-centred scale.
 *
 * @param rows the name of each row
 * @param columns the name of each column
 * @param values [row][column]
 * @param legend what is measured, with the unit
 * @param text writes a number into its cell; an empty text leaves the cell to its color
 */
public record HeatMap(
        String title,
        String subtitle,
        List<String> rows,
        List<String> columns,
        double[][] values,
        String legend,
        DoubleFunction<String> text) {

    private static final int CELL_WIDTH = 62;
    private static final int CELL_HEIGHT = 30;
    private static final int GAP = 28;

    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** Draws it, with the scale below, which ends at the largest number. */
    public BufferedImage draw() {
        return draw(Matrix.of(values).maxAbs());
    }

    /**
     * Draws it on a scale of one's own, such as one that two pictures share.
     *
     * @param end above 0; what lies beyond gets the color of the end
     */
    public BufferedImage draw(double end) {
        ColorScale scale = ColorScale.symmetric(end);
        Cells cells =
                new Cells(
                        rows.size(),
                        columns.size(),
                        CELL_WIDTH,
                        CELL_HEIGHT,
                        (row, column) -> scale.color(values[row][column]),
                        Color.WHITE,
                        (row, column) -> Text.small(text.apply(values[row][column])));
        Part table =
                cells.labeled(
                        rows.stream().map(Text::label).toList(),
                        columns.stream().map(Text::label).toList());
        return Tiles.column(GAP, table, Tiles.column(0, Text.label(legend), scale.legend()))
                .page(title, subtitle);
    }
}
