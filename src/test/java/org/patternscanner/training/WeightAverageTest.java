package org.patternscanner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.Normalization;

class WeightAverageTest {

    private static final int STEPS = 4_000;
    private static final int HORIZON = 400;

    private static Classifier classifier(long seed) {
        return Classifier.untrained(Device.cpu(), Normalization.MNIST, seed);
    }

    private static WeightAverage average(Classifier trained, Classifier averaged) {
        return new WeightAverage(trained.model().getBlock(), averaged.model().getBlock(), HORIZON);
    }

    private static NDArray bias(Classifier classifier) {
        return classifier.model().getBlock().getParameters().get("fc2.bias").getArray();
    }

    /** Of weights that grow by one a step, the exponential mean lags its horizon behind. */
    @Test
    void lagsBehindByItsHorizon() {
        try (Classifier trained = classifier(1);
                Classifier averaged = classifier(1);
                NDManager manager = NDManager.newBaseManager()) {
            WeightAverage average = average(trained, averaged);
            float start = bias(trained).getFloat(0);
            for (int step = 1; step <= 2 * STEPS; step++) {
                bias(trained).addi(1);
                average.update(manager, step);
            }
            double lag = bias(trained).getFloat(0) - bias(averaged).getFloat(0);

            assertThat((double) bias(trained).getFloat(0))
                    .isCloseTo(start + 2 * STEPS, within(1.0));
            assertThat(lag).isCloseTo(HORIZON, within(0.05 * HORIZON));
        }
    }

    /** Whatever came before is forgotten: early on quickly, later with the horizon. */
    @Test
    void arrivesAtWeightsThatRest() {
        try (Classifier trained = classifier(1);
                Classifier averaged = classifier(2);
                NDManager manager = NDManager.newBaseManager()) {
            WeightAverage average = average(trained, averaged);
            float[] before = bias(averaged).toFloatArray();
            for (int step = 1; step <= STEPS; step++) {
                average.update(manager, step);
            }

            assertThat(bias(averaged).toFloatArray())
                    .isNotEqualTo(before)
                    .containsExactly(bias(trained).toFloatArray(), within(1e-5f));
        }
    }

    @Test
    void leavesTheTrainedWeightsAlone() {
        try (Classifier trained = classifier(1);
                Classifier averaged = classifier(2);
                NDManager manager = NDManager.newBaseManager()) {
            float[] before = bias(trained).toFloatArray();

            average(trained, averaged).update(manager, 8);

            assertThat(bias(trained).toFloatArray()).isEqualTo(before);
        }
    }
}
