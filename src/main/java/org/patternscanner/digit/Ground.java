package org.patternscanner.digit;

import java.util.Arrays;
import java.util.List;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Resampling;

/** What lies behind the ink, and how the light falls on it. */
final class Ground {

    /**
     * Pixels. The ground changes slowly: a small copy is enough, and its pixels are free of noise.
     */
    private static final int COARSE_SIDE = 128;

    /** As a share of the longer side: wider than any stroke, narrower than any shadow. */
    private static final double WIDER_THAN_STROKES = 0.3;

    /** As a share of the stronger ink: what stands out by this much is no ground. */
    private static final float INK_SHARE = 0.45f;

    /**
     * Where the ground leaves less room for ink than this, of 255, its noise would look like ink.
     */
    private static final float LEAST_ROOM = 128;

    /** Of 255: light doesn't change by more within half the width of a window. */
    private static final float STEEP = 64;

    /** Of all pixels, from the darkest: this one is ground, for bold ink covers half of a crop. */
    private static final double EVEN_LEVEL = 0.4;

    /** Of what the ink stands out: the rim of an even ground differs by less, most of it. */
    private static final double UNEVEN = 0.25;

    /** Steps of a grey level in which differences are counted. */
    private static final int FINENESS = 64;

    private Ground() {}

    /**
     * Takes the ground away from light ink on a dark ground of any evenness: the ground becomes 0.
     *
     * <p>The difference is divided by what the ground leaves for ink, since light multiplies: ink
     * in a shadow differs less from its paper than ink in the sun does.
     */
    static GreyImage removeFrom(GreyImage lightInk) {
        GreyImage small = Resampling.within(lightInk, COARSE_SIDE);
        // Beside the edge of a shadow the lighter of both grounds counts, so that no seam is left.
        GreyImage ground = lightest(withoutInk(small, opening(small)), 1);
        GreyImage full = Resampling.bilinear(ground, lightInk.width(), lightInk.height());
        return difference(lightInk, full);
    }

    /**
     * The same where the ground is as dark everywhere: a pen as thick as its shadow would be taken
     * for ground otherwise.
     */
    static GreyImage removeEvenFrom(GreyImage lightInk) throws NoDigitsException {
        GreyImage small = Resampling.within(lightInk, COARSE_SIDE);
        float[] values = small.values();
        Arrays.sort(values);
        float level = values[(int) (EVEN_LEVEL * values.length)];
        List<Float> rim = Polarity.rim(small).stream().sorted().toList();
        float spread = rim.get(4 * rim.size() / 5) - rim.get(rim.size() / 5);
        if (spread > UNEVEN * (small.peak() - level)) {
            throw NoDigitsException.blank();
        }
        return difference(lightInk, lightInk.map(value -> level));
    }

    private static GreyImage difference(GreyImage lightInk, GreyImage ground) {
        return GreyImage.of(
                lightInk.width(),
                lightInk.height(),
                (x, y) -> {
                    float ink = lightInk.at(x, y) - ground.at(x, y);
                    float room = Math.max(LEAST_ROOM, 255 - ground.at(x, y));
                    return ink <= 0 ? 0 : Math.min(255, 255 * ink / room);
                });
    }

    /** Least and then greatest value around: light strokes narrower than the window vanish. */
    private static GreyImage opening(GreyImage image) {
        int radius = Math.max(1, (int) (image.longerSide() * WIDER_THAN_STROKES / 2));
        GreyImage eroded = darkest(continued(image, radius), radius);
        GreyImage opened = lightest(eroded, radius);
        int right = radius + image.width() - 1;
        int bottom = radius + image.height() - 1;
        return opened.crop(new Box(radius, radius, right, bottom));
    }

    /** Lets a slope go on beyond the edge; cut off there, its end would be taken for ink. */
    private static GreyImage continued(GreyImage image, int margin) {
        return wider(wider(image, margin).transposed(), margin).transposed();
    }

    private static GreyImage wider(GreyImage image, int margin) {
        return GreyImage.of(
                image.width() + 2 * margin,
                image.height(),
                (x, y) -> {
                    int edge = within(x - margin, image.width());
                    int mirrored = within(2 * edge - x + margin, image.width());
                    return beyond(image.at(edge, y), image.at(mirrored, y));
                });
    }

    /** A stroke at the edge doesn't go on: it would be wide enough to be taken for ground. */
    private static float beyond(float edge, float mirrored) {
        return Math.abs(edge - mirrored) > STEEP ? mirrored : 2 * edge - mirrored;
    }

    private static int within(int i, int size) {
        return Math.max(0, Math.min(size - 1, i));
    }

    /**
     * The median of those pixels around that the rough ground doesn't show to be ink. An opening
     * lies below the noise and is wrong at the edge of a slope; this is neither.
     */
    private static GreyImage withoutInk(GreyImage image, GreyImage rough) {
        GreyImage ink = difference(image, rough);
        float limit = Math.max(4, INK_SHARE * ink.peak());
        boolean[] ground = new boolean[image.width() * image.height()];
        for (int i = 0; i < ground.length; i++) {
            ground[i] = ink.at(i % image.width(), i / image.width()) < limit;
        }
        int radius = Math.max(1, image.longerSide() / 16);
        int enough = Math.max(1, (2 * radius + 1) * (2 * radius + 1) / 10);
        GreyImage median = LocalMedian.of(image, ground, radius, enough, rough);
        return GreyImage.of(
                image.width(), image.height(), (x, y) -> Math.max(rough.at(x, y), median.at(x, y)));
    }

    private static GreyImage lightest(GreyImage image, int radius) {
        return darkest(image.inverted(), radius).inverted();
    }

    private static GreyImage darkest(GreyImage image, int radius) {
        return darkestInRows(darkestInRows(image, radius).transposed(), radius).transposed();
    }

    private static GreyImage darkestInRows(GreyImage image, int radius) {
        return GreyImage.of(
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
    }

    /**
     * The noise of a corrected ground as a standard deviation, from the median difference of
     * neighbours: strokes are too few to move a median.
     */
    static float noise(GreyImage image) {
        if (image.width() < 2) {
            return 0;
        }
        int pairs = (image.width() - 1) * image.height();
        int[] histogram = new int[256 * FINENESS];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 1; x < image.width(); x++) {
                histogram[(int) (FINENESS * Math.abs(image.at(x, y) - image.at(x - 1, y)))]++;
            }
        }
        int level = 0;
        for (int below = histogram[0]; 2 * below <= pairs; below += histogram[level]) {
            level++;
        }
        return 2.6f * level / FINENESS; // for normal noise without its lower half
    }
}
