package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.network.SimpleCnn;
import org.patternscanner.network.TorchEngine;

class MemoryTest {

    private static final int PREDICTIONS = 3;

    /** An image, and what each of ten layers makes of it. */
    private static final int ARRAYS = 1 + 10;

    private static Memory.Result result;

    @BeforeAll
    static void predict() {
        TorchEngine.configure(1);
        result = Memory.run(PREDICTIONS);
    }

    @Test
    void managerHoldsOnlyTheParametersAtFirst() {
        assertThat(result.parameters()).isEqualTo(new SimpleCnn().getParameters().size());
    }

    @Test
    void leakIsOfAllThatEachLayerMakes() {
        assertThat(result.leaky()).isEqualTo(PREDICTIONS * ARRAYS);
    }

    @Test
    void managerOfTheStoreAloneMendsNothing() {
        assertThat(result.halfMended()).isEqualTo(result.leaky());
    }

    @Test
    void nothingIsLeftByAManagerOrAScopeForEachPrediction() {
        assertThat(result.subManager()).isZero();
        assertThat(result.scope()).isZero();
    }

    @Test
    void onlyTheResultThatIsHandedOverStays() {
        assertThat(result.ret()).isEqualTo(1);
    }
}
