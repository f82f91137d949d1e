package org.patternscanner.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final double DECAY = 0.05;

    @Test
    void twentyStepsAreThoseOfThePublishedAlgorithmInDoubles() {
        Tracker rate = step -> 0.01f * step; // another one each step
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = block(manager);
            AdamW optimizer = new AdamW(block, manager, rate, DECAY, 1);
            List<float[]> before = numbers(block);
            List<Scalar> scalars = new ArrayList<>();
            before.forEach(values -> scalars.addAll(Scalar.of(values)));
            Random random = new Random(41);
            for (int step = 1; step <= 20; step++) {
                List<float[]> gradients = gradients(random, block);
                update(optimizer, manager, block, gradients);
                int index = 0;
                for (float[] gradient : gradients) {
                    for (float slope : gradient) {
                        scalars.get(index++).update(step, slope, 0.01 * step);
                    }
                }
                index = 0;
                for (float[] values : numbers(block)) {
                    for (float value : values) {
                        assertThat((double) value)
                                .as("step %d", step)
                                .isCloseTo(scalars.get(index++).weight, within(2e-6));
                    }
                }
            }
        }
    }

    /** Algorithm 2 of Loshchilov and Hutter, 2019, for one weight; the schedule is the rate. */
    private static final class Scalar {
        double weight;
        double mean;
        double square;

        static List<Scalar> of(float[] values) {
            List<Scalar> scalars = new ArrayList<>();
            for (float value : values) {
                Scalar scalar = new Scalar();
                scalar.weight = value;
                scalars.add(scalar);
            }
            return scalars;
        }

        void update(int step, double gradient, double rate) {
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            double unbiasedMean = mean / (1 - Math.pow(0.9, step));
            double unbiasedSquare = square / (1 - Math.pow(0.999, step));
            weight -=
                    rate * unbiasedMean / (Math.sqrt(unbiasedSquare) + 1e-8)
                            + rate * DECAY * weight;
        }
    }

    @Test
    void savedStateGoesOnAsIfNothingHadHappened() throws IOException {
        Tracker rate = new OneCycle(0.1, 12);
        try (NDManager manager = NDManager.newBaseManager()) {
            Block straight = block(manager);
            Block stopped = block(manager);
            copy(straight, stopped);
            AdamW whole = new AdamW(straight, manager, rate, DECAY, 1);
            AdamW half = new AdamW(stopped, manager, rate, DECAY, 1);
            Random random = new Random(42);
            for (int step = 1; step <= 6; step++) {
                List<float[]> gradients = gradients(random, straight);
                update(whole, manager, straight, gradients);
                update(half, manager, stopped, gradients);
            }
            byte[] state = saved(half, manager);
            Block resumed = block(manager);
            copy(stopped, resumed);
            AdamW otherHalf = new AdamW(resumed, manager, rate, DECAY, 1);
            otherHalf.load(Archive.unpack(manager, state));
            assertThat(saved(otherHalf, manager)).isEqualTo(state);
            for (int step = 7; step <= 12; step++) {
                List<float[]> gradients = gradients(random, straight);
                update(whole, manager, straight, gradients);
                update(otherHalf, manager, resumed, gradients);
            }
            List<float[]> expected = numbers(straight);
            List<float[]> actual = numbers(resumed);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
            }
            assertThat(actual.get(0)).isNotEqualTo(numbers(stopped).get(0));
        }
    }

    /** However many threads share the batch and the rows. */
    @Test
    void threadsGiveTheWeightsThatOneGives() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block one = block(manager);
            Block three = block(manager);
            copy(one, three);
            AdamW alone = new AdamW(one, manager, Tracker.fixed(0.1f), DECAY, 1);
            AdamW shared = new AdamW(three, manager, Tracker.fixed(0.1f), DECAY, 3);
            Random random = new Random(44);
            for (int step = 1; step <= 5; step++) {
                List<float[]> first = gradients(random, one);
                List<float[]> second = gradients(random, one);
                alone.update(List.of(leaves(manager, one, sum(first, second))));
                shared.update(
                        List.of(leaves(manager, three, first), leaves(manager, three, second)));
            }
            for (int i = 0; i < 2; i++) {
                assertThat(numbers(three).get(i)).containsExactly(numbers(one).get(i));
            }
        }
    }

    private static List<float[]> sum(List<float[]> some, List<float[]> others) {
        List<float[]> sums = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            float[] sum = some.get(i).clone();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += others.get(i)[j];
            }
            sums.add(sum);
        }
        return sums;
    }

    @Test
    void savingChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = block(manager);
            AdamW optimizer = new AdamW(block, manager, Tracker.fixed(0.1f), DECAY, 1);
            update(optimizer, manager, block, gradients(new Random(43), block));
            byte[] first = saved(optimizer, manager);
            assertThat(saved(optimizer, manager)).isEqualTo(first);
        }
    }

    @Test
    void stateOfAnotherKindIsRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AdamW optimizer = new AdamW(block(manager), manager, Tracker.fixed(0.1f), DECAY, 1);
            byte[] text = "No archive of arrays at all.".getBytes(StandardCharsets.UTF_8);
            byte[] saved = saved(optimizer, manager);
            byte[] half = Arrays.copyOf(saved, saved.length / 2);
            for (byte[] state : List.of(text, half)) {
                assertThatThrownBy(() -> optimizer.load(Archive.unpack(manager, state)))
                        .isInstanceOf(RuntimeException.class);
            }
        }
    }

    private static byte[] saved(AdamW optimizer, NDManager manager) {
        return Archive.pack(manager, optimizer.state(manager));
    }

    private static Block block(NDManager manager) {
        Block block = Linear.builder().setUnits(2).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        return block;
    }

    private static void update(
            AdamW optimizer, NDManager manager, Block block, List<float[]> gradients) {
        optimizer.update(List.of(leaves(manager, block, gradients)));
    }

    /**
     * After a backward pass that gave these gradients: the loss is their product with the weights.
     */
    private static ThreadParameters leaves(
            NDManager manager, Block block, List<float[]> gradients) {
        ThreadParameters leaves = new ThreadParameters(manager);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = manager.create(0f);
            int index = 0;
            for (Pair<String, Parameter> pair : block.getParameters()) {
                NDArray leaf = requireNonNull(leaves.getValue(pair.getValue(), Device.cpu(), true));
                NDArray slopes = manager.create(gradients.get(index++), leaf.getShape());
                loss = loss.add(leaf.mul(slopes).sum());
            }
            collector.backward(loss);
        }
        return leaves;
    }

    private static List<float[]> gradients(Random random, Block block) {
        List<float[]> gradients = new ArrayList<>();
        for (float[] values : numbers(block)) {
            float[] gradient = new float[values.length];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = (float) random.nextGaussian();
            }
            gradients.add(gradient);
        }
        return gradients;
    }

    private static List<float[]> numbers(Block block) {
        List<float[]> numbers = new ArrayList<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            numbers.add(pair.getValue().getArray().toFloatArray());
        }
        return numbers;
    }

    private static void copy(Block from, Block to) {
        List<float[]> numbers = numbers(from);
        int index = 0;
        for (Pair<String, Parameter> pair : to.getParameters()) {
            pair.getValue().getArray().set(numbers.get(index++));
        }
    }
}
