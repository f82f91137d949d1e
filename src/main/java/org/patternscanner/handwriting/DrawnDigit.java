package org.patternscanner.handwriting;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.patternscanner.handwriting.Strokes.Point;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;

/**
 * Draws a digit as a person may have written and photographed it: every point a little elsewhere,
 * slanted, turned, stretched; small or large; on white, gray or dark paper, in even or uneven
 * light, with and without noise.
 */
public final class DrawnDigit {

    /** Of each point, in hundredths of the digit's height: a standard deviation. */
    private static final double JITTER = 2.5;

    /** Pixels: the height of the smallest digit, and of the largest. */
    private static final double SMALLEST = 24;

    private static final double LARGEST = 160;

    private final Pen pen;
    private final RandomGenerator random;
    private final double size;

    private DrawnDigit(Pen pen, RandomGenerator random) {
        this.pen = pen;
        this.random = random;
        size = SMALLEST * Math.pow(LARGEST / SMALLEST, random.nextDouble());
    }

    /**
     * Draws.
     *
     * @param seed decides: equal seeds give equal pictures
     */
    public static Picture draw(Habit habit, Pen pen, long seed) {
        return draw(habit.strokes, pen, new SplittableRandom(seed));
    }

    /** The same of what is no digit. */
    public static Picture draw(Sign sign, Pen pen, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return draw(sign.strokes(random), pen, random);
    }

    private static Picture draw(String strokes, Pen pen, RandomGenerator random) {
        GreyImage image = new DrawnDigit(pen, random).draw(strokes);
        return new Picture(image.width(), image.height(), image, List.of());
    }

    private GreyImage draw(String strokes) {
        List<List<Point>> lines = Strokes.of(strokes, hand());
        DoubleSummaryStatistics x = extent(lines, Point::x);
        DoubleSummaryStatistics y = extent(lines, Point::y);
        double scale = size / (y.getMax() - y.getMin());
        double left = margin() - x.getMin() * scale;
        double top = margin() - y.getMin() * scale;
        Ink ink =
                new Ink(
                        (int) Math.ceil(left + x.getMax() * scale + margin()),
                        (int) Math.ceil(top + y.getMax() * scale + margin()),
                        Math.max(1, size * random.nextDouble(pen.thinnest, pen.thickest)),
                        pen.softness);
        for (List<Point> line : lines) {
            write(
                    line.stream()
                            .map(p -> new Point(left + p.x() * scale, top + p.y() * scale))
                            .toList(),
                    ink);
        }
        return onPaper(ink);
    }

    /** A hand's slant, turn, proportions and unsteadiness. */
    private UnaryOperator<Point> hand() {
        double slant = random.nextDouble(-0.15, 0.35);
        double turn = random.nextDouble(-0.12, 0.12);
        double wide = random.nextDouble(0.75, 1.25);
        return point -> {
            double y = point.y() + JITTER * random.nextGaussian();
            double x = (point.x() + JITTER * random.nextGaussian()) * wide - slant * y;
            return new Point(x - turn * y, y + turn * x);
        };
    }

    private static DoubleSummaryStatistics extent(
            List<List<Point>> lines, ToDoubleFunction<Point> side) {
        return lines.stream().flatMap(List::stream).mapToDouble(side).summaryStatistics();
    }

    private double margin() {
        return size * (pen == Pen.TIGHT_CROP ? 0.02 : random.nextDouble(0.12, 0.4));
    }

    private void write(List<Point> line, Ink ink) {
        double gap = random.nextDouble(0.2, 0.8) * line.size(); // where a broken pen leaves one
        for (int i = 0; i + 1 < line.size(); i++) {
            double along = (double) i / line.size();
            boolean isGap =
                    pen == Pen.BROKEN && distance(line.get(i), line.get((int) gap)) < ink.penWidth;
            if (!isGap) {
                ink.line(line.get(i), line.get(i + 1), pen == Pen.FADING ? 1 - 0.7 * along : 1);
            }
        }
    }

    private static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    /** Ink takes light away from the paper; on dark paper it is the other way round. */
    private GreyImage onPaper(Ink ink) {
        double paper = random.nextBoolean() ? 255 : random.nextDouble(140, 255);
        double written = paper * random.nextDouble(0, 0.6);
        double shade = random.nextBoolean() ? 0 : random.nextDouble(0.1, 0.4); // at the dark rim
        double direction = random.nextDouble(2 * Math.PI);
        double noise = random.nextBoolean() ? 0 : random.nextDouble(1, 6);
        boolean isDark = random.nextInt(5) == 0;
        return ink.image(
                (x, y, share) -> {
                    double away = x * Math.cos(direction) + y * Math.sin(direction); // -1.5 to 1.5
                    double light = 1 - shade * (1.5 + away) / 3;
                    double value = (paper + (written - paper) * share) * light;
                    double noisy = value + noise * random.nextGaussian();
                    double gray = Math.max(0, Math.min(255, isDark ? 255 - noisy : noisy));
                    return (float) Math.rint(gray);
                });
    }
}
