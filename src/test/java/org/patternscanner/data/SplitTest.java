package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    /** As many of each digit as MNIST's training images, but all black. */
    private static final LabelledImages LIKE_MNIST =
            labelled(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);

    private static LabelledImages labelled(int... counts) {
        byte[] labels = new byte[Arrays.stream(counts).sum()];
        int next = 0;
        for (int label = 0; label < counts.length; label++) {
            for (int i = 0; i < counts[label]; i++) {
                labels[next++] = (byte) label;
            }
        }
        return new LabelledImages(new byte[labels.length * 784], labels);
    }

    @Test
    void holdsOut500OfEachDigit() {
        Split split = Split.balanced(LIKE_MNIST, 5_000);

        assertThat(counts(LIKE_MNIST, split.validation())).containsOnly(500);
    }

    @Test
    void putsEveryImageIntoExactlyOnePart() {
        Split split = Split.balanced(LIKE_MNIST, 5_000);

        assertThat(split.training()).hasSize(55_000);
        Set<Integer> all = new HashSet<>();
        IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                .forEach(all::add);
        assertThat(all).hasSize(60_000);
        assertThat(all.stream().mapToInt(Integer::intValue).max()).hasValue(59_999);
        assertThat(all.stream().mapToInt(Integer::intValue).min()).hasValue(0);
    }

    @Test
    void isTheSameEachTime() {
        Split first = Split.balanced(LIKE_MNIST, 5_000);
        Split second = Split.balanced(LIKE_MNIST, 5_000);

        assertThat(second.training()).isEqualTo(first.training());
        assertThat(second.validation()).isEqualTo(first.validation());
    }

    /** So that --limit takes a fair sample: the labels above come sorted. */
    @Test
    void comesShuffled() {
        Split split = Split.balanced(LIKE_MNIST, 5_000);

        int[] counts = counts(LIKE_MNIST, Arrays.copyOf(split.training(), 2_000));
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 130 && count < 270);
    }

    @Test
    void mayHoldOutNothing() {
        Split split = Split.balanced(LIKE_MNIST, 0);

        assertThat(split.validation()).isEmpty();
        assertThat(split.training()).hasSize(60_000);
    }

    @Test
    void takesMoreOfTheOthersWhereADigitIsRare() {
        LabelledImages images = labelled(2, 10, 10, 10, 10, 10, 10, 10, 10, 10);

        Split split = Split.balanced(images, 47);

        assertThat(split.validation()).hasSize(47);
        assertThat(counts(images, split.validation()))
                .containsExactly(2, 5, 5, 5, 5, 5, 5, 5, 5, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100, 101, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesWhatLeavesNothingToTrainOn(int count) {
        LabelledImages images = labelled(10, 10, 10, 10, 10, 10, 10, 10, 10, 10);

        assertThatThrownBy(() -> Split.balanced(images, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--validation is "
                                + count
                                + "; it must lie between 0 and 99, one less than there are images.");
    }

    private static int[] counts(LabelledImages images, int[] indices) {
        int[] counts = new int[10];
        for (int index : indices) {
            counts[images.label(index)]++;
        }
        return counts;
    }
}
