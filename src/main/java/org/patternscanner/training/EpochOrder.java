package org.patternscanner.training;

import java.util.Random;
import java.util.SplittableRandom;
import org.patternscanner.arithmetic.Permutation;

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
        this.order = Permutation.random(size, new Random(this.seed));
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
