package org.patternscanner.image;

import java.util.Arrays;

/** What lies behind the ink: is it light or dark, and how does the light fall on it? */
final class Ground {

    /**
     * Pixels. The ground changes slowly: a small copy is enough, and its pixels are free of noise.
     */
    private static final int COARSE_SIDE = 64;

    /** As a share of the longer side: wider than any stroke, narrower than any shadow. */
    private static final double WIDER_THAN_STROKES = 0.3;

    /** Skewness below which the rarer tone is in doubt: about 60 % of one and 40 % of the other. */
    private static final double CLEAR_SKEW = 0.4;

    /** As a share of the stronger ink: what stands out by this much is no ground. */
    private static final float INK_SHARE = 0.3f;

    /**
     * Where the ground leaves less room for ink than this, of 255, its noise would look like ink.
     */
    private static final float LEAST_ROOM = 128;

    private Ground() {}

    /**
     * Whether the ink is the darker tone.
     *
     * <p>Ink is rarer than ground, so the differences from the mean around each pixel are skewed
     * towards the ink, whatever the light does. Where both tones are about as frequent, that is in
     * a tight crop of a bold digit, the border decides.
     */
    static boolean isLight(GreyImage grey) {
        GreyImage small = coarse(grey, 4 * COARSE_SIDE);
        GreyImage mean = boxMean(small, small.longerSide() / 2);
        double squares = 0;
        double cubes = 0;
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                double difference = small.at(x, y) - mean.at(x, y);
                squares += difference * difference;
                cubes += difference * difference * difference;
            }
        }
        int count = small.width() * small.height();
        double skew = cubes / count / Math.pow(squares / count + 1e-9, 1.5);
        return Math.abs(skew) >= CLEAR_SKEW ? skew < 0 : borderIsLight(small);
    }

    private static boolean borderIsLight(GreyImage image) {
        float middle = (image.peak() + 255 - image.inverted().peak()) / 2;
        int balance = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                boolean border =
                        x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1;
                if (border) {
                    balance += image.at(x, y) > middle ? 1 : -1;
                }
            }
        }
        return balance > 0;
    }

    /**
     * Takes the ground away from light ink on a dark ground of any evenness: the ground becomes 0.
     *
     * <p>The difference is divided by what the ground leaves for ink, since light multiplies: ink
     * in a shadow differs less from its paper than ink in the sun does.
     */
    static GreyImage removeFrom(GreyImage lightInk) {
        GreyImage small = coarse(lightInk, COARSE_SIDE);
        GreyImage ground = withoutInk(small, opening(small));
        GreyImage full = Resampling.bilinear(ground, lightInk.width(), lightInk.height());
        return difference(lightInk, full);
    }

    private static GreyImage difference(GreyImage lightInk, GreyImage ground) {
        return GreyImage.of(
                lightInk.width(),
                lightInk.height(),
                (x, y) -> {
                    float room = Math.max(LEAST_ROOM, 255 - ground.at(x, y));
                    float ink = 255 * (lightInk.at(x, y) - ground.at(x, y)) / room;
                    return Math.max(0, Math.min(255, ink));
                });
    }

    /** Least and then greatest value around: light strokes narrower than the window vanish. */
    private static GreyImage opening(GreyImage image) {
        int radius = Math.max(1, (int) (image.longerSide() * WIDER_THAN_STROKES / 2));
        GreyImage eroded = darkest(continued(image, radius), radius);
        GreyImage opened = darkest(eroded.inverted(), radius).inverted();
        int right = radius + image.width() - 1;
        int bottom = radius + image.height() - 1;
        return opened.crop(new Box(radius, radius, right, bottom));
    }

    /** Lets a slope go on beyond the edge; cut off there, its end would be taken for ink. */
    private static GreyImage continued(GreyImage image, int margin) {
        GreyImage wide =
                GreyImage.of(
                        image.width() + 2 * margin,
                        image.height(),
                        (x, y) -> {
                            int edge = within(x - margin, image.width());
                            int mirrored = within(2 * edge - x + margin, image.width());
                            return 2 * image.at(edge, y) - image.at(mirrored, y);
                        });
        return GreyImage.of(
                wide.width(),
                image.height() + 2 * margin,
                (x, y) -> {
                    int edge = within(y - margin, image.height());
                    int mirrored = within(2 * edge - y + margin, image.height());
                    return 2 * wide.at(x, edge) - wide.at(x, mirrored);
                });
    }

    private static int within(int i, int size) {
        return Math.max(0, Math.min(size - 1, i));
    }

    /**
     * The mean of those pixels around that the rough ground doesn't show to be ink. An opening lies
     * below the noise and is wrong at the edge of a slope; this is neither.
     */
    private static GreyImage withoutInk(GreyImage image, GreyImage rough) {
        GreyImage ink = difference(image, rough);
        float limit = Math.max(4, INK_SHARE * ink.peak());
        GreyImage weight = ink.map(value -> value < limit ? 1 : 0);
        GreyImage weighted =
                GreyImage.of(
                        image.width(), image.height(), (x, y) -> weight.at(x, y) * image.at(x, y));
        int window = Math.max(3, image.longerSide() / 8);
        GreyImage sum = boxMean(weighted, window);
        GreyImage share = boxMean(weight, window);
        return GreyImage.of(
                image.width(),
                image.height(),
                (x, y) -> share.at(x, y) > 0.1f ? sum.at(x, y) / share.at(x, y) : rough.at(x, y));
    }

    private static GreyImage coarse(GreyImage image, int side) {
        double scale = Math.min(1, (double) side / image.longerSide());
        return Resampling.areaAverage(
                image,
                Math.max(1, (int) Math.round(image.width() * scale)),
                Math.max(1, (int) Math.round(image.height() * scale)));
    }

    private static GreyImage darkest(GreyImage image, int radius) {
        GreyImage across =
                GreyImage.of(
                        image.width(),
                        image.height(),
                        (x, y) -> {
                            float least = Float.MAX_VALUE;
                            int end = Math.min(image.width() - 1, x + radius);
                            for (int i = Math.max(0, x - radius); i <= end; i++) {
                                least = Math.min(least, image.at(i, y));
                            }
                            return least;
                        });
        return GreyImage.of(
                image.width(),
                image.height(),
                (x, y) -> {
                    float least = Float.MAX_VALUE;
                    int end = Math.min(image.height() - 1, y + radius);
                    for (int i = Math.max(0, y - radius); i <= end; i++) {
                        least = Math.min(least, across.at(x, i));
                    }
                    return least;
                });
    }

    /** The mean of a square window of about this side; at the edge, of what is left of it. */
    private static GreyImage boxMean(GreyImage image, int window) {
        int stride = image.width() + 1;
        double[] sums = integral(image);
        int radius = Math.max(1, window / 2);
        return GreyImage.of(
                image.width(),
                image.height(),
                (x, y) -> {
                    int left = Math.max(0, x - radius);
                    int right = Math.min(image.width(), x + radius + 1);
                    int top = Math.max(0, y - radius) * stride;
                    int bottom = Math.min(image.height(), y + radius + 1) * stride;
                    double sum =
                            sums[bottom + right]
                                    - sums[bottom + left]
                                    - sums[top + right]
                                    + sums[top + left];
                    return (float) (sum / ((right - left) * ((bottom - top) / stride)));
                });
    }

    /** Sums of all pixels above and to the left: (height + 1) x (width + 1). */
    private static double[] integral(GreyImage image) {
        int stride = image.width() + 1;
        double[] sums = new double[stride * (image.height() + 1)];
        for (int y = 0; y < image.height(); y++) {
            double row = 0;
            for (int x = 0; x < image.width(); x++) {
                row += image.at(x, y);
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
            }
        }
        return sums;
    }

    /**
     * The noise of a corrected ground as a standard deviation, from the median difference of
     * neighbours: strokes are too few to move a median.
     */
    static float noise(GreyImage image) {
        if (image.width() < 2) {
            return 0;
        }
        int pairs = image.width() - 1;
        float[] differences = new float[pairs * image.height()];
        for (int i = 0; i < differences.length; i++) {
            int x = i % pairs;
            int y = i / pairs;
            differences[i] = Math.abs(image.at(x + 1, y) - image.at(x, y));
        }
        Arrays.sort(differences);
        return 2.6f
                * differences[differences.length / 2]; // for normal noise without its lower half
    }
}
