package org.patternscanner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.network.TorchEngine;

class AdamWTest {

    private static final double DECAY = 0.05;

    @BeforeAll
    static void settleEngine() {
        TorchEngine.configure(2);
    }

    @Test
    void twentyStepsAreThoseOfThePublishedAlgorithmInDoubles() {
        Tracker rate = step -> 0.01f * step; // another one each step
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = block(manager);
            AdamW optimizer = new AdamW(block, manager, rate, DECAY);
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
            AdamW whole = new AdamW(straight, manager, rate, DECAY);
            AdamW half = new AdamW(stopped, manager, rate, DECAY);
            Random random = new Random(42);
            for (int step = 1; step <= 6; step++) {
                List<float[]> gradients = gradients(random, straight);
                update(whole, manager, straight, gradients);
                update(half, manager, stopped, gradients);
            }
            byte[] state = half.save(manager);
            Block resumed = block(manager);
            copy(stopped, resumed);
            AdamW otherHalf = new AdamW(resumed, manager, rate, DECAY);
            otherHalf.load(manager, state);
            assertThat(otherHalf.save(manager)).isEqualTo(state);
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

    @Test
    void savingChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = block(manager);
            AdamW optimizer = new AdamW(block, manager, Tracker.fixed(0.1f), DECAY);
            update(optimizer, manager, block, gradients(new Random(43), block));
            byte[] first = optimizer.save(manager);
            assertThat(optimizer.save(manager)).isEqualTo(first);
        }
    }

    @Test
    void stateOfAnotherKindIsRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            AdamW optimizer = new AdamW(block(manager), manager, Tracker.fixed(0.1f), DECAY);
            byte[] text = "No archive of arrays at all.".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> optimizer.load(manager, text))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith(".");
            byte[] saved = optimizer.save(manager);
            byte[] half = Arrays.copyOf(saved, saved.length / 2);
            assertThatThrownBy(() -> optimizer.load(manager, half))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith(".");
        }
    }

    private static Block block(NDManager manager) {
        Block block = Linear.builder().setUnits(2).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        return block;
    }

    private static void update(
            AdamW optimizer, NDManager manager, Block block, List<float[]> gradients) {
        int index = 0;
        for (Pair<String, Parameter> pair : block.getParameters()) {
            NDArray weight = pair.getValue().getArray();
            NDArray gradient = manager.create(gradients.get(index++), weight.getShape());
            optimizer.update(pair.getValue().getId(), weight, gradient);
        }
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
