package org.patternscanner.digit;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Resampling;

/** Which of a picture's two tones is the ink: the darker or the lighter one? */
final class Polarity {

    /** Pixels: at this size a small digit on a large sheet still stands out. */
    private static final int SIDE = 256;

    /** Pixels: at this size noise is averaged out, and a digit that fills the frame is clear. */
    private static final int COARSE_SIDE = 64;

    /** As a share of the longer side: wider than strokes, narrower than most shadows. */
    private static final double WIDER_THAN_STROKES = 0.3;

    /** Skewness below which the rarer tone is in doubt: about 60 % of one and 40 % of the other. */
    private static final double CLEAR_SKEW = 0.4;

    /** Of all pixels: with less of one tone, the rarer one is the ink. */
    private static final double BALANCED = 0.2;

    /** Of the variance: two tones explain so much of it; the slope of a light explains less. */
    private static final double TWO_TONES = 0.85;

    /** Around the rim: an edge of light or paper crosses it twice, a digit that fills it often. */
    private static final int CROSSINGS_OF_A_DIGIT = 4;

    /** Pixels of the coarse picture. */
    private static final int WIDEST_MARGIN = 3;

    /** Of all pixels: smaller regions are noise. */
    private static final double SMALLEST_REGION = 0.01;

    private Polarity() {}

    /**
     * Whether the ink is the darker tone.
     *
     * <p>Ink is rarer than ground, so the differences from the ground around each pixel are skewed
     * towards the ink, whatever the light does. Only in a tight crop of a bold digit ink can be as
     * frequent; there the digit, which hangs together, divides the ground into pieces.
     */
    static boolean isInkDark(GreyImage grey) {
        GreyImage small = Resampling.within(grey, COARSE_SIDE);
        float middle = Ink.otsu(small);
        if (fillsTheFrame(small, middle)) {
            int dark = regions(small.map(value -> value < middle ? 1 : 0));
            int light = regions(small.map(value -> value < middle ? 0 : 1));
            if (dark != light) {
                return dark < light;
            }
        } else {
            double skew = skew(Resampling.within(grey, SIDE));
            if (Math.abs(skew) >= CLEAR_SKEW) {
                return skew < 0;
            }
        }
        List<Float> rim = rim(small);
        return rim.stream().filter(value -> value >= middle).count() * 2 > rim.size();
    }

    /** Whether neither tone is clearly the rarer one. */
    static boolean isInDoubt(GreyImage grey) {
        GreyImage small = Resampling.within(grey, COARSE_SIDE);
        return fillsTheFrame(small, Ink.otsu(small))
                || Math.abs(skew(Resampling.within(grey, SIDE))) < CLEAR_SKEW;
    }

    private static boolean fillsTheFrame(GreyImage image, float middle) {
        int count = image.width() * image.height();
        double sum = 0;
        double squares = 0;
        double lightSum = 0;
        int light = 0;
        for (float value : image.values()) {
            sum += value;
            squares += value * value;
            if (value >= middle) {
                lightSum += value;
                light++;
            }
        }
        double share = (double) light / count;
        if (Math.min(share, 1 - share) < BALANCED) {
            return false;
        }
        double gap = lightSum / light - (sum - lightSum) / (count - light);
        double variance = squares / count - sum / count * (sum / count);
        return share * (1 - share) * gap * gap >= TWO_TONES * variance
                && mostCrossings(image, middle) >= CROSSINGS_OF_A_DIGIT;
    }

    /** Around the rim or a little inside: a crop may leave a narrow margin. */
    private static int mostCrossings(GreyImage image, float middle) {
        int most = 0;
        for (int margin = 0; margin <= WIDEST_MARGIN; margin++) {
            Box inside =
                    new Box(
                            margin,
                            margin,
                            image.width() - 1 - margin,
                            image.height() - 1 - margin);
            if (inside.width() > 0 && inside.height() > 0) {
                most = Math.max(most, crossings(rim(image.crop(inside)), middle));
            }
        }
        return most;
    }

    /** How often the tone changes on the way around. */
    private static int crossings(List<Float> rim, float middle) {
        int crossings = 0;
        for (int i = 0; i < rim.size(); i++) {
            boolean here = rim.get(i) >= middle;
            boolean next = rim.get((i + 1) % rim.size()) >= middle;
            crossings += here == next ? 0 : 1;
        }
        return crossings;
    }

    /** The outermost pixels, clockwise. */
    static List<Float> rim(GreyImage image) {
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        return Stream.of(
                        IntStream.range(0, right).mapToObj(x -> image.at(x, 0)),
                        IntStream.range(0, bottom).mapToObj(y -> image.at(right, y)),
                        IntStream.range(0, right).mapToObj(x -> image.at(right - x, bottom)),
                        IntStream.range(0, bottom).mapToObj(y -> image.at(0, bottom - y)))
                .flatMap(side -> side)
                .toList();
    }

    /** Connected regions of ones that aren't noise. */
    private static int regions(GreyImage mask) {
        double smallest = SMALLEST_REGION * mask.width() * mask.height();
        return (int)
                new Patches(mask, 1, 1)
                        .found().stream().filter(patch -> patch.ink() >= smallest).count();
    }

    /** Third moment of the differences from the ground, over the second one's power. */
    private static double skew(GreyImage image) {
        GreyImage small = Resampling.within(image, COARSE_SIDE); // the ground changes slowly
        int radius = Math.max(1, (int) (small.longerSide() * WIDER_THAN_STROKES / 2));
        GreyImage median = LocalMedian.of(small, radius);
        GreyImage ground = Resampling.bilinear(median, image.width(), image.height());
        double squares = 0;
        double cubes = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double difference = image.at(x, y) - ground.at(x, y);
                squares += difference * difference;
                cubes += difference * difference * difference;
            }
        }
        int count = image.width() * image.height();
        return cubes / count / Math.pow(squares / count + 1e-9, 1.5);
    }
}
