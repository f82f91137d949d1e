package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void differencesHaveNoSigns() {
        Difference difference =
                Difference.of(new float[][] {{1, -2}, {3, 0}}, new float[][] {{1, 2}, {2, 1}});

        assertThat(difference.largest()).isEqualTo(4);
        assertThat(difference.mean()).isEqualTo((0 + 4 + 1 + 1) / 4.0);
        assertThat(difference.size()).isEqualTo((1 + 2 + 3 + 0) / 4.0);
    }
}
