package org.patternscanner.render;

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

    /** Rows. */
    public int height() {
        return bottom - top + 1;
    }

    /** Columns. */
    public int width() {
        return right - left + 1;
    }
}
