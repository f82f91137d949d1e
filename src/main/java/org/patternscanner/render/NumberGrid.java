package org.patternscanner.render;

/** A matrix with its numbers written on their colors; what is padding is grey. */
final class NumberGrid {

    private static final int CELL_WIDTH = 78;
    private static final int CELL_HEIGHT = 56;

    static final int DECIMALS = 3;
    private static final int DECIMALS_OF_HUNDREDS = 1;

    private NumberGrid() {}

    static Cells of(Matrix matrix, ColorScale scale) {
        return new Cells(
                matrix.rows(),
                matrix.columns(),
                CELL_WIDTH,
                CELL_HEIGHT,
                (row, column) ->
                        matrix.padding()[row][column]
                                ? ReceptiveFieldImage.PADDING
                                : scale.color(matrix.numbers()[row][column]),
                Page.LINE,
                (row, column) ->
                        matrix.padding()[row][column]
                                ? Text.small("padding")
                                : Text.label(text(matrix.numbers()[row][column])));
    }

    /** What has more digits before the point has room for fewer after it. */
    private static String text(double number) {
        return Signed.text(number, Math.abs(number) < 100 ? DECIMALS : DECIMALS_OF_HUNDREDS);
    }
}
