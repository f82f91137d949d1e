package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.lab.SampleEfficiency.Learner;
import org.patternscanner.lab.SampleEfficiency.Results;
import org.patternscanner.lab.SampleEfficiency.Size;
import org.patternscanner.network.NetworkKind;

/** What is said of how much is learned from how many images. */
class SampleEfficiencyTest {

    private static final List<Spread> BEST = accuracies(0.80, 0.90, 0.96);
    private static final List<Spread> SECOND = accuracies(0.70, 0.80, 0.90);

    private final SampleEfficiency lab = new SampleEfficiency();

    @Test
    @Tag("slow")
    void moreImagesTeachMore() throws IOException {
        Results results = lab.run(new SmallContext(5), new Size(List.of(50, 400), 300, 2, 20, 1));
        assertThat(results.learners())
                .extracting(Learner::network)
                .containsExactly(NetworkKind.CNN, NetworkKind.DENSE, NetworkKind.VIT);
        for (Learner learner : results.learners()) {
            assertThat(learner.accuracies()).hasSize(2);
            assertThat(learner.accuracies().get(1).mean())
                    .isGreaterThan(learner.accuracies().get(0).mean());
        }
    }

    @Test
    void fewImagesAreSeenManyTimes() {
        Size size = new Size(List.of(100), 100, 3, 1_000, 1);
        assertThat(size.recipe(100).epochs()).isEqualTo(250); // 4 steps an epoch
        assertThat(size.steps(100)).isEqualTo(1_000);
        assertThat(size.recipe(60_000).epochs()).isEqualTo(3);
        assertThat(size.steps(60_000)).isEqualTo(3 * 1_875);
    }

    @Test
    void claimHoldsWhenTheCnnReadsBestAfterFewest() throws IOException {
        Finding finding = finding(BEST, SECOND, accuracies(0.50, 0.70, 0.90));
        assertThat(finding.held()).isTrue();
        assertThat(finding.answer()).isZero();
        assertThat(finding.seen().get(0))
                .contains(
                        "100, and 200 steps the CNN reads",
                        "± 0.0 points against the dense net, +");
        assertThat(finding.seen().get(1))
                .contains("10,000, the CNN reads best, 96.00 %; its lead is more than noise");
        assertThat(finding.table().lines()).allMatch(line -> line.length() <= 80);
        BufferedImage picture = SmallContext.picture(finding.exhibits().get(0));
        assertThat(picture.getWidth()).isGreaterThan(900);
    }

    @Test
    void claimFailsWhenAnotherReadsBetterAfterFewest() {
        Finding finding = finding(accuracies(0.50, 0.70, 0.90), SECOND, BEST);
        assertThat(finding.held()).isFalse();
        assertThat(finding.answer()).isEqualTo(2);
        assertThat(finding.seen().get(1)).contains("the Vision Transformer reads best");
    }

    @Test
    void leadsThatSeedsContradictAreNoise() {
        List<Spread> other =
                List.of(
                        Spread.of(0.70, 0.85, 0.80),
                        Spread.of(0.85, 0.93, 0.86),
                        Spread.of(0.95, 0.97, 0.955));
        Finding finding = finding(BEST, other, accuracies(0.50, 0.70, 0.90));
        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_DECIDED);
        assertThat(finding.answer()).isEqualTo(3);
        assertThat(finding.seen().get(1)).contains("its lead is within noise");
    }

    private Finding finding(List<Spread> cnn, List<Spread> dense, List<Spread> transformer) {
        return lab.finding(
                new Results(
                        List.of(100, 1_000, 10_000),
                        List.of(200L, 200L, 400L),
                        1_000,
                        List.of(
                                new Learner(NetworkKind.CNN, cnn),
                                new Learner(NetworkKind.DENSE, dense),
                                new Learner(NetworkKind.VIT, transformer))));
    }

    private static List<Spread> accuracies(double... means) {
        return Arrays.stream(means)
                .mapToObj(mean -> Spread.of(mean - 0.005, mean, mean + 0.005))
                .toList();
    }
}
