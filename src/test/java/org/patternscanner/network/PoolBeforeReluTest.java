package org.patternscanner.network;

import static ai.djl.nn.Activation.relu;
import static ai.djl.nn.core.Linear.linear;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** SimpleCnn pools before ReLU, which is faster; the lesson's listing has it the other way. */
class PoolBeforeReluTest {

    private static final int BATCH = 16;

    /** What a forward and a backward pass gave. */
    private record Outcome(float[] logits, Map<String, float[]> gradients) {}

    @Test
    void givesTheLogitsAndTheGradientsOfTheLessonsOrder() {
        TorchEngine.configure(1);
        try (Classifier classifier = Classifier.untrained(Device.cpu(), Normalization.MNIST, 4);
                NDManager manager = classifier.model().getNDManager().newSubManager()) {
            // Random numbers tie nowhere; where numbers tie, either order may pick another of them.
            NDArray images = manager.randomNormal(new Shape(BATCH, 1, 28, 28));
            Block network = classifier.model().getBlock();
            network.freezeParameters(false);

            Outcome ours = outcome(network, images, x -> ours(network, x));
            Outcome lessons = outcome(network, images, x -> lessons(network, x));

            assertThat(ours.logits()).isEqualTo(lessons.logits());
            assertThat(ours.gradients()).hasSize(8);
            ours.gradients()
                    .forEach(
                            (name, gradient) ->
                                    assertThat(gradient)
                                            .as(name)
                                            .isEqualTo(lessons.gradients().get(name))
                                            .isNotEqualTo(new float[gradient.length]));
        }
    }

    private static Outcome outcome(
            Block network, NDArray images, Function<NDArray, NDArray> forward) {
        NDManager manager = images.getManager();
        float[] logits;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray output = forward.apply(images);
            NDArray labels = manager.arange(BATCH).mod(10);
            collector.backward(
                    Loss.softmaxCrossEntropyLoss()
                            .evaluate(new NDList(labels), new NDList(output)));
            logits = output.toFloatArray();
        }
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : network.getParameters()) {
            NDArray gradient = pair.getValue().getArray().getGradient();
            gradients.put(pair.getKey(), gradient.toFloatArray());
            gradient.subi(gradient); // the next pass would add to it
        }
        return new Outcome(logits, gradients);
    }

    private static NDArray ours(Block network, NDArray images) {
        ParameterStore store = new ParameterStore(images.getManager(), false);
        return network.forward(store, new NDList(images), true).head();
    }

    /** As the lesson lists it. */
    private static NDArray lessons(Block network, NDArray images) {
        NDArray[] p =
                network.getParameters().values().stream()
                        .map(Parameter::getArray)
                        .toArray(NDArray[]::new);
        NDArray x = images;
        x = pool(relu(convolution(x, p[0], p[1])));
        x = pool(relu(convolution(x, p[2], p[3])));
        x = x.reshape(-1, 64 * 7 * 7);
        x = relu(linear(x, p[4], p[5]).head());
        return linear(x, p[6], p[7]).head();
    }

    private static NDArray convolution(NDArray x, NDArray weight, NDArray bias) {
        return Conv2d.conv2d(x, weight, bias, new Shape(1, 1), new Shape(1, 1)).head();
    }

    private static NDArray pool(NDArray x) {
        return Pool.maxPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
    }
}
