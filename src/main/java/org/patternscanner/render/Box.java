package org.patternscanner.render;

import org.patternscanner.arithmetic.ReceptiveField.Span;

/**
 * A rectangle of pixels with a name: what one unit of a layer sees.
 *
 * <p>All four indices are inclusive and count from 0. They may lie beyond the picture, where a
 * layer reads its padding.
 */
public record Box(String label, int top, int left, int bottom, int right) {

    /** A box has at least one pixel. */
    public Box {
        if (bottom < top || right < left) {
            throw new IllegalArgumentException("The box " + label + " ends before it begins.");
        }
    }

    /** These rows and columns. */
    public static Box of(String label, Span rows, Span columns) {
        return new Box(label, rows.first(), columns.first(), rows.last(), columns.last());
    }

    /** Rows. */
    public int height() {
        return bottom - top + 1;
    }

    /** Columns. */
    public int width() {
        return right - left + 1;
    }
}
