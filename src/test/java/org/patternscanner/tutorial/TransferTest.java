package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransferTest {

    @Test
    void frozenConvolutionsDoNotMoveAndBothNetworksLearn() throws Exception {
        Transfer.Result result = Transfer.run(3000, 1, 20);

        List<Transfer.Outcome> frozen = result.frozen();
        List<Transfer.Outcome> scratch = result.scratch();
        assertThat(frozen).hasSameSizeAs(scratch).hasSize(1);
        assertThat(frozen.get(0).moved()).isZero();
        assertThat(scratch.get(0).moved()).isPositive();
        assertThat(frozen.get(0).accuracy()).isGreaterThan(0.4f); // guessing reads a fifth
        assertThat(scratch.get(0).accuracy()).isGreaterThan(0.4f);
    }
}
