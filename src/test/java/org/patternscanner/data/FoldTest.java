package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A table dealt out for cross-validation. */
class FoldTest {

    @Test
    void everyRowIsTestedOnceAndNoFoldLearnsFromItsTestRows() {
        LabelledRows rows = numbered(103);
        List<Fold> folds = Fold.of(rows, 5, 1);
        int tested = 0;
        for (Fold fold : folds) {
            tested += fold.test().size();
            assertThat(fold.training().size() + fold.test().size()).isEqualTo(103);
            assertThat(fold.test().size()).isBetween(20, 21);
        }
        assertThat(tested).isEqualTo(103);
        // Standardising keeps the order, so no number is on both sides.
        Fold first = folds.get(0);
        assertThat(firstColumn(first.training())).doesNotContain(firstColumn(first.test()));
    }

    private static Float[] firstColumn(LabelledRows rows) {
        return Arrays.stream(rows.numbers()).map(row -> row[0]).toArray(Float[]::new);
    }

    @Test
    void everyFoldHasItsShareOfEachClass() throws IOException {
        for (Fold fold : Fold.of(BreastCancerTable.read().rows(), 5, 7)) {
            assertThat(Arrays.stream(fold.test().labels()).filter(label -> label == 0).count())
                    .isBetween(42L, 43L); // of 212
        }
    }

    @Test
    void trainingColumnsHaveMeanZeroAndDeviationOneAndTestRowsFollowThem() {
        float[][] numbers = {{1, 5}, {3, 5}, {5, 5}, {7, 5}, {100, 9}, {200, 9}};
        int[] labels = {0, 0, 0, 0, 1, 1};
        for (Fold fold : Fold.of(new LabelledRows(numbers, labels), 2, 3)) {
            double mean = mean(fold.training());
            assertThat(mean).isCloseTo(0, within(1e-6));
            double squares =
                    Arrays.stream(fold.training().numbers())
                            .mapToDouble(row -> row[0] * row[0])
                            .average()
                            .orElseThrow();
            assertThat(squares).isCloseTo(1, within(1e-5));
            assertThat(mean(fold.test())).isNotCloseTo(0, within(0.01)); // its own mean is not used
        }
    }

    @Test
    void columnOfEqualNumbersBecomesZeros() {
        Fold fold =
                Fold.of(new LabelledRows(new float[][] {{5}, {5}, {5}}, new int[3]), 3, 1).get(0);
        assertThat(fold.training().numbers()[0]).containsExactly(0);
    }

    @Test
    void columnsComeInTheOrderAskedFor() {
        LabelledRows rows =
                new LabelledRows(new float[][] {{1, 2, 3}, {4, 5, 6}}, new int[] {0, 1});
        LabelledRows moved = rows.reordered(new int[] {2, 0, 1});
        assertThat(moved.numbers()).isDeepEqualTo(new float[][] {{3, 1, 2}, {6, 4, 5}});
        assertThat(moved.labels()).containsExactly(0, 1);
    }

    private static double mean(LabelledRows rows) {
        return Arrays.stream(rows.numbers()).mapToDouble(row -> row[0]).average().orElseThrow();
    }

    private static LabelledRows numbered(int count) {
        float[][] numbers =
                IntStream.range(0, count).mapToObj(i -> new float[] {i}).toArray(float[][]::new);
        return new LabelledRows(
                numbers, IntStream.range(0, count).map(i -> i % 3 == 0 ? 1 : 0).toArray());
    }
}
