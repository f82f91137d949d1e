package org.patternscanner.digit;

import org.patternscanner.image.GreyImage;

/**
 * How strong the ink of a picture is, once its ground is 0.
 *
 * @param level the value of a stroke's core, in 0..255
 * @param edge the value from which on a pixel is part of a stroke
 * @param noise the value up to which a pixel may be noise
 */
record Ink(float level, float edge, float noise) {

    /** Fainter than this, 8 % of the way to full ink, nothing counts as a stroke. */
    private static final float FAINTEST = 20;

    /** In standard deviations: one noisy pixel in 700 goes beyond, and a lone one is a speck. */
    private static final float NOISE_REACH = 3;

    /** Of the level: most ruled lines are fainter, a stroke's edge is stronger. */
    private static final float LEAST_EDGE = 0.35f;

    /** Of the level: faint parts of a stroke are stronger. */
    private static final float MOST_EDGE = 0.5f;

    /** Of the level: what is weaker is no ink, even where it hangs together with strong ink. */
    private static final float WEAKEST = 0.2f;

    /** Of the level: every stroke reaches it somewhere. */
    private static final float CORE_SHARE = 0.6f;

    /** Of the level: counts as full ink, for a stroke's core isn't even. */
    private static final float FULL_SHARE = 0.9f;

    /**
     * The value up to which a pixel may be noise.
     *
     * @param grain standard deviation of the ground
     */
    static float noise(float grain) {
        return Math.max(FAINTEST, NOISE_REACH * grain);
    }

    /**
     * Measures a picture.
     *
     * @param corrected light ink on a ground of 0
     * @param noise what {@link #noise} says of it
     */
    static Ink of(GreyImage corrected, float noise) throws NoDigitsException {
        long[] histogram = new long[256];
        for (float value : corrected.values()) {
            if (value >= noise) {
                histogram[Math.round(value)]++;
            }
        }
        int threshold = otsu(histogram);
        double count = count(histogram, threshold, 256);
        if (count == 0) {
            throw NoDigitsException.blank();
        }
        float level = (float) (sum(histogram, threshold, 256) / count);
        float edge = Math.max(LEAST_EDGE * level, Math.min(MOST_EDGE * level, threshold));
        return new Ink(level, Math.max(noise, edge), noise);
    }

    /**
     * The value from which on a pixel is part of a stroke, if the stroke is strong somewhere: the
     * lower threshold of a hysteresis (J. Canny, "A Computational Approach to Edge Detection",
     * 1986).
     */
    float weakEdge() {
        return Math.max(noise, WEAKEST * level);
    }

    /** A patch that nowhere reaches this is no stroke. */
    float core() {
        return CORE_SHARE * level;
    }

    /** Stretches a value so that full ink is 255. */
    float stretch(float value) {
        return Math.min(255, 255 * value / (FULL_SHARE * level));
    }

    /**
     * The threshold that parts values into two classes most clearly (Otsu, 1979): here, faint lines
     * and edges from the cores of strokes. The upper class starts at it.
     */
    static int otsu(GreyImage image) {
        long[] histogram = new long[256];
        for (float value : image.values()) {
            histogram[Math.round(value)]++;
        }
        return otsu(histogram);
    }

    private static int otsu(long[] histogram) {
        int best = 0;
        double bestSpread = 0;
        for (int threshold = 1; threshold < histogram.length; threshold++) {
            double below = count(histogram, 0, threshold);
            double above = count(histogram, threshold, histogram.length);
            if (below > 0 && above > 0) {
                double gap =
                        sum(histogram, threshold, histogram.length) / above
                                - sum(histogram, 0, threshold) / below;
                double spread = below * above * gap * gap;
                if (spread > bestSpread) {
                    bestSpread = spread;
                    best = threshold;
                }
            }
        }
        return best;
    }

    private static double count(long[] histogram, int from, int to) {
        long count = 0;
        for (int value = from; value < to; value++) {
            count += histogram[value];
        }
        return count;
    }

    private static double sum(long[] histogram, int from, int to) {
        long sum = 0;
        for (int value = from; value < to; value++) {
            sum += value * histogram[value];
        }
        return sum;
    }
}
