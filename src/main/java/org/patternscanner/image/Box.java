package org.patternscanner.image;

import java.util.Optional;

/**
 * A rectangle of pixels, counted from 0 at the top left of a picture.
 *
 * @param left its first column
 * @param top its first row
 * @param right its last column, included
 * @param bottom its last row, included
 */
public record Box(int left, int top, int right, int bottom) {

    /** The smallest box around all pixels of at least this value; empty if there are none. */
    public static Optional<Box> around(GreyImage image, float atLeast) {
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

    /** Pixels from left to right. */
    public int width() {
        return right - left + 1;
    }

    /** Pixels from top to bottom. */
    public int height() {
        return bottom - top + 1;
    }

    public int longerSide() {
        return Math.max(width(), height());
    }

    public Box union(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /** Empty pixels between two boxes, along the axis where there are more; 0 if they meet. */
    public int gapTo(Box other) {
        int across = Math.max(other.left - right, left - other.right);
        int down = Math.max(other.top - bottom, top - other.bottom);
        return Math.max(0, Math.max(across, down) - 1);
    }

    public Box moved(int across, int down) {
        return new Box(left + across, top + down, right + across, bottom + down);
    }

    /** With a margin on all sides, as far as a picture goes. */
    public Box within(GreyImage picture, int margin) {
        return new Box(
                Math.max(0, left - margin),
                Math.max(0, top - margin),
                Math.min(picture.width() - 1, right + margin),
                Math.min(picture.height() - 1, bottom + margin));
    }

    /** How many columns both have. */
    public int sharedColumns(Box other) {
        return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left) + 1);
    }

    /** How many rows both have. */
    public int sharedRows(Box other) {
        return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top) + 1);
    }

    /** Empty rows between the two; 0 if they share one. */
    public int rowsBetween(Box other) {
        return Math.max(0, Math.max(other.top - bottom, top - other.bottom) - 1);
    }

    /** Whether the middle of one lies between the top and the bottom of the other. */
    public boolean isInRowOf(Box other) {
        int middle = (top + bottom) / 2;
        int otherMiddle = (other.top + other.bottom) / 2;
        return (middle >= other.top && middle <= other.bottom)
                || (otherMiddle >= top && otherMiddle <= bottom);
    }
}
