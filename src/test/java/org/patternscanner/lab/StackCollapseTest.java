package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Difference;
import org.patternscanner.lab.StackCollapse.Results;
import org.patternscanner.lab.StackCollapse.Stack;

class StackCollapseTest {

    private static final StackCollapse LAB = new StackCollapse();
    private static Results results;

    @BeforeAll
    static void experiment() throws IOException {
        results = LAB.run(new SmallContext(1));
    }

    @Test
    void twoLayersAreOneUnlessReluStandsBetween() {
        assertThat(results.stacks()).hasSize(4);
        for (Stack stack : results.stacks()) {
            assertThat(stack.without().largest()).isLessThan(1e-5);
            assertThat(stack.withRelu().largest()).isGreaterThan(1);
            assertThat(stack.bendWithout()).isLessThan(1e-5);
            assertThat(stack.bendWithRelu()).isGreaterThan(0.5);
        }
        Finding finding = LAB.finding(results);
        assertThat(finding.held()).isTrue();
        assertThat(finding.answer()).isZero();
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
        assertThat(finding.seen().get(0)).contains("18,816", "1,664");
    }

    /** sobel-x is (1 2 1) down times (-1 0 1) across; each is spread by (1 2 1) / 4. */
    @Test
    void fiveByFiveIsTheProductOfItsTwoDirections() {
        float[] down = {1, 4, 6, 4, 1};
        float[] across = {-1, -2, 0, 2, 1};
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                assertThat(results.maps().kernel()[row][column])
                        .isEqualTo(down[row] * across[column] / 16);
            }
        }
    }

    @Test
    void paddingBreaksItAtTheBorderAlone() {
        assertThat(results.stacks())
                .allMatch(stack -> stack.insideWithPadding() < 1e-5)
                .anyMatch(stack -> stack.borderWithPadding() > 0.1);
    }

    @Test
    void anotherSeedGivesOtherNumbersAndTheSameAnswer() throws IOException {
        Results others = LAB.run(new SmallContext(2));

        assertThat(others.stacks()).isNotEqualTo(results.stacks());
        assertThat(LAB.run(new SmallContext(1)).stacks()).isEqualTo(results.stacks());
        assertThat(LAB.finding(others).held()).isTrue();
    }

    @Test
    void claimFailsIfLinearLayersDoMoreOrReluDoesNothing() {
        Finding more = LAB.finding(with(new Difference(0.1, 0.01, 1), new Difference(2, 1, 1), 1));
        assertThat(more.held()).isFalse();
        assertThat(more.answer()).isEqualTo(1);
        Finding same = LAB.finding(with(new Difference(0, 0, 1), new Difference(0, 0, 1), 0));
        assertThat(same.held()).isFalse();
        assertThat(same.answer()).isEqualTo(2);
    }

    private static Results with(Difference without, Difference withRelu, double bend) {
        Stack stack =
                new Stack("made up", List.of(1, 1, 1), 20, 26, without, withRelu, 0, bend, 0, 0);
        return new Results(List.of(stack), results.maps());
    }

    @Test
    void drawsSixMaps() throws IOException {
        Exhibit exhibit = LAB.finding(results).exhibits().get(0);
        BufferedImage drawn = SmallContext.picture(exhibit);

        assertThat(exhibit.file()).isEqualTo("stack-collapse.png");
        assertThat(drawn.getWidth()).isGreaterThan(3 * 24 * 16);
        assertThat(drawn.getHeight()).isGreaterThan(2 * 24 * 16);
    }
}
