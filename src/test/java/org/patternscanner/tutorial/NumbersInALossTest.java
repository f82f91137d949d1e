package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The trap in docs/djl.md: a garbage collection between forward and backward pass. */
class NumbersInALossTest {

    @Test
    void aNumberInAnArrayOfItsOwnOutlivesAGarbageCollection() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(slope(loss -> loss.mul(loss.getManager().create(0.9f)))).isEqualTo(0.9f);
        }
    }

    /** If this fails, DJL has mended it: {@code TrainingSession.times} can go then. */
    @Test
    @Tag("thorough")
    void aNumberThatDjlFreesAtOnceMakesTheGradientGarbage() throws Exception {
        assertThat(wrong(x -> x.mul(0.9f), 0.9f)).isPositive();
        assertThat(wrong(x -> x.div(2f), 0.5f)).isPositive();
        assertThat(wrong(x -> x.pow(2f), 6)).isPositive();
        assertThat(wrong(NumbersInALossTest::halfSquare, 3)).isPositive();
    }

    /** How often, of 20 times, the slope at 3 is another. */
    private static int wrong(UnaryOperator<NDArray> function, float slope) throws Exception {
        int wrong = 0;
        for (int i = 0; i < 20; i++) {
            wrong += slope(function) == slope ? 0 : 1;
        }
        return wrong;
    }

    /** DJL's L2 loss of x and 0, which is x^2 / 2; its slope is x. */
    private static NDArray halfSquare(NDArray x) {
        NDArray prediction = x.reshape(1, 1);
        NDList label = new NDList(prediction.zerosLike());
        return Loss.l2Loss().evaluate(label, new NDList(prediction));
    }

    /** How a function changes with its input at 3. */
    private static float slope(UnaryOperator<NDArray> function) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(3f);
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = function.apply(x);
                System.gc();
                TimeUnit.MILLISECONDS.sleep(20);
                List<ByteBuffer> others = new ArrayList<>(); // who get the memory that was freed
                for (int i = 0; i < 200; i++) {
                    others.add(ByteBuffer.allocateDirect(4).putInt(0, i));
                }
                collector.backward(y);
                assertThat(others).hasSize(200);
            }
            return x.getGradient().getFloat();
        }
    }
}
