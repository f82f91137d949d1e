package org.patternscanner.render;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts in rows and columns: a column is as wide as its widest part, a row as high as its highest.
 *
 * @param parts row by row
 * @param columns parts a row
 * @param gap empty pixels between two parts
 * @param slack the share of a part's free space that lies left of it and above it: 0 or a half
 */
record Tiles(List<? extends Part> parts, int columns, int gap, double slack) implements Part {

    Tiles {
        parts = List.copyOf(parts);
    }

    /** Parts side by side, at the top. */
    static Tiles row(int gap, Part... parts) {
        return row(gap, List.of(parts));
    }

    static Tiles row(int gap, List<? extends Part> parts) {
        return new Tiles(parts, Math.max(1, parts.size()), gap, 0);
    }

    /** Parts one below the other, at the left. */
    static Tiles column(int gap, Part... parts) {
        return column(gap, List.of(parts));
    }

    static Tiles column(int gap, List<? extends Part> parts) {
        return new Tiles(parts, 1, gap, 0);
    }

    /** Parts on places of equal width, each in the middle of its own. */
    static Tiles sheet(int gap, int columns, List<? extends Part> parts) {
        int widest = parts.stream().mapToInt(Part::width).max().orElse(0);
        return new Tiles(
                parts.stream().map(part -> part.centeredIn(widest)).toList(), columns, gap, 0);
    }

    /** A part with a word above its columns and one, written upwards, beside its rows. */
    static Part named(String columns, String rows, Part part) {
        return new Tiles(
                List.of(Part.space(0, 0), Text.label(columns), Text.label(rows).upwards(), part),
                2,
                8,
                0.5);
    }

    /** The same parts, each in the middle of its place. */
    Tiles centered() {
        return new Tiles(parts, columns, gap, 0.5);
    }

    @Override
    public int width() {
        return Math.max(0, Arrays.stream(widths()).map(width -> width + gap).sum() - gap);
    }

    @Override
    public int height() {
        return Math.max(0, Arrays.stream(heights()).map(height -> height + gap).sum() - gap);
    }

    @Override
    public void paint(Graphics2D g) {
        int[] widths = widths();
        int[] heights = heights();
        int x = 0;
        int y = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int right = (int) (slack * (widths[i % columns] - part.width()));
            int down = (int) (slack * (heights[i / columns] - part.height()));
            part.paintAt(g, x + right, y + down);
            boolean last = i % columns == columns - 1;
            x = last ? 0 : x + widths[i % columns] + gap;
            y += last ? heights[i / columns] + gap : 0;
        }
    }

    private int[] widths() {
        return IntStream.range(0, Math.min(columns, parts.size()))
                .map(
                        column ->
                                IntStream.iterate(column, i -> i < parts.size(), i -> i + columns)
                                        .map(i -> parts.get(i).width())
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    private int[] heights() {
        int[] heights = new int[(parts.size() + columns - 1) / columns];
        for (int i = 0; i < parts.size(); i++) {
            heights[i / columns] = Math.max(heights[i / columns], parts.get(i).height());
        }
        return heights;
    }
}
