package org.patternscanner.image;

import java.util.Optional;

/** A rectangle of pixels; all four sides belong to it. */
record Box(int left, int top, int right, int bottom) {

    /** The smallest box around all pixels of at least this value; empty if there are none. */
    static Optional<Box> around(GreyImage image, float atLeast) {
        Optional<Box> box = Optional.empty();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.at(x, y) >= atLeast) {
                    Box pixel = new Box(x, y, x, y);
                    box = Optional.of(box.map(pixel::union).orElse(pixel));
                }
            }
        }
        return box;
    }

    int width() {
        return right - left + 1;
    }

    int height() {
        return bottom - top + 1;
    }

    int longerSide() {
        return Math.max(width(), height());
    }

    Box union(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /** Empty pixels between two boxes, along the axis where there are more; 0 if they meet. */
    int gapTo(Box other) {
        int across = Math.max(other.left - right, left - other.right);
        int down = Math.max(other.top - bottom, top - other.bottom);
        return Math.max(0, Math.max(across, down) - 1);
    }

    /** Whether one stands entirely to the left of the other. */
    boolean isBeside(Box other) {
        return other.left > right || left > other.right;
    }
}
