package org.patternscanner.handwriting;

import org.patternscanner.handwriting.Strokes.Point;
import org.patternscanner.image.GreyImage;

/** How much ink a round pen leaves on each pixel of a picture, from 0 to 1. */
final class Ink {

    private final int width;
    private final int height;
    final double penWidth;
    private final double edge;
    private final double[] shares;

    /**
     * Nothing is written yet.
     *
     * @param penWidth in pixels
     * @param softness over which part of its width its edge fades; one pixel at least
     */
    Ink(int width, int height, double penWidth, double softness) {
        this.width = width;
        this.height = height;
        this.penWidth = penWidth;
        edge = Math.max(1, softness * penWidth);
        shares = new double[width * height];
    }

    /** Writes a straight line; where lines cross, the stronger ink is seen. */
    void line(Point from, Point to, double strength) {
        double reach = (penWidth + edge) / 2;
        int left = (int) Math.max(0, Math.min(from.x(), to.x()) - reach);
        int right = (int) Math.min(width - 1, Math.max(from.x(), to.x()) + reach);
        int top = (int) Math.max(0, Math.min(from.y(), to.y()) - reach);
        int bottom = (int) Math.min(height - 1, Math.max(from.y(), to.y()) + reach);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double inside = reach - distance(x + 0.5, y + 0.5, from, to);
                double share = strength * Math.max(0, Math.min(1, inside / edge));
                shares[y * width + x] = Math.max(shares[y * width + x], share);
            }
        }
    }

    private static double distance(double x, double y, Point from, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : ((x - from.x()) * dx + (y - from.y()) * dy) / square;
        double nearest = Math.max(0, Math.min(1, along));
        return Math.hypot(x - from.x() - nearest * dx, y - from.y() - nearest * dy);
    }

    /** A pixel's gray value, by its place, from -1 to 1 in each direction, and its ink. */
    interface Paper {
        float gray(double x, double y, double share);
    }

    GreyImage image(Paper paper) {
        return GreyImage.of(
                width,
                height,
                (x, y) ->
                        paper.gray(
                                2.0 * x / width - 1, 2.0 * y / height - 1, shares[y * width + x]));
    }
}
