package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The table, against what its authors publish of it. */
class BreastCancerTableTest {

    @Test
    void hasTheRowsAndClassesThatItsAuthorsCount() throws IOException {
        LabelledRows rows = BreastCancerTable.read().rows();
        assertThat(rows.size()).isEqualTo(569);
        assertThat(rows.columns()).isEqualTo(30);
        assertThat(Arrays.stream(rows.labels()).filter(label -> label == 0)).hasSize(212);
        assertThat(Arrays.stream(rows.labels()).filter(label -> label == 1)).hasSize(357);
    }

    @Test
    void everyColumnIsNamedAndLiesInItsPublishedRange() throws IOException {
        BreastCancerTable table = BreastCancerTable.read();
        assertThat(table.columns()).doesNotHaveDuplicates().hasSize(30);
        checkRange(table, "mean radius", 6.981, 28.11);
        checkRange(table, "mean concave points", 0, 0.201);
        checkRange(table, "error of area", 6.802, 542.2);
        checkRange(table, "worst area", 185.2, 4254);
        checkRange(table, "worst fractal dimension", 0.055, 0.208);
    }

    private static void checkRange(BreastCancerTable table, String name, double min, double max) {
        int column = table.columns().indexOf(name);
        double[] numbers =
                Arrays.stream(table.rows().numbers()).mapToDouble(row -> row[column]).toArray();
        assertThat(Arrays.stream(numbers).min().orElseThrow()).isCloseTo(min, within(0.00051));
        assertThat(Arrays.stream(numbers).max().orElseThrow()).isCloseTo(max, within(0.00051));
    }
}
