package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
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

    private static final Split SPLIT = Split.balanced(LIKE_MNIST, 5_000);

    @Test
    void holdsOut500OfEachDigit() {
        assertThat(counts(LIKE_MNIST, SPLIT.validation())).containsOnly(500);
    }

    @Test
    void putsEveryImageIntoExactlyOnePart() {
        assertThat(SPLIT.training()).hasSize(55_000);
        assertThat(
                        IntStream.concat(
                                        Arrays.stream(SPLIT.training()),
                                        Arrays.stream(SPLIT.validation()))
                                .sorted())
                .containsExactlyElementsOf(IntStream.range(0, 60_000).boxed().toList());
    }

    @Test
    void isTheSameEachTime() {
        assertThat(Split.balanced(LIKE_MNIST, 5_000)).usingRecursiveComparison().isEqualTo(SPLIT);
    }

    /** So that --limit takes a fair sample: the labels above come sorted. */
    @Test
    void comesShuffled() {
        int[] counts = counts(LIKE_MNIST, Arrays.copyOf(SPLIT.training(), 2_000));
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

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.balanced(images, count))
                .withMessageContainingAll("--validation is " + count + "; ", "between 0 and 99");
    }

    private static int[] counts(LabelledImages images, int[] indices) {
        int[] counts = new int[10];
        for (int index : indices) {
            counts[images.label(index)]++;
        }
        return counts;
    }
}
