package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.lab.PermutedPixels.Accuracies;
import org.patternscanner.lab.PermutedPixels.Results;
import org.patternscanner.lab.PermutedPixels.Size;

/** What is said of pixels that lose their neighbours. */
class PermutedPixelsTest {

    private final PermutedPixels lab = new PermutedPixels();

    @Test
    @Tag("slow")
    void ordersOfTheirOwnDestroyTheDigit() throws IOException {
        Results results = lab.run(new SmallContext(3), new Size(640, 500, 3, 1));

        assertThat(results.cnn().plain().values()).hasSize(1);
        assertThat(results.cnn().plain().mean()).isGreaterThan(0.75);
        assertThat(results.dense().permuted().mean()).isGreaterThan(0.75);
        assertThat(results.cnn().shuffled().mean()).isBetween(0.05, 0.45);
        assertThat(results.dense().shuffled().mean()).isBetween(0.05, 0.45);
        assertThat(results.histogram().mean()).isBetween(0.05, 0.45);
    }

    @Test
    void claimHoldsWhenTheCnnAloneFalls() throws IOException {
        Finding finding = finding(loses(0.06), loses(0.001));
        assertThat(finding.held()).isTrue();
        assertThat(finding.answer()).isEqualTo(1);
        assertThat(finding.seen().get(0))
                .contains("the CNN 6.00 ± 0.02 points of accuracy, and the dense net 0.10 ± 0.02.")
                .contains("more than half a point: yes for the CNN; whether it is less: yes for");
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
        for (Exhibit exhibit : finding.exhibits()) {
            BufferedImage picture = SmallContext.picture(exhibit);
            assertThat(picture.getWidth()).isGreaterThan(600);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.06, 0.03, 0", "0.001, 0.001, 3", "0.001, 0.05, 2", "0.06, -0.03, 1"})
    void claimFailsUnlessTheCnnFallsAndTheDenseNetStays(double cnn, double dense, int answer) {
        Finding finding = finding(loses(cnn), loses(dense));
        assertThat(finding.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(finding.answer()).isEqualTo(answer);
    }

    @Test
    void fallThatOneSeedInThreeContradictsDecidesNothing() {
        Spread plain = Spread.of(0.97, 0.97, 0.97);
        Accuracies uneven = new Accuracies(plain, Spread.of(0.95, 0.98, 0.94), Spread.of(0.2));
        assertThat(finding(uneven, loses(0)).verdict()).isEqualTo(Verdict.NOT_DECIDED);
        assertThat(finding(uneven, loses(0)).held()).isNull();
    }

    @Test
    void noiseDoesNotMakeADenseNetStay() {
        Spread plain = Spread.of(0.97, 0.97, 0.97);
        Accuracies noisy = new Accuracies(plain, Spread.of(0.95, 0.99, 0.97), Spread.of(0.2));
        assertThat(finding(loses(0.06), noisy).verdict()).isEqualTo(Verdict.NOT_DECIDED);
    }

    private static Accuracies loses(double loss) {
        return new Accuracies(
                Spread.of(0.97, 0.971, 0.969),
                Spread.of(0.97 - loss, 0.9711 - loss, 0.9689 - loss),
                Spread.of(0.22, 0.22, 0.22));
    }

    private Finding finding(Accuracies cnn, Accuracies dense) {
        return lab.finding(
                new Results(1, 5_000, 10_000, 2, cnn, dense, Spread.of(0.24, 0.25, 0.26)));
    }
}
