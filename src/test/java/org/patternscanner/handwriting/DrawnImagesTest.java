package org.patternscanner.handwriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patternscanner.data.LabelledImages;

/** The drawn images that a training learns from. */
class DrawnImagesTest {

    @Test
    void halfOfThemAreNoDigitAndLabeledAsEachDigitEquallyOften() {
        int signs = 10 * 12;
        int each = 8;
        LabelledImages images = DrawnImages.of(signs + each * Habit.forTraining().size(), 1);

        for (int digit = 0; digit < LabelledImages.CLASSES; digit++) {
            int wanted = digit;
            long habits =
                    Habit.forTraining().stream().filter(habit -> habit.digit() == wanted).count();
            assertThat((long) images.indicesOf(digit).length).isEqualTo(signs / 10 + each * habits);
        }
    }

    @Test
    void noTwoAreTheSame() {
        LabelledImages images = DrawnImages.of(600, 1);

        assertThat(IntStream.range(0, 600).mapToObj(i -> ByteBuffer.wrap(images.image(i))))
                .doesNotHaveDuplicates();
    }

    /** So few that none is a sign. */
    @Test
    void eachHabitIsDrawnEquallyOften() {
        LabelledImages images = DrawnImages.of(Habit.forTraining().size(), 3);

        for (int digit = 0; digit < LabelledImages.CLASSES; digit++) {
            int wanted = digit;
            assertThat(Habit.forTraining().stream().filter(habit -> habit.digit() == wanted))
                    .hasSize(images.indicesOf(digit).length);
        }
    }

    @Test
    void seedDecidesTheImages() {
        assertThat(DrawnImages.of(60, 1).pixels()).isEqualTo(DrawnImages.of(60, 1).pixels());
        assertThat(DrawnImages.of(60, 1).pixels()).isNotEqualTo(DrawnImages.of(60, 2).pixels());
    }

    @Test
    void asManyAsAreAskedForAreDrawn() {
        for (int count : new int[] {1, 29, 30, 31, 100}) {
            assertThat(DrawnImages.of(count, 1).size()).isEqualTo(count);
        }
    }
}
