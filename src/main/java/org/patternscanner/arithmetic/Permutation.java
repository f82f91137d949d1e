package org.patternscanner.arithmetic;

import java.util.Arrays;
import java.util.Random;

/** An order of the numbers from 0 on. */
public final class Permutation {

    private Permutation() {}

    /**
     * A random order of {@code 0} to {@code size - 1}, by Fisher and Yates: all are equally
     * probable.
     */
    public static int[] random(int size, Random random) {
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
}
