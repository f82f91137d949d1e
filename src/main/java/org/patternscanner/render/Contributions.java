package org.patternscanner.render;

import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.UnitSum;

/** Draws what each of many input channels adds to a sum, with the channel in the cell's corner. */
final class Contributions {

    private static final int A_ROW = 8;
    private static final Font CORNER = Page.SMALL.deriveFont(12f);

    private Contributions() {}

    static Part part(String heading, UnitSum sum) {
        double[] sums = sum.terms().stream().mapToDouble(DotProduct::sum).toArray();
        double[][] numbers = new double[(sums.length + A_ROW - 1) / A_ROW][];
        Arrays.setAll(numbers, row -> Arrays.copyOfRange(sums, row * A_ROW, (row + 1) * A_ROW));
        Matrix matrix = Matrix.of(numbers);
        ColorScale scale = ColorScale.symmetric(matrix.maxAbs());
        Cells grid = NumberGrid.of(matrix, scale);
        List<Part> corners =
                IntStream.range(0, sums.length)
                        .<Part>mapToObj(
                                channel ->
                                        new Text(
                                                String.valueOf(channel),
                                                CORNER,
                                                ColorScale.textOn(scale.color(sums[channel]))))
                        .toList();
        return Tiles.column(4, Text.heading(heading), grid.with(grid.inCorners(corners)));
    }
}
