package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Arrays;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.UnitSum;

/** Draws what each of many input channels adds to a sum, with the channel in the cell's corner. */
final class Contributions implements Part {

    private static final int A_ROW = 8;
    private static final int HEADING = 34;
    private static final Font CORNER = Page.SMALL.deriveFont(12f);

    private final String heading;
    private final double[] sums;
    private final int rows;

    Contributions(String heading, UnitSum sum) {
        this.heading = heading;
        this.sums = sum.terms().stream().mapToDouble(DotProduct::sum).toArray();
        this.rows = (sums.length + A_ROW - 1) / A_ROW;
    }

    @Override
    public int width() {
        return A_ROW * NumberGrid.CELL_WIDTH;
    }

    @Override
    public int height() {
        return HEADING + rows * NumberGrid.CELL_HEIGHT;
    }

    @Override
    public void paint(Graphics2D g) {
        double[][] numbers = new double[rows][];
        Arrays.setAll(numbers, row -> Arrays.copyOfRange(sums, row * A_ROW, (row + 1) * A_ROW));
        Matrix matrix = Matrix.of(numbers);
        DivergingScale scale = DivergingScale.symmetric(matrix.maxAbs());
        new NumberGrid(scale).paint(g, matrix, 0, HEADING);
        g.setColor(Page.TEXT);
        g.setFont(Page.SUBTITLE);
        Lettering.left(g, heading, 0, 20);
        g.setFont(CORNER);
        for (int channel = 0; channel < sums.length; channel++) {
            Color ground = scale.color(sums[channel]);
            g.setColor(DivergingScale.textOn(ground));
            int x = channel % A_ROW * NumberGrid.CELL_WIDTH + 4;
            int y = HEADING + channel / A_ROW * NumberGrid.CELL_HEIGHT + 14;
            Lettering.left(g, String.valueOf(channel), x, y);
        }
    }
}
