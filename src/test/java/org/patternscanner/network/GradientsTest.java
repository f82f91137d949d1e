package org.patternscanner.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GradientsTest {

    /** d(x^2)/dx = 2x. */
    private static float[] doubled(float... numbers) {
        try (NDManager manager = NDManager.newBaseManager();
                Gradients gradients = Gradients.open()) {
            NDArray x = manager.create(numbers);
            x.setRequiresGradient(true);
            gradients.backward(x.mul(x).sum());
            return x.getGradient().toFloatArray();
        }
    }

    @Test
    void fillsTheGradientsOfLeaves() {
        assertThat(doubled(3, -1)).containsExactly(6, -2);
    }

    @Test
    @SuppressWarnings("try") // it is held, not used
    void aSecondThreadWaitsForItsTurn() throws Exception {
        AtomicReference<float[]> result = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        Thread second =
                new Thread(
                        () -> {
                            asked.countDown();
                            result.set(doubled(5));
                        });
        try (Gradients first = Gradients.open()) {
            second.start();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            second.join(300);
            assertThat(result.get()).isNull();
            assertThat(second.isAlive()).isTrue();
        }
        second.join(10_000);
        assertThat(result.get()).containsExactly(10);
    }

    @Test
    void aFailureLetsTheNextOneIn() throws Exception {
        Thread failing =
                new Thread(
                        () -> {
                            try (Gradients gradients = Gradients.open();
                                    NDManager manager = NDManager.newBaseManager()) {
                                gradients.backward(manager.create(1f)); // depends on no leaf
                            } catch (RuntimeException e) {
                                // as it should
                            }
                        });
        failing.start();
        failing.join(10_000);
        assertThat(failing.isAlive()).isFalse();
        assertThat(doubled(1)).containsExactly(2);
    }
}
