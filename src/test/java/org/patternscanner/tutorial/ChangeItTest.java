package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeItTest {

    /**
     * Another convolution has 64 x 64 x 3 x 3 weights and 64 biases; batch norm 4 numbers a
     * channel.
     */
    @ParameterizedTest
    @CsvSource({
        "none, 10, 421642",
        "third convolution, 18, 458570",
        "batch norm, 10, 422026",
        "dropout, 10, 421642"
    })
    void eachChangeHasItsFieldAndParametersAndLearns(String change, int field, long parameters)
            throws Exception {
        ChangeIt.Result result = ChangeIt.run(change, 500);

        assertThat(result.map()).isEqualTo(new Shape(1, 64, 7, 7));
        assertThat(result.field()).isEqualTo(field);
        assertThat(result.parameters()).isEqualTo(parameters);
        assertThat(result.mean()).isBetween(0.1f, 1f);
        assertThat(result.spread()).isBetween(0f, 0.9f);
    }
}
