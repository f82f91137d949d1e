package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.lab.ReceptiveFieldLab.Results;
import org.patternscanner.lab.ReceptiveFieldLab.Stack;
import org.patternscanner.lab.ReceptiveFieldLab.Weights;
import org.patternscanner.render.Pixels;

class ReceptiveFieldLabTest {

    private final ReceptiveFieldLab lab = new ReceptiveFieldLab();
    private final Results results = lab.run(new SmallContext(1));

    @Test
    void twoSeeFiveByFiveAndThreeSeeSevenBySeven() {
        assertThat(stack("3").changing()).isEqualTo(9);
        assertThat(stack("3,3").changing()).isEqualTo(25);
        assertThat(stack("3,3,3").changing()).isEqualTo(49);
        assertThat(stack("3,3,3").pokedRows()).isEqualTo(new Span(9, 15));
        Finding finding = lab.finding(results);
        assertThat(finding.held()).isTrue();
        assertThat(finding.answer()).isEqualTo(1);
        assertThat(finding.table())
                .contains("25 of 81", "64-64-64", "73,728", "0.72", "1-32-64", "11.70");
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
    }

    /** By hand: a stride doubles what the next kernel adds; dilation 2 spreads a kernel to 5. */
    @Test
    void stridesAndDilationsSeeFurther() {
        assertThat(stack("3s2,3").pokedRows().size()).isEqualTo(3 + 2 * 2);
        assertThat(stack("3s2,3").pokedJump()).isEqualTo(2);
        assertThat(stack("3,2s2,3,2s2").pokedRows().size()).isEqualTo(10);
        assertThat(stack("3,2s2,3,2s2").pokedJump()).isEqualTo(4);
        assertThat(stack("3d2,3d2").pokedRows().size()).isEqualTo(9);
        assertThat(stack("3d2,3d2").changing()).isEqualTo(25);
    }

    @Test
    void countsTheWeightsWithoutBiases() {
        assertThat(results.weights())
                .containsExactly(
                        new Weights("3,3", "5", equal(3), 18 * 64 * 64, 25 * 64 * 64),
                        new Weights("3,3,3", "7", equal(4), 27 * 64 * 64, 49 * 64 * 64));
        assertThat(results.lesson())
                .isEqualTo(
                        new Weights("3,3", "5", List.of(1, 32, 64), 9 * 32 + 9 * 32 * 64, 25 * 64));
    }

    private static List<Integer> equal(int layers) {
        return Collections.nCopies(layers, 64);
    }

    @Test
    void lessonsSentenceAboutWeightsIsDecidedByTheNumbers() {
        assertThat(lab.finding(results).seen().get(1))
                .contains("2 layers of 3x3 have 72 %", "3 layers of 3x3 have 55 %")
                .contains("1-32-64, two have more: 18,720 against 1,600.");
        Weights few = new Weights("3,3", "5", List.of(1, 1, 64), 585, 1600);
        Results other = new Results(results.image(), results.stacks(), results.weights(), few);
        assertThat(lab.finding(other).seen().get(1)).contains("two have fewer too: 585");
    }

    @Test
    void claimFailsIfTheStackHasMoreWeights() {
        Weights more = new Weights("3,3", "5", equal(3), 26, 25);
        Results other =
                new Results(results.image(), results.stacks(), List.of(more), results.lesson());
        assertThat(lab.finding(other).held()).isFalse();
    }

    @Test
    void strideMultipliesWhatFollowsOnlyIfItWasMeasured() {
        assertThat(lab.finding(results).seen().get(2))
                .startsWith("One more 3x3 adds 2 pixels; after a stride of 2 (s2) it adds 4, after")
                .contains("(d2) 2: a stride multiplies what follows, a dilation adds once.");
        Span six = new Span(9, 14);
        assertThat(lab.finding(withTwo(six, six)).seen().get(2))
                .startsWith("One more 3x3 adds 1 pixels")
                .doesNotContain("multiplies");
    }

    @Test
    void everySeedGivesTheSameFields() {
        for (long seed = 2; seed < 5; seed++) {
            List<Stack> others = lab.run(new SmallContext(seed)).stacks();
            for (int i = 0; i < others.size(); i++) {
                assertThat(others.get(i).pixels()).isDeepEqualTo(results.stacks().get(i).pixels());
            }
        }
    }

    @Test
    void claimFailsIfTwoLayersSeeMoreOrTheFormulaIsWrong() {
        Finding six = lab.finding(withTwo(new Span(9, 14), new Span(9, 14)));
        assertThat(six.held()).isFalse();
        assertThat(six.answer()).isEqualTo(2);
        assertThat(lab.finding(withTwo(new Span(10, 14), new Span(11, 15))).held()).isFalse();
        assertThat(lab.finding(withTwo(new Span(10, 14), new Span(10, 14))).held()).isTrue();
    }

    private Results withTwo(Span poked, Span computed) {
        List<Stack> stacks = new ArrayList<>(results.stacks());
        Stack two = stacks.get(1);
        int changing = two.changing();
        int[][] pixels = two.pixels();
        two = new Stack("3,3", computed, computed, poked, poked, 1, 1, changing, pixels);
        stacks.set(1, two);
        return new Results(results.image(), stacks, results.weights(), results.lesson());
    }

    @Test
    void drawsEachPixelThatWasFound() throws IOException {
        Exhibit exhibit = lab.finding(results).exhibits().get(0);
        BufferedImage drawn = SmallContext.picture(exhibit);

        int blue = Pixels.count(drawn, new Color(0x0072B2));
        int pixels = results.stacks().stream().mapToInt(Stack::changing).sum();
        assertThat(blue).isBetween(pixels * 55, pixels * 100); // lines and frames cover the rest
    }

    private Stack stack(String name) {
        return results.stacks().stream()
                .filter(stack -> stack.stack().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
