package org.patternscanner.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of colored cells: the pixels of an image, the numbers of a map, the weights of a kernel.
 * Nothing is smoothed, so that a class can count them.
 *
 * @param cellWidth in pixels
 * @param cellHeight in pixels
 * @param color of a cell
 * @param lines the color of the lines between the cells, if there are any
 * @param words what stands on a cell, if anything does; its color follows from the cell's
 */
record Cells(
        int rows,
        int columns,
        int cellWidth,
        int cellHeight,
        At<Color> color,
        @Nullable Color lines,
        @Nullable At<Text> words)
        implements Part {

    /** Between the cells and the names of their rows and columns. */
    static final int BESIDE_LABELS = 8;

    private static final int DIGIT = 28;

    // In smaller cells the lines between them would hide the cells.
    private static final int SMALLEST_WITH_LINES = 18;
    private static final Color LINES = new Color(0xBFBFBF);

    /** What a cell has. */
    @FunctionalInterface
    interface At<T> {
        T of(int row, int column);
    }

    /** Square cells without lines. */
    static Cells square(int rows, int columns, int cell, At<Color> color) {
        return new Cells(rows, columns, cell, cell, color, null, null);
    }

    /** A map or a kernel, [row][column]. */
    static Cells map(float[][] numbers, ColorScale scale, int cell) {
        Cells cells =
                square(
                        numbers.length,
                        numbers[0].length,
                        cell,
                        (row, column) -> scale.color(numbers[row][column]));
        return cell < SMALLEST_WITH_LINES ? cells : cells.withLines(LINES);
    }

    /**
     * Ink on paper: an MNIST pixel of 0 is white, one of 255 is black.
     *
     * <p>MNIST's files mean it the same way (0 is background, 255 is ink); screens often show it
     * the other way round.
     *
     * @param pixels row by row, unsigned
     * @param width pixels a row
     */
    static Cells grey(byte[] pixels, int width, int cell) {
        return square(
                pixels.length / width,
                width,
                cell,
                (row, column) -> grey(255 - Byte.toUnsignedInt(pixels[row * width + column])));
    }

    /** The same for 28 x 28 pixels. */
    static Cells digit(byte[] digit, int cell) {
        return grey(digit, DIGIT, cell);
    }

    static Color grey(int light) {
        return new Color(light, light, light);
    }

    Cells withLines(Color other) {
        return new Cells(rows, columns, cellWidth, cellHeight, color, other, words);
    }

    Cells withWords(At<Text> other) {
        return new Cells(rows, columns, cellWidth, cellHeight, color, lines, other);
    }

    @Override
    public int width() {
        return columns * cellWidth;
    }

    @Override
    public int height() {
        return rows * cellHeight;
    }

    @Override
    public void paint(Graphics2D g) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                paintCell(g, row, column);
            }
        }
        g.setColor(Page.LINE);
        g.drawRect(-1, -1, width() + 1, height() + 1);
    }

    private void paintCell(Graphics2D g, int row, int column) {
        Color ground = color.of(row, column);
        int x = column * cellWidth;
        int y = row * cellHeight;
        g.setColor(ground);
        g.fillRect(x, y, cellWidth, cellHeight);
        if (lines != null) {
            g.setColor(lines);
            g.drawRect(x, y, cellWidth, cellHeight);
        }
        if (words != null) {
            Text text = words.of(row, column).in(ColorScale.textOn(ground));
            text.centeredIn(cellWidth).paintAt(g, x, y + (cellHeight - text.height()) / 2);
        }
    }

    /** These cells with a thick frame around some of them. */
    Part framed(int row, int column, int height, int width, Color frame, int stroke) {
        return with(frame(row, column, height, width, frame, new BasicStroke(stroke)));
    }

    /** What draws a frame around some of these cells. */
    Consumer<Graphics2D> frame(
            int row, int column, int height, int width, Color frame, Stroke stroke) {
        return g -> {
            g.setColor(frame);
            g.setStroke(stroke);
            g.drawRect(
                    column * cellWidth, row * cellHeight, width * cellWidth, height * cellHeight);
        };
    }

    /** What draws parts in the upper left corners of the cells, row by row. */
    Consumer<Graphics2D> inCorners(List<Part> corners) {
        return g -> {
            for (int i = 0; i < corners.size(); i++) {
                corners.get(i)
                        .paintAt(g, i % columns * cellWidth + 4, i / columns * cellHeight + 1);
            }
        };
    }

    /** This part with a name left of each row and above each column. */
    Part labeled(List<Text> rowNames, List<Text> columnNames) {
        return labeled(this, rowNames, columnNames);
    }

    /**
     * The same around what was drawn over these cells.
     *
     * @param drawn as large as these cells
     */
    Part labeled(Part drawn, List<Text> rowNames, List<Text> columnNames) {
        Part left = names(cellHeight, rowNames.size(), rowNames::get);
        List<Part> top = columnNames.stream().map(name -> name.centeredIn(cellWidth)).toList();
        return new Tiles(
                List.of(Part.space(0, 0), Tiles.row(0, top), left, drawn), 2, BESIDE_LABELS, 0);
    }

    /**
     * Names one below the other, each beside the middle of a row of cells, aligned at the right.
     */
    static Part names(int cellHeight, int rows, IntFunction<Text> names) {
        List<Text> texts = IntStream.range(0, rows).mapToObj(names).toList();
        int widest = Tiles.column(0, texts).width();
        return Tiles.column(
                0,
                texts.stream()
                        .map(
                                text ->
                                        Part.of(
                                                widest,
                                                cellHeight,
                                                g ->
                                                        text.rightIn(widest)
                                                                .paintAt(
                                                                        g,
                                                                        0,
                                                                        (cellHeight - text.height())
                                                                                / 2)))
                        .toList());
    }
}
