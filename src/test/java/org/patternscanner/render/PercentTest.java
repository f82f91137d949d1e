package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

    @ParameterizedTest
    @CsvSource({
        "0.9125, 91.25 %",
        "0.99985, 99.99 %",
        "0.99999, > 99.99 %",
        "1, > 99.99 %",
        "0.0001, 0.01 %",
        "0.00001, < 0.01 %",
        "0, < 0.01 %"
    })
    void neverSaysThatWhatIsNearlySoIsSo(double probability, String text) {
        assertThat(Percent.of(probability)).isEqualTo(text);
    }
}
