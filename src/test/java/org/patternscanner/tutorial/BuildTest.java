package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {

    @Test
    void bothNetworksHaveTheLessonsParametersAndComputeTheSame() {
        Build.Result result = Build.run();

        assertThat(result.inList()).isEqualTo(421_642);
        assertThat(result.inOwn()).isEqualTo(421_642);
        assertThat(result.largestDifference()).isLessThan(1e-5f);
    }
}
