package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.lab.TableColumns.Learner;
import org.patternscanner.lab.TableColumns.Results;
import org.patternscanner.lab.TableColumns.Size;

/** What is said of a table whose columns change places. */
@Tag("slow")
class TableColumnsTest {

    private static final TableColumns LAB = new TableColumns();

    private static Results results;

    @BeforeAll
    static void run() throws IOException {
        results = LAB.run(new SmallContext(2), new Size(2, 2, 2, 10));
    }

    @Test
    void bothNetworksLearnTheTable() {
        for (Learner learner : new Learner[] {results.convolution(), results.dense()}) {
            assertThat(learner.losses()).hasDimensions(2, 2);
            for (double[] order : learner.accuracies()) {
                assertThat(order[0]).isBetween(0.85, 1.0); // 357 of 569 are 63 %
            }
        }
    }

    @Test
    void networksHaveEquallyManyParameters() {
        double ratio = (double) results.convolution().parameters() / results.dense().parameters();
        assertThat(ratio).isBetween(0.98, 1.02);
    }

    @Test
    void claimHoldsWhenTheConvolutionAloneMoves() throws IOException {
        Finding finding = finding(0.02, 0);
        assertThat(finding.held()).isTrue();
        assertThat(finding.answer()).isEqualTo(1);
        assertThat(finding.seen().get(0)).contains("that is more than noise (p = 0.0001)");
        assertThat(finding.seen().get(1)).contains("that is within noise");
        assertThat(finding.seen().get(2))
                .contains("above the dense net's", "is better for it than 10 of the 10 random");
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
        BufferedImage picture = SmallContext.picture(finding.exhibits().get(0));
        assertThat(picture.getWidth()).isGreaterThan(900);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.02, 0", "0, 0, 3", "0, 0.02, 2"})
    void claimFailsWhenBothMoveOrNeitherOrTheDenseNetAlone(
            double convolution, double dense, int answer) {
        assertThat(finding(convolution, dense).held()).isFalse();
        assertThat(finding(convolution, dense).answer()).isEqualTo(answer);
    }

    @Test
    void claimFailsWhenTheConvolutionIsTheBetterGuessThoughOrderMovesIt() {
        Learner better = learner("1-D convolution", -0.005, 1);
        Finding finding =
                LAB.finding(new Results(1, 569, 30, 2, 20, better, learner("dense net", 0, 3)));
        assertThat(finding.verdict()).isEqualTo(Verdict.REFUTED);
    }

    private Finding finding(double convolution, double dense) {
        Learner one = learner("1-D convolution", convolution, 1);
        Learner other = learner("dense net", dense, 3);
        return LAB.finding(new Results(1, 569, 30, 2, 20, one, other));
    }

    /** Losses of eleven orders with four seeds each, which differ by chance and by the order. */
    private static Learner learner(String name, double step, long seed) {
        Random random = new Random(seed);
        double[][] losses = new double[11][4];
        double[][] accuracies = new double[11][4];
        for (int order = 0; order < 11; order++) {
            for (int i = 0; i < 4; i++) {
                losses[order][i] = 0.1 + step * order + 0.001 * random.nextGaussian();
                accuracies[order][i] = 0.97 + 0.001 * random.nextGaussian();
            }
        }
        return new Learner(name, 2_000, losses, accuracies);
    }
}
