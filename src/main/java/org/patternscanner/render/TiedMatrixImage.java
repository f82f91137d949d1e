package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.TiedMatrix;

/**
 * A convolution's matrix: a row an output, a column a pixel, each of the kernel's weights with a
 * color and a letter of its own, and what is 0 left white.
 */
public final class TiedMatrixImage {

    private static final int CELL = 34;
    private static final int GAP = 50;

    // And tints of them; the letters tell them apart too.
    private static final List<Color> COLORS =
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

    private static final Color ROW = new Color(0x8C8C8C);
    private static final Color CELL_BORDER = new Color(0xE2E2E2);

    private TiedMatrixImage() {}

    /**
     * Draws it, with the kernel below.
     *
     * @param notes a few lines beside the kernel
     */
    public static BufferedImage of(
            String title, String subtitle, TiedMatrix matrix, List<String> notes) {
        int side = matrix.window().kernel();
        Part kernel =
                Tiles.column(
                        4,
                        Text.label("the kernel"),
                        cells(side, side, (row, column) -> row * side + column));
        Part lines = Tiles.column(0, notes.stream().map(Text::heading).toList());
        return Tiles.column(GAP, matrix(matrix), Tiles.row(GAP, kernel, lines))
                .page(title, subtitle);
    }

    private static Part matrix(TiedMatrix matrix) {
        Cells cells =
                cells(
                        matrix.outputs(),
                        matrix.inputs(),
                        (output, input) -> matrix.weightAt()[output][input]);
        int across = matrix.window().outputSize(matrix.width());
        Part drawn = cells;
        for (int row = 0; row < matrix.height(); row++) {
            drawn =
                    drawn.with(
                            cells.frame(
                                    0,
                                    row * matrix.width(),
                                    matrix.outputs(),
                                    matrix.width(),
                                    ROW,
                                    Strokes.THIN));
        }
        for (int row = 0; row * across < matrix.outputs(); row++) {
            drawn =
                    drawn.with(
                            cells.frame(
                                    row * across, 0, across, matrix.inputs(), ROW, Strokes.THIN));
        }
        Part named =
                new Cells(
                                matrix.outputs() / across,
                                matrix.height(),
                                matrix.width() * CELL,
                                across * CELL,
                                (row, column) -> Color.WHITE,
                                null,
                                null)
                        .labeled(
                                drawn,
                                names("map row ", matrix.outputs() / across),
                                names("image row ", matrix.height()));
        return Tiles.named(
                "a column for each of %d pixels".formatted(matrix.inputs()),
                "a row for each of %d outputs".formatted(matrix.outputs()),
                named);
    }

    private static List<Text> names(String what, int rows) {
        return IntStream.range(0, rows).mapToObj(row -> Text.small(what + row)).toList();
    }

    private static Cells cells(int rows, int columns, Cells.At<Integer> weights) {
        return Cells.square(rows, columns, CELL, (row, column) -> color(weights.of(row, column)))
                .withLines(CELL_BORDER)
                .withWords((row, column) -> Text.label(letter(weights.of(row, column))));
    }

    private static Color color(int weight) {
        return weight == TiedMatrix.ZERO ? Color.WHITE : COLORS.get(weight % COLORS.size());
    }

    private static String letter(int weight) {
        return weight == TiedMatrix.ZERO ? "" : String.valueOf((char) ('a' + weight));
    }
}
