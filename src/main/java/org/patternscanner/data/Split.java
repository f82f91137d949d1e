package org.patternscanner.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.patternscanner.arithmetic.Permutation;

/**
 * The labelled training images in two parts that share none: one to learn from, one to choose by.
 *
 * @param training indices of the images to learn from
 * @param validation indices of the images held out
 */
public record Split(int[] training, int[] validation) {

    /**
     * The split is the same for every run, whatever its seed, so that runs can be compared and no
     * image that one run was chosen by is another run's training image.
     */
    private static final long SEED = 1998;

    /**
     * Holds out {@code count} images, as many of each class as can be (a class with few images
     * gives few). The training part comes shuffled, so that its first N are a fair sample.
     *
     * @throws IllegalArgumentException if {@code count} is negative or leaves nothing to train on
     */
    public static Split balanced(LabelledImages images, int count) {
        if (count < 0 || count >= images.size()) {
            throw new IllegalArgumentException(
                    "--validation is %d; it must lie between 0 and %d, one less than there are images."
                            .formatted(count, images.size() - 1));
        }
        Random random = new Random(SEED);
        int[] wanted = quotas(images, count);
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (int index : Permutation.random(images.size(), random)) {
            int label = images.label(index);
            if (wanted[label] > 0) {
                wanted[label]--;
                validation.add(index);
            } else {
                training.add(index);
            }
        }
        // The rare digits' first images were held out, so the common ones would come first.
        Collections.shuffle(training, random);
        return new Split(toArray(training), toArray(validation));
    }

    /** Deals the held-out places to the classes in turn, as long as a class has images left. */
    private static int[] quotas(LabelledImages images, int count) {
        int[] available = new int[LabelledImages.CLASSES];
        for (int i = 0; i < images.size(); i++) {
            available[images.label(i)]++;
        }
        int[] quotas = new int[LabelledImages.CLASSES];
        for (int dealt = 0, label = 0; dealt < count; label = (label + 1) % quotas.length) {
            if (quotas[label] < available[label]) {
                quotas[label]++;
                dealt++;
            }
        }
        return quotas;
    }

    private static int[] toArray(List<Integer> indices) {
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }
}
