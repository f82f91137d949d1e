package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;

class DataTest {

    @TempDir Path folder;

    @Test
    void batchesAreTheSameForASeedAndHoldWhatTheirRowsSay() throws Exception {
        List<Data.First> found = Data.run(1_000, folder);

        Data.First batch = found.get(0);
        assertThat(batch.records()).isEqualTo(1_000);
        assertThat(batch.shape()).isEqualTo(new Shape(8, 1, 28, 28));
        assertThat(found.get(1)).isEqualTo(batch);
        assertThat(found.get(2).rows()).isNotEqualTo(batch.rows());
        LabelledImages mnist = ImageSet.mnist().training();
        List<Double> rows = numbers(batch.rows());
        assertThat(rows).hasSize(8).doesNotHaveDuplicates().allMatch(row -> row < 1_000);
        for (int i = 0; i < 8; i++) {
            int row = rows.get(i).intValue();
            assertThat(numbers(batch.labels()).get(i)).isEqualTo(mnist.label(row));
            double mean =
                    Stream.of(mnist.brightness(row)).mapToDouble(DataTest::sum).sum() / (28 * 28);
            assertThat(numbers(batch.means()).get(i)).isCloseTo(mean, within(1e-6));
        }

        Data.First own = found.get(3);
        assertThat(own.records()).isEqualTo(28);
        assertThat(own.shape()).isEqualTo(new Shape(4, 1, 28, 28));
        assertThat(numbers(own.labels())).containsExactly(0.0, 1.0, 2.0, 3.0);
        for (int i = 0; i < 4; i++) {
            assertThat(numbers(own.means()).get(i)).isCloseTo(i / 28.0, within(1e-6));
        }

        Data.First folders = found.get(4);
        assertThat(folders.records()).isEqualTo(10);
        assertThat(folders.shape()).isEqualTo(new Shape(4, 1, 28, 28));
        List<Double> labels = numbers(folders.labels());
        assertThat(labels).isSubsetOf(0.0, 1.0); // black comes before white, so white is 1
        for (int i = 0; i < 4; i++) {
            assertThat(numbers(folders.means()).get(i)).isCloseTo(labels.get(i), within(0.01));
        }
    }

    private static double sum(float[] row) {
        double sum = 0;
        for (float pixel : row) {
            sum += pixel;
        }
        return sum;
    }

    private static List<Double> numbers(List<?> values) {
        return values.stream().map(value -> ((Number) value).doubleValue()).toList();
    }
}
