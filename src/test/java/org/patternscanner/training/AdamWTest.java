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
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of a layer with 2 x 3 weights and 2 biases, with gradients at random. */
class AdamWTest {

    private static final int NUMBERS = 2 * 3 + 2;
    private static final double DECAY = 0.05;

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(41);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void twentyStepsAreThoseOfThePublishedAlgorithmInDoubles() {
        Block block = block();
        AdamW optimizer = adamW(block, step -> 0.01f * step); // another rate each step
        List<Scalar> scalars =
                IntStream.range(0, NUMBERS).mapToObj(i -> new Scalar(numbers(block)[i])).toList();
        for (int step = 1; step <= 20; step++) {
            float[] gradients = gradients();
            optimizer.update(List.of(leaves(block, gradients)));
            for (int i = 0; i < NUMBERS; i++) {
                scalars.get(i).update(step, gradients[i], 0.01 * step);
                assertThat((double) numbers(block)[i])
                        .as("step %d", step)
                        .isCloseTo(scalars.get(i).weight, within(2e-6));
            }
        }
    }

    /** Algorithm 2 of Loshchilov and Hutter, 2019, for one weight; the schedule is the rate. */
    private static final class Scalar {
        double weight;
        double mean;
        double square;

        Scalar(double weight) {
            this.weight = weight;
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
        Block straight = block();
        Block stopped = copy(straight);
        AdamW whole = adamW(straight, rate);
        AdamW half = adamW(stopped, rate);
        updateAlike(6, whole, straight, half, stopped);
        byte[] state = saved(half);
        Block resumed = copy(stopped);
        AdamW otherHalf = adamW(resumed, rate);
        otherHalf.load(Archive.unpack(manager, state));
        assertThat(saved(otherHalf)).isEqualTo(state);
        updateAlike(6, whole, straight, otherHalf, resumed);
        assertThat(numbers(resumed)).isEqualTo(numbers(straight)).isNotEqualTo(numbers(stopped));
    }

    private void updateAlike(int steps, AdamW one, Block block, AdamW other, Block otherBlock) {
        for (int step = 0; step < steps; step++) {
            float[] gradients = gradients();
            one.update(List.of(leaves(block, gradients)));
            other.update(List.of(leaves(otherBlock, gradients)));
        }
    }

    /** However many threads share the batch and the rows. */
    @Test
    void threadsGiveTheWeightsThatOneGives() {
        Block one = block();
        Block three = copy(one);
        AdamW alone = adamW(one, Tracker.fixed(0.1f));
        AdamW shared = new AdamW(three, manager, Tracker.fixed(0.1f), DECAY, 3, parameter -> false);
        for (int step = 1; step <= 5; step++) {
            float[] first = gradients();
            float[] second = gradients();
            float[] sum = first.clone();
            for (int i = 0; i < NUMBERS; i++) {
                sum[i] += second[i];
            }
            alone.update(List.of(leaves(one, sum)));
            shared.update(List.of(leaves(three, first), leaves(three, second)));
        }
        assertThat(numbers(three)).containsExactly(numbers(one));
    }

    @Test
    void savingChangesNothing() {
        Block block = block();
        AdamW optimizer = adamW(block, Tracker.fixed(0.1f));
        optimizer.update(List.of(leaves(block, gradients())));
        byte[] first = saved(optimizer);
        assertThat(saved(optimizer)).isEqualTo(first);
    }

    @Test
    void stateOfAnotherKindIsRefused() {
        AdamW optimizer = adamW(block(), Tracker.fixed(0.1f));
        byte[] text = "No archive of arrays at all.".getBytes(StandardCharsets.UTF_8);
        byte[] saved = saved(optimizer);
        byte[] half = Arrays.copyOf(saved, saved.length / 2);
        for (byte[] state : List.of(text, half)) {
            assertThatThrownBy(() -> optimizer.load(Archive.unpack(manager, state)))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private AdamW adamW(Block block, Tracker rate) {
        return new AdamW(block, manager, rate, DECAY, 1, parameter -> false);
    }

    private byte[] saved(AdamW optimizer) {
        return Archive.pack(manager, optimizer.state(manager));
    }

    private Block block() {
        Block block = Linear.builder().setUnits(2).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        return block;
    }

    /**
     * After a backward pass that gave these gradients: the loss is their product with the weights.
     */
    private ThreadParameters leaves(Block block, float[] gradients) {
        ThreadParameters leaves = new ThreadParameters(manager);
        FloatBuffer rest = FloatBuffer.wrap(gradients);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = manager.create(0f);
            for (Pair<String, Parameter> pair : block.getParameters()) {
                NDArray leaf = requireNonNull(leaves.getValue(pair.getValue(), Device.cpu(), true));
                float[] slopes = new float[(int) leaf.size()];
                rest.get(slopes);
                loss = loss.add(leaf.mul(manager.create(slopes, leaf.getShape())).sum());
            }
            collector.backward(loss);
        }
        return leaves;
    }

    private float[] gradients() {
        float[] gradients = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            gradients[i] = (float) random.nextGaussian();
        }
        return gradients;
    }

    /** The weights, then the biases. */
    private static float[] numbers(Block block) {
        FloatBuffer numbers = FloatBuffer.allocate(NUMBERS);
        for (Pair<String, Parameter> pair : block.getParameters()) {
            numbers.put(pair.getValue().getArray().toFloatArray());
        }
        return numbers.array();
    }

    private Block copy(Block from) {
        Block copy = block();
        for (Pair<String, Parameter> pair : copy.getParameters()) {
            NDArray original = from.getParameters().get(pair.getKey()).getArray();
            pair.getValue().getArray().set(original.toFloatArray());
        }
        return copy;
    }
}
