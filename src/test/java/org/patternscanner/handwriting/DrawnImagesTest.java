package org.patternscanner.handwriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.patternscanner.data.LabelledImages;

/** The drawn images that a training learns from. */
class DrawnImagesTest {

    @Test
    void whatIsNoDigitComesOnceAsEachDigitAndDigitsComeAsThemselvesAlone() {
        Map<ByteBuffer, Set<Integer>> labels = labels(DrawnImages.of(300, 1));

        assertThat(labels.values())
                .allSatisfy(each -> assertThat(each.size()).isIn(1, LabelledImages.CLASSES));
        assertThat(labels.values())
                .filteredOn(each -> each.size() == LabelledImages.CLASSES)
                .hasSize(10); // a third of the images
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

    private static Map<ByteBuffer, Set<Integer>> labels(LabelledImages images) {
        Map<ByteBuffer, Set<Integer>> labels = new TreeMap<>();
        for (int i = 0; i < images.size(); i++) {
            labels.computeIfAbsent(ByteBuffer.wrap(images.image(i)), image -> new TreeSet<>())
                    .add(images.label(i));
        }
        return labels;
    }
}
