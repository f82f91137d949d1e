package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.lab.Equivariance.Difference;
import org.patternscanner.lab.Equivariance.Results;
import org.patternscanner.lab.Equivariance.Size;

/** What is said of maps and of digits that shift. */
@Tag("slow")
class EquivarianceTest {

    private static final Equivariance LAB = new Equivariance();

    private static Results results;

    @BeforeAll
    static void run() throws IOException {
        results = LAB.run(new SmallContext(4), new Size(1, 640, 300, 3, 2));
    }

    @Test
    void mapsMoveWithTheImageExactlyWhenTheirStrideAllowsIt() {
        assertThat(results.differences()).hasSize(4 * 4);
        for (Difference difference : results.differences()) {
            int stride =
                    switch (difference.layer()) {
                        case "conv1" -> 1;
                        case "pool1", "conv2" -> 2;
                        default -> 4;
                    };
            assertThat(difference.stride()).isEqualTo(stride);
            if (difference.shift() % stride == 0) {
                assertThat(difference.inside()).isZero();
            } else {
                assertThat(difference.inside()).isGreaterThan(0.1);
            }
            assertThat(difference.border()).isGreaterThan(0.01); // zeros outside, -0.42 inside
        }
        assertThat(LAB.finding(results).held()).isTrue();
    }

    @Test
    void picturedDifferenceOfConv1IsZeroButForTheFirstTwoAndTheLastColumn() {
        float[][] map = results.pictures().get(0).map();
        for (int row = 1; row < 27; row++) {
            assertThat(Arrays.copyOfRange(map[row], 2, 27)).containsOnly(0f);
        }
    }

    @Test
    void unshiftedDigitsAreReadBest() {
        for (List<Spread> accuracies : List.of(results.cnn(), results.dense())) {
            assertThat(accuracies).hasSize(17);
            double centred = accuracies.get(8).mean();
            assertThat(centred).isGreaterThan(0.75);
            assertThat(accuracies.get(0).mean()).isLessThan(centred);
            assertThat(accuracies.get(16).mean()).isLessThan(centred);
        }
    }

    /** An audit counted, to the right, 16 % after 4 pixels, 46 % after 6 and 79 % after 8. */
    @Test
    void saysHowManyImagesLoseInk() {
        assertThat(results.cut()[8]).isZero();
        assertThat(results.cut()[8 + 4]).isCloseTo(0.16, within(0.06));
        assertThat(results.cut()[8 + 6]).isCloseTo(0.46, within(0.09));
        assertThat(results.cut()[8 + 8]).isCloseTo(0.79, within(0.07));
        assertThat(LAB.finding(results).table()).contains("ink cut off");
        assertThat(LAB.finding(results).seen().get(1)).contains("pushes ink out of");
    }

    @Test
    void isShownInTwoPictures() throws IOException {
        Finding finding = LAB.finding(results);
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
        assertThat(finding.exhibits())
                .extracting(Exhibit::file)
                .containsExactly("equivariance.png", "equivariance-maps.png");
        for (Exhibit exhibit : finding.exhibits()) {
            BufferedImage picture = SmallContext.picture(exhibit);
            assertThat(picture.getWidth()).isGreaterThan(900);
        }
    }

    /** conv1 does not follow, or pooling follows an odd shift. */
    @ParameterizedTest
    @CsvSource({"0, conv1, 1, 0.5", "4, pool1, 2, 0"})
    void claimFailsWhenOneMapDoesOtherwise(int index, String layer, int stride, double inside) {
        List<Difference> differences = new ArrayList<>(results.differences());
        differences.set(index, new Difference(layer, stride, 1, inside, 0.6));
        assertThat(finding(differences, 0.5, 0.3).held()).isFalse();
    }

    @Test
    void answerComesFromTheShiftedDigits() {
        assertThat(finding(results.differences(), 0.95, 0.3).answer()).isZero();
        assertThat(finding(results.differences(), 0.5, 0.3).answer()).isEqualTo(1);
        assertThat(finding(results.differences(), 0.3, 0.5).answer()).isEqualTo(2);
    }

    /** Accuracies of 0.95 on centred digits and others on shifted ones. */
    private static Finding finding(List<Difference> differences, double cnn, double dense) {
        return LAB.finding(
                new Results(
                        1,
                        differences,
                        results.filter(),
                        results.strongest(),
                        results.pictures(),
                        100,
                        100,
                        1,
                        results.shifts(),
                        results.cut(),
                        accuracies(cnn),
                        accuracies(dense)));
    }

    private static List<Spread> accuracies(double shifted) {
        return IntStream.rangeClosed(-8, 8)
                .mapToDouble(shift -> shift == 0 ? 0.95 : shifted)
                .mapToObj(mean -> Spread.of(mean - 0.001, mean, mean + 0.001))
                .toList();
    }
}
