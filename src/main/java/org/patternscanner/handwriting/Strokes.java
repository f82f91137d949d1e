package org.patternscanner.handwriting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The strokes of a {@link Habit} or a {@link Sign} as short straight lines. */
final class Strokes {

    /** Lines between two points of a curve. */
    private static final int PIECES = 10;

    /** In hundredths of the digit's height. */
    record Point(double x, double y) {

        static Point of(String text) {
            String[] numbers = text.split(",", 2);
            return new Point(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
        }
    }

    private final List<List<Point>> lines = new ArrayList<>();
    private List<Point> curve = new ArrayList<>();

    private Strokes() {}

    /**
     * Follows the pen.
     *
     * @param written as {@link Habit} has it
     * @param moved where each point comes to lie
     * @return one list of points for each time that the pen is set down
     */
    static List<List<Point>> of(String written, UnaryOperator<Point> moved) {
        Strokes strokes = new Strokes();
        strokes.lines.add(new ArrayList<>());
        for (String token : written.split(" ", -1)) {
            switch (token) {
                case "/" -> strokes.turn();
                case "|" -> strokes.lift();
                default -> strokes.curve.add(moved.apply(Point.of(token)));
            }
        }
        strokes.turn();
        return strokes.lines;
    }

    private void turn() {
        List<Point> line = lines.get(lines.size() - 1);
        for (int i = 0; i + 1 < curve.size(); i++) {
            for (int piece = 0; piece < PIECES; piece++) {
                line.add(between(i, (double) piece / PIECES));
            }
        }
        Point end = curve.get(curve.size() - 1);
        line.add(end);
        curve = new ArrayList<>(List.of(end));
    }

    private void lift() {
        turn();
        curve = new ArrayList<>();
        lines.add(new ArrayList<>());
    }

    /** On the curve of E. Catmull and R. Rom (1974) that passes all points. */
    private Point between(int i, double share) {
        Point before = curve.get(Math.max(0, i - 1));
        Point from = curve.get(i);
        Point to = curve.get(i + 1);
        Point after = curve.get(Math.min(curve.size() - 1, i + 2));
        return new Point(
                spline(before.x, from.x, to.x, after.x, share),
                spline(before.y, from.y, to.y, after.y, share));
    }

    private static double spline(double before, double from, double to, double after, double t) {
        double straight = 2 * from + (to - before) * t;
        double square = (2 * before - 5 * from + 4 * to - after) * t * t;
        double cube = (3 * from - before - 3 * to + after) * t * t * t;
        return (straight + square + cube) / 2;
    }
}
