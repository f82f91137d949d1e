package org.patternscanner.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which weights a network starts from. */
class SeedTest {

    private static float[] start(long seed) {
        try (Classifier untrained =
                Classifier.untrained(NetworkKind.CNN, Device.cpu(), Normalization.MNIST, seed)) {
            return requireNonNull(untrained.parameters().get("conv1.weight")).values();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 123_456, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L})
    void aSeedAndItsComplementStartFromDifferentWeights(long seed) {
        assertThat(start(seed)).isNotEqualTo(start(-seed - 1)).isEqualTo(start(seed));
    }

    @Test
    void noTwoOfManySeedsStartAlike() {
        Set<Float> firsts = new HashSet<>();
        for (long seed = -10; seed < 10; seed++) {
            firsts.add(start(seed)[0]);
            firsts.add(start(seed << 32)[0]); // 0 is among both
        }
        assertThat(firsts).hasSize(39);
    }

    /** So that the figures of published runs can be had again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, Integer.MAX_VALUE})
    void aSmallSeedIsTheEnginesOwn(int seed) {
        Engine.getInstance().setRandomSeed(seed);
        SimpleCnn block = new SimpleCnn();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
            assertThat(block.getParameters().get(0).getValue().getArray().toFloatArray())
                    .isEqualTo(start(seed));
        }
    }
}
