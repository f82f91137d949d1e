package org.patternscanner.digit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.image.GreyImage;

/** The printed lines of ruled or squared paper, and a picture without them. */
final class RuledLines {

    /** Of the picture: a printed line crosses so much of it. */
    private static final double CROSSES = 0.7;

    /** Of the picture's shorter side, and at least 3 pixels: thicker ones are no printed lines. */
    private static final double THICKEST = 0.02;

    /** The paper may lie askew by so many degrees, and is tried in these steps. */
    private static final double MOST_DEGREES = 4;

    private static final double STEP_DEGREES = 0.25;

    /** Of a line's strength: what is darker on it is written. */
    private static final float WRITTEN = 1.35f;

    /** Of the strongest ink: a line that is fainter than this is printed. */
    private static final float FAINT = 0.7f;

    /** Of the picture's width, and at least 1 pixel: a line that ends there reaches the rim. */
    private static final double RIM = 0.02;

    private final GreyImage image;
    private final int[] ink; // places of all pixels that are ink

    private RuledLines(GreyImage image, float inkFrom) {
        this.image = image;
        float[] values = image.values();
        int[] places = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= inkFrom) {
                places[count++] = i;
            }
        }
        this.ink = Arrays.copyOf(places, count);
    }

    /**
     * A line of ruled paper.
     *
     * @param slope rows down for each column to the right
     * @param top its first row in the picture's middle column
     * @param bottom its last row there
     */
    private record Line(double slope, int top, int bottom) {}

    /**
     * Removes lines that run across the picture, level and upright ones. Where a stroke crosses
     * one, it is mended.
     *
     * <p>A line as strong as the ink may be a stroke of a digit. It counts as printed if there are
     * several, if each goes from rim to rim and, of upright ones, if there are level ones too: 11
     * is a number. And where all ink would go, none does.
     *
     * @param image light ink on a ground of 0
     * @param inkFrom fainter pixels are noise
     */
    static GreyImage removeFrom(GreyImage image, float inkFrom) {
        GreyImage withoutLevel = new RuledLines(image, inkFrom).withoutLevelLines(true);
        boolean mayBeSquared = !withoutLevel.equals(image);
        GreyImage turned = withoutLevel.transposed();
        GreyImage left = new RuledLines(turned, inkFrom).withoutLevelLines(mayBeSquared);
        return left.peak() < inkFrom ? image : left.transposed();
    }

    private GreyImage withoutLevelLines(boolean strongToo) {
        GreyImage result = image;
        List<Line> lines = lines();
        for (Line line : lines) {
            float strength = strength(line);
            boolean faint = strength < FAINT * image.peak();
            if (faint || (strongToo && lines.size() > 1 && reachesBothRims(line, strength))) {
                result = without(result, line, strength);
            }
        }
        return result;
    }

    private boolean reachesBothRims(Line line, float strength) {
        int width = image.width();
        int rim = Math.max(1, (int) (RIM * width));
        return IntStream.range(0, rim).anyMatch(x -> isOn(line, strength, x))
                && IntStream.range(width - rim, width).anyMatch(x -> isOn(line, strength, x));
    }

    /** Whether the line is there in a column, or has left the picture at its top or bottom. */
    private boolean isOn(Line line, float strength, int x) {
        int top = line.top + drop(line.slope, x);
        int bottom = line.bottom + drop(line.slope, x);
        return bottom < 0
                || top >= image.height()
                || IntStream.rangeClosed(top, bottom)
                        .anyMatch(y -> at(image, x, y) >= strength / 2);
    }

    /** Those of the angle at which they stand out most sharply. */
    private List<Line> lines() {
        List<Line> best = List.of();
        double bestSharpness = 0;
        for (double degrees = -MOST_DEGREES; degrees <= MOST_DEGREES; degrees += STEP_DEGREES) {
            double slope = Math.tan(Math.toRadians(degrees));
            double[] share = inkInRows(slope);
            double sharpness = Arrays.stream(share).map(s -> s * s).sum();
            List<Line> lines = linesIn(share, slope);
            if (!lines.isEmpty() && sharpness > bestSharpness) {
                best = lines;
                bestSharpness = sharpness;
            }
        }
        return best;
    }

    /** For each row, sloping through the middle column: how much of it is ink, from 0 to 1. */
    private double[] inkInRows(double slope) {
        int width = image.width();
        int[] drops = IntStream.range(0, width).map(x -> drop(slope, x)).toArray();
        int[] rows = new int[image.height()];
        for (int place : ink) {
            int row = place / width - drops[place % width];
            if (row >= 0 && row < rows.length) {
                rows[row]++;
            }
        }
        return Arrays.stream(rows).mapToDouble(count -> (double) count / width).toArray();
    }

    private int drop(double slope, int x) {
        return (int) Math.round(slope * (x - image.width() / 2.0));
    }

    private List<Line> linesIn(double[] share, double slope) {
        double thickest = Math.max(3, THICKEST * image.shorterSide());
        List<Line> lines = new ArrayList<>();
        for (int top = 0; top < share.length; top++) {
            if (share[top] < CROSSES / 2) {
                continue;
            }
            int bottom = top;
            double most = share[top];
            while (bottom + 1 < share.length && share[bottom + 1] >= CROSSES / 2) {
                most = Math.max(most, share[++bottom]);
            }
            if (most >= CROSSES && bottom - top < thickest) {
                lines.add(new Line(slope, top, bottom));
            }
            top = bottom;
        }
        return lines;
    }

    /** The median of the line's ink: what crosses it doesn't count. */
    private float strength(Line line) {
        float[] values = new float[image.width()];
        for (int x = 0; x < values.length; x++) {
            for (int row = line.top; row <= line.bottom; row++) {
                values[x] = Math.max(values[x], at(image, x, row + drop(line.slope, x)));
            }
        }
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Each column of the line is bridged from the pixel above to the one below. */
    private GreyImage without(GreyImage from, Line line, float strength) {
        float[] values = from.values();
        for (int x = 0; x < from.width(); x++) {
            int top = line.top - 1 + drop(line.slope, x);
            int bottom = line.bottom + 1 + drop(line.slope, x);
            float above = at(from, x, top - 1);
            float below = at(from, x, bottom + 1);
            for (int y = Math.max(0, top); y <= Math.min(bottom, from.height() - 1); y++) {
                int place = y * from.width() + x;
                float bridge = above + (below - above) * (y - top + 1) / (bottom - top + 2);
                if (values[place] <= WRITTEN * strength) {
                    values[place] = Math.min(values[place], bridge);
                }
            }
        }
        return new GreyImage(from.width(), from.height(), values);
    }

    private static float at(GreyImage image, int x, int y) {
        return y < 0 || y >= image.height() ? 0 : image.at(x, y);
    }
}
