package org.patternscanner.arithmetic;

import java.util.List;

/**
 * One layer of a network, as facts: what it makes of a shape, and what it costs.
 *
 * <p>A multiply-add is one multiplication and one addition of the layer's sums, for one example.
 * Biases, ReLU and the comparisons of max-pooling are not counted.
 */
public sealed interface Layer {

    /** What the lesson calls it: conv1. */
    String name();

    /** The shape that comes out when {@code input} goes in. */
    Volume output(Volume input);

    /** Weights and biases. */
    default long parameters() {
        return 0;
    }

    /** The shapes of its weight and its bias, in this order; none where it has neither. */
    default List<List<Integer>> parameterShapes() {
        return List.of();
    }

    /** Multiply-adds for one example. */
    default long multiplyAdds(Volume input) {
        return 0;
    }

    /** The receptive field of this layer's units, given that of its inputs. */
    default ReceptiveField field(ReceptiveField input) {
        return input;
    }

    /**
     * A convolution: {@code outputs} filters of shape (inputs, k, k), each with a bias.
     *
     * @param name its name, the prefix of its parameters' names
     * @param inputs channels that come in
     * @param outputs channels that go out: one a filter
     * @param window how each filter slides, along both axes
     */
    record Convolution(String name, int inputs, int outputs, Window window) implements Layer {

        @Override
        public Volume output(Volume input) {
            requireChannels(name, inputs, input.channels());
            return slide(outputs, window, input);
        }

        /** k² C_in weights and one bias for each output channel, wherever the filter stands. */
        @Override
        public long parameters() {
            return (long) outputs * (inputs * window.kernel() * window.kernel() + 1);
        }

        /** (outputs, inputs, k, k) and (outputs), PyTorch's order. */
        @Override
        public List<List<Integer>> parameterShapes() {
            int k = window.kernel();
            return List.of(List.of(outputs, inputs, k, k), List.of(outputs));
        }

        /** k² C_in for each number of the output. */
        @Override
        public long multiplyAdds(Volume input) {
            return (long) output(input).size() * inputs * window.kernel() * window.kernel();
        }

        @Override
        public ReceptiveField field(ReceptiveField input) {
            return input.through(window);
        }
    }

    /** Max-pooling: the largest number in each window, channel by channel. */
    record MaxPool(String name, Window window) implements Layer {

        @Override
        public Volume output(Volume input) {
            return slide(input.channels(), window, input);
        }

        @Override
        public ReceptiveField field(ReceptiveField input) {
            return input.through(window);
        }
    }

    /** max(0, x), number by number. */
    record Relu(String name) implements Layer {

        @Override
        public Volume output(Volume input) {
            return input;
        }
    }

    /** Channels, rows and columns in one row: from here on there is no place in the image. */
    record Flatten(String name) implements Layer {

        @Override
        public Volume output(Volume input) {
            return new Volume(input.size(), 1, 1);
        }
    }

    /** A dense layer: each output has a weight for each input, and a bias. */
    record Linear(String name, int inputs, int outputs) implements Layer {

        @Override
        public Volume output(Volume input) {
            requireChannels(name, inputs, input.size());
            return new Volume(outputs, 1, 1);
        }

        @Override
        public long parameters() {
            return (long) outputs * (inputs + 1);
        }

        /** (outputs, inputs) and (outputs), PyTorch's order. */
        @Override
        public List<List<Integer>> parameterShapes() {
            return List.of(List.of(outputs, inputs), List.of(outputs));
        }

        @Override
        public long multiplyAdds(Volume input) {
            return (long) outputs * inputs;
        }
    }

    private static Volume slide(int channels, Window window, Volume input) {
        return new Volume(
                channels, window.outputSize(input.height()), window.outputSize(input.width()));
    }

    private static void requireChannels(String name, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(
                    "Layer %s takes %d inputs, but %d come in.".formatted(name, expected, actual));
        }
    }
}
