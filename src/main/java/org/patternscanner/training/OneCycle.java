package org.patternscanner.training;

import ai.djl.training.tracker.Tracker;

/**
 * The one-cycle schedule: the learning rate rises from a 25th of its peak to the peak during the
 * first 30 % of the steps, then falls to nearly nothing, both along half a cosine (L. N. Smith and
 * N. Topin, Super-Convergence, 2018; the numbers are those of PyTorch's OneCycleLR).
 *
 * @param peak the highest learning rate
 * @param steps of the whole training
 */
record OneCycle(double peak, int steps) implements Tracker {

    private static final double WARM_UP = 0.3;
    private static final double START_DIVISOR = 25;
    private static final double END_DIVISOR = 1e4;

    /**
     * The learning rate of a step. The only step of a training has the peak: PyTorch gives it the
     * rate of the cycle's end, which is nearly nothing, so that such a training learns nothing.
     *
     * @param step the first is 1
     */
    @Override
    public float getNewValue(int step) {
        if (steps == 1) {
            return (float) peak;
        }
        double start = peak / START_DIVISOR;
        double end = start / END_DIVISOR;
        double top = WARM_UP * steps - 1;
        double done = step - 1.0;
        return (float)
                (done <= top
                        ? cosine(start, peak, done / top)
                        : cosine(peak, end, (done - top) / (steps - 1 - top)));
    }

    /** From one value to another along half a cosine. */
    private static double cosine(double from, double to, double share) {
        double clipped = Math.min(1, Math.max(0, share));
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * clipped));
    }
}
