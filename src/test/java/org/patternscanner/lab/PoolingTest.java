package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.lab.Pooling.Example;
import org.patternscanner.lab.Pooling.Halving;
import org.patternscanner.lab.Pooling.Results;

class PoolingTest {

    private static final Pooling LAB = new Pooling();
    private static Results measured;

    @BeforeAll
    static void measures() throws Exception {
        measured = LAB.run(new SmallContext(1), 12);
    }

    private static Results results(double max, double average, double stride) {
        float[][] map = new float[28][28];
        map[4][5] = 2;
        Example example =
                new Example(7, 9, 3, map, new float[3][14][14], List.of(2f, (float) max, 1f, 1f));
        return new Results(
                12,
                380,
                List.of(
                        new Halving("max-pooling", max, 0, 0.7),
                        new Halving("average-pooling", average, 0.05, 0.8),
                        new Halving("plain stride", stride, 0.2, 0.5)),
                example);
    }

    /** Whatever the filters are, this much is arithmetic. */
    @Test
    void numbersKeepWhatArithmeticPromises() {
        Halving max = measured.halvings().get(0);
        Halving average = measured.halvings().get(1);
        Halving stride = measured.halvings().get(2);

        assertThat(measured.images()).isEqualTo(12);
        assertThat(measured.maps()).isBetween(300, 12 * 32);
        assertThat(max.kept()).isEqualTo(1); // the largest of the largest is the largest
        assertThat(max.swing()).isLessThan(0.01); // the border alone can change it
        assertThat(average.kept()).isBetween(0.25, 1.0); // three zeros beside it at worst
        assertThat(stride.kept()).isBetween(average.kept(), 1.0);
        assertThat(LAB.finding(measured).held()).isTrue();
    }

    /** The example's map is what feature-maps shows of that image, and its halves are of it. */
    @Test
    void exampleIsTheNetworksOwnStrongestMap() throws Exception {
        SmallContext context = new SmallContext(1);
        Example example = measured.example();
        FeatureMaps maps =
                FeatureMaps.of(
                        context.trained().run(),
                        context.trained().epoch(),
                        context.data().test().image(example.image()),
                        "conv1",
                        context.device());

        assertThat(example.digit()).isEqualTo(context.data().test().label(example.image()));
        assertThat(example.filter()).isEqualTo(maps.strongest().get(0).channel());
        for (int row = 0; row < 28; row++) {
            for (int column = 0; column < 28; column++) {
                float before = Math.max(0, maps.maps()[example.filter()][row][column]);
                assertThat(example.map()[row][column]).isCloseTo(before, within(1e-5f));
                if (row % 2 == 0 && column % 2 == 0) {
                    assertThat(example.halved()[2][row / 2][column / 2])
                            .isEqualTo(example.map()[row][column]);
                }
            }
        }
        float largest = maps.strongest().get(0).strongest();
        float pooled = 0;
        for (float[] row : example.halved()[0]) {
            for (float number : row) {
                pooled = Math.max(pooled, number);
            }
        }
        assertThat(pooled).isCloseTo(largest, within(1e-5f));
    }

    @Test
    void doesNotHoldWhereMaxPoolingIsNoBetterOrLosesSomething() {
        assertThat(LAB.finding(results(1, 0.5, 0.8)).held()).isTrue();
        assertThat(LAB.finding(results(0.95, 0.5, 0.8)).held()).isFalse();
        assertThat(LAB.finding(results(1, 0.98, 0.8)).held()).isFalse();
        assertThat(LAB.finding(results(1, 0.5, 0.97)).held()).isFalse();
    }

    @Test
    void saysOfWhichTheLessonsSentenceIsTrue() {
        assertThat(LAB.finding(results(1, 0.5, 0.8)).seen())
                .anyMatch(sentence -> sentence.endsWith("Here that is true of max-pooling alone."));
        assertThat(LAB.finding(results(1, 0.5, 1)).seen())
                .anyMatch(
                        sentence ->
                                sentence.endsWith("true of max-pooling and plain stride alone."));
        assertThat(LAB.finding(results(1, 1, 1)).seen())
                .anyMatch(sentence -> sentence.endsWith("Here all three do."));
    }

    @Test
    void answerGoesByWhatStrideLeft() {
        List<Double> left = List.of(0.97, 0.8, 0.5, 0.25);
        for (int answer = 0; answer < left.size(); answer++) {
            assertThat(LAB.finding(results(1, 0.5, left.get(answer))).answer()).isEqualTo(answer);
        }
    }

    @Test
    void reportsItsNumbersInATableAndAPicture() throws Exception {
        Finding finding = LAB.finding(results(1, 0.5, 0.8));

        assertThat(finding.table())
                .contains("max-pooling                   100.0 %")
                .contains("plain stride                   80.0 %")
                .matches("(.{0,80}\n)+");
        assertThat(String.join(" ", finding.seen()))
                .contains("380 maps of conv1 on 12 test images")
                .contains("100.0 %", "50.0 %", "80.0 %", "20.0 %");
        assertThat(finding.exhibits()).hasSize(1);
        BufferedImage picture = SmallContext.picture(finding.exhibits().get(0));
        assertThat(picture.getWidth()).isGreaterThan(1000);
    }
}
