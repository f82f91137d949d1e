package org.patternscanner.lab;

import java.util.Arrays;
import java.util.Random;
import org.patternscanner.arithmetic.Permutation;
import org.patternscanner.data.LabelledImages;

/** A sample of images. MNIST's first test images are easier than its last, so it must be drawn. */
final class Drawn {

    private Drawn() {}

    /** So many images, drawn by the seed, or all if there are no more. */
    static LabelledImages images(LabelledImages images, int count, long seed) {
        return count < images.size() ? images.select(of(images, count, seed)) : images;
    }

    /**
     * The numbers of so many images, or of all if there are fewer: without repetition, in an order
     * that the seed decides.
     */
    static int[] of(LabelledImages images, int count, long seed) {
        int[] all = Permutation.random(images.size(), new Random(seed));
        return Arrays.copyOf(all, Math.min(count, all.length));
    }
}
