package org.patternscanner.arithmetic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Layer.Flatten;
import org.patternscanner.arithmetic.Layer.Linear;
import org.patternscanner.arithmetic.Layer.MaxPool;
import org.patternscanner.arithmetic.Layer.Relu;

/**
 * A network as a list of layers. This is the one definition that the DJL block, the tables, the
 * receptive fields and the checkpoints' fingerprint are made from.
 *
 * @param name the network's name
 * @param input the shape of one example
 * @param layers in the order in which an example passes them
 */
public record Architecture(String name, Volume input, List<Layer> layers) {

    private static final Window THREE_BY_THREE = Window.of(3).withPadding(1);
    private static final Window HALVE = Window.of(2).withStride(2);

    /** The lesson's SimpleCNN: 421,642 parameters. */
    public static final Architecture SIMPLE_CNN =
            new Architecture(
                    "SimpleCNN",
                    new Volume(1, 28, 28),
                    List.of(
                            new Convolution("conv1", 1, 32, THREE_BY_THREE),
                            new Relu("relu1"),
                            new MaxPool("pool1", HALVE),
                            new Convolution("conv2", 32, 64, THREE_BY_THREE),
                            new Relu("relu2"),
                            new MaxPool("pool2", HALVE),
                            new Flatten("flatten"),
                            new Linear("fc1", 64 * 7 * 7, 128),
                            new Relu("relu3"),
                            new Linear("fc2", 128, 10)));

    /** As many parameters, within 0.2 %, and no idea of neighborhood: 422,250. */
    public static final Architecture DENSE_NET =
            new Architecture(
                    "DenseNet",
                    new Volume(1, 28, 28),
                    List.of(
                            new Flatten("flatten"),
                            new Linear("fc1", 28 * 28, 364),
                            new Relu("relu1"),
                            new Linear("fc2", 364, 364),
                            new Relu("relu2"),
                            new Linear("fc3", 364, 10)));

    public Architecture {
        layers = List.copyOf(layers);
    }

    /**
     * What passes a layer.
     *
     * @param field the receptive field of the layer's units; after {@link Flatten} it means nothing
     */
    public record Step(Layer layer, Volume input, Volume output, ReceptiveField field) {

        public long multiplyAdds() {
            return layer.multiplyAdds(input);
        }

        /** Weights and biases of a dense layer that makes this output from this input. */
        public long parametersIfDense() {
            return (long) output.size() * (input.size() + 1);
        }

        /** Multiply-adds of that dense layer, for one example. */
        public long multiplyAddsIfDense() {
            return (long) output.size() * input.size();
        }

        /**
         * Weights and biases of a locally connected layer that makes this output: each number has
         * the weights that it is made with, and a bias, for itself. It multiplies and adds no less
         * and no more than this layer.
         */
        public long parametersIfLocallyConnected() {
            return multiplyAdds() + output.size();
        }

        /** True for the layers whose units see a window of the image. */
        public boolean isSpatial() {
            return layer instanceof Convolution || layer instanceof MaxPool;
        }
    }

    /** Follows an example through all layers. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Volume shape = input;
        ReceptiveField field = ReceptiveField.PIXEL;
        for (Layer layer : layers) {
            Volume output = layer.output(shape);
            field = layer.field(field);
            steps.add(new Step(layer, shape, output, field));
            shape = output;
        }
        return steps;
    }

    /** What an example meets in the layer of a name; empty if there is none. */
    public Optional<Step> step(String layerName) {
        return steps().stream().filter(step -> step.layer().name().equals(layerName)).findFirst();
    }

    /** Those whose output is made of maps, in order: convolutions and pooling. */
    public List<Step> spatialSteps() {
        return steps().stream().filter(Step::isSpatial).toList();
    }

    /** The layer of a name and a kind. */
    public <L extends Layer> L layer(String layerName, Class<L> kind) {
        return layers.stream()
                .filter(layer -> layer.name().equals(layerName))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s has no such layer as '%s'."
                                                .formatted(name, layerName)));
    }

    /** Weights and biases of all layers. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /**
     * The shape of each parameter by the name that PyTorch gives it: conv1.weight, conv1.bias, and
     * so on, in the layers' order.
     */
    public Map<String, List<Integer>> parameterShapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (Layer layer : layers) {
            Iterator<String> kind = List.of("weight", "bias").iterator();
            for (List<Integer> shape : layer.parameterShapes()) {
                shapes.put(layer.name() + "." + kind.next(), shape);
            }
        }
        return shapes;
    }

    public long multiplyAdds() {
        return steps().stream().mapToLong(Step::multiplyAdds).sum();
    }

    /** The whole definition in one line: two networks agree in it exactly when they are alike. */
    public String fingerprint() {
        return layers.stream()
                .map(Record.class::cast)
                .map(Record::toString)
                .collect(Collectors.joining(" ", name + " " + input + ": ", ""));
    }
}
