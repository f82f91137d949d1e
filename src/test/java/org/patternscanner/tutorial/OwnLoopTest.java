package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnLoopTest {

    @Test
    void gradientsAddUpUntilZeroedAndAStepIsTheRateTimesThem() throws Exception {
        Engine.getInstance().setRandomSeed(1);
        OwnLoop.Result found = OwnLoop.run(1_920);

        List<float[]> gradients = found.gradients();
        float[] zeroes = new float[10 * 128];
        float[] sum = new float[zeroes.length];
        float[] stepped = new float[zeroes.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = gradients.get(0)[i] + gradients.get(2)[i];
            stepped[i] = found.before()[i] - 0.1f * gradients.get(3)[i];
        }
        assertThat(gradients.get(1)).containsExactly(zeroes, within(0f));
        assertThat(gradients.get(3)).containsExactly(sum, within(1e-6f));
        assertThat(found.after()).containsExactly(stepped, within(1e-7f));
        assertThat(gradients.get(4)).containsExactly(zeroes, within(0f));
        assertThat(gradients.get(0)).isNotEqualTo(gradients.get(2));

        // softmax minus one-hot adds up to zero over the classes, and so does what is times it
        for (int column = 0; column < 128; column++) {
            float total = 0;
            for (int digit = 0; digit < 10; digit++) {
                total += gradients.get(0)[128 * digit + column];
            }
            assertThat(total).isCloseTo(0, within(1e-5f));
        }
        assertThat(mean(found.losses().subList(20, 30)))
                .isLessThan(0.8 * mean(found.losses().subList(0, 10)));
    }

    @Test
    void collectorsAreNotNested() {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            assertThatThrownBy(() -> Engine.getInstance().newGradientCollector())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Only one");
            assertThat(collector).isNotNull();
        }
    }

    private static double mean(List<Float> losses) {
        return losses.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    }
}
