package org.patternscanner.training;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * The random choices of one epoch: in which order it sees the examples, and how each is changed.
 * The seed and the epoch's number decide them all, and no choice depends on another or on a thread.
 */
final class EpochOrder {

    private final long seed;
    private final int[] order;

    /**
     * Shuffles.
     *
     * @param size how many examples there are
     * @param seed of the whole training
     * @param epoch the first is 1
     */
    EpochOrder(int size, long seed, int epoch) {
        this.seed = seed * 1_000_003L + epoch;
        this.order = shuffled(size, new Random(this.seed));
    }

    /** By Fisher and Yates. */
    private static int[] shuffled(int size, Random random) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Which example comes at a place; both count from 0. */
    int example(int place) {
        return order[place];
    }

    /** What decides how the example at a place is changed. */
    SplittableRandom random(int place) {
        return new SplittableRandom(seed * order.length + place);
    }
}
