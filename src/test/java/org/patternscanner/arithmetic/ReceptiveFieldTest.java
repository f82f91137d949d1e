package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.ReceptiveField.Span;

class ReceptiveFieldTest {

    private static final Window THREE = Window.of(3);

    @Test
    void lessonsClaimsHold() {
        assertThat(ReceptiveField.ofStack(List.of(THREE)).size()).isEqualTo(3);
        assertThat(ReceptiveField.ofStack(List.of(THREE, THREE)).size()).isEqualTo(5);
        assertThat(ReceptiveField.ofStack(List.of(THREE, THREE, THREE)).size()).isEqualTo(7);
    }

    @Test
    void everyStackOfUpToTwoSmallWindowsAgreesWithTheWayBackToTheInput() {
        List<Window> small = Windows.upTo(4, 3, 2, 2);
        checkAgainstTheWayBack(List.of());
        for (Window first : small) {
            checkAgainstTheWayBack(List.of(first));
            for (Window second : small) {
                checkAgainstTheWayBack(List.of(first, second));
            }
        }
    }

    @Test
    void deepRandomStacksAgreeWithTheWayBackToTheInput() {
        Random random = new Random(20);
        for (int trial = 0; trial < 300; trial++) {
            List<Window> stack = new ArrayList<>();
            int depth = 3 + random.nextInt(4);
            for (int i = 0; i < depth; i++) {
                stack.add(
                        new Window(
                                1 + random.nextInt(5),
                                1 + random.nextInt(3),
                                random.nextInt(4),
                                1 + random.nextInt(3)));
            }
            checkAgainstTheWayBack(stack);
        }
    }

    private static void checkAgainstTheWayBack(List<Window> stack) {
        ReceptiveField field = ReceptiveField.ofStack(stack);
        int previousFirst = 0;
        for (int unit = 0; unit <= 3; unit++) {
            NavigableSet<Integer> pixels = wayBack(stack, unit);
            int first = pixels.first();
            int last = pixels.last();
            assertThat(field.of(unit)).as("%d of %s", unit, stack).isEqualTo(span(first, last));
            assertThat(field.size()).as("size of %s", stack).isEqualTo(last - first + 1);
            if (unit == 0) {
                assertThat(field.start()).as("start of %s", stack).isEqualTo((first + last) / 2.0);
            } else {
                assertThat(field.jump()).as("jump of %s", stack).isEqualTo(first - previousFirst);
            }
            previousFirst = first;
        }
    }

    /** The input pixels that a unit reads, found by following every tap of every layer. */
    private static NavigableSet<Integer> wayBack(List<Window> stack, int unit) {
        List<Window> lastFirst = new ArrayList<>(stack);
        Collections.reverse(lastFirst);
        NavigableSet<Integer> reached = new TreeSet<>(List.of(unit));
        for (Window window : lastFirst) {
            NavigableSet<Integer> below = new TreeSet<>();
            for (int index : reached) {
                int left = index * window.stride() - window.padding();
                for (int tap = 0; tap < window.kernel(); tap++) {
                    below.add(left + tap * window.dilation());
                }
            }
            reached = below;
        }
        return reached;
    }

    private static Span span(int first, int last) {
        return new Span(first, last);
    }

    @Test
    void threeConvolutionsLetExactlySevenPixelsThrough() {
        int side = 15;
        float[][] ones = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
        Window window = THREE.withPadding(1);
        Span computed = ReceptiveField.ofStack(List.of(window, window, window)).of(7);
        assertThat(computed).isEqualTo(span(4, 10));
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                float[][] image = new float[side][side];
                image[row][column] = 1;
                for (int layer = 0; layer < 3; layer++) {
                    image = ForwardPass.slide(image, ones, window);
                }
                boolean inside = row >= 4 && row <= 10 && column >= 4 && column <= 10;
                assertThat(image[7][7] != 0).as("%d, %d", row, column).isEqualTo(inside);
            }
        }
    }

    @Test
    void simpleCnnsFieldsGrowAsAddedUpByHand() {
        List<ReceptiveField> fields =
                Architecture.SIMPLE_CNN.steps().stream()
                        .filter(Architecture.Step::isSpatial)
                        .map(Architecture.Step::field)
                        .toList();
        // 3; + 1; + 2 * 2; + 1 * 2
        assertThat(fields).extracting(ReceptiveField::size).containsExactly(3, 4, 8, 10);
        assertThat(fields).extracting(ReceptiveField::jump).containsExactly(1, 2, 2, 4);
        assertThat(fields).extracting(ReceptiveField::start).containsExactly(0.0, 0.5, 0.5, 1.5);
    }

    @Test
    void spanIsCutAtTheBorderOfTheImage() {
        assertThat(span(-2, 3).within(28)).isEqualTo(span(0, 3));
        assertThat(span(26, 30).within(28)).isEqualTo(span(26, 27));
        assertThat(span(4, 9).within(28)).isEqualTo(span(4, 9));
        assertThat(span(4, 9).size()).isEqualTo(6);
    }

    @Test
    void fieldsBeyondAllNumbersAreRefused() {
        Window huge = Window.parse("9999s9999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReceptiveField.ofStack(List.of(huge, huge, huge)))
                .withMessageContainingAll("grows beyond 2147483647 pixels", "smaller.");
    }
}
