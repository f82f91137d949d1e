package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TorchEngine;

/** The architecture, layer by layer, against the lesson's network, which is written by hand. */
class LayerOutputsTest {

    private static final int BATCH = 5;

    private Classifier classifier;
    private NDManager manager;
    private NDArray images;
    private LayerOutputs layers;

    @BeforeEach
    void drawImages() {
        TorchEngine.configure(2);
        classifier = Classifier.untrained(Device.cpu(), Normalization.MNIST, 3);
        manager = classifier.model().getNDManager().newSubManager();
        images = manager.randomNormal(new Shape(BATCH, 1, 28, 28));
        layers = new LayerOutputs(Architecture.SIMPLE_CNN, classifier.model().getBlock());
    }

    @AfterEach
    void free() {
        manager.close();
        classifier.close();
    }

    @Test
    void lastOutputsAreTheNetworksLogits() {
        ParameterStore parameters = new ParameterStore(manager, false);
        NDList logits =
                classifier.model().getBlock().forward(parameters, new NDList(images), false);
        assertThat(layers.of("fc2", images).toFloatArray())
                .containsExactly(logits.head().toFloatArray(), within(1e-5f));
    }

    @Test
    void eachOutputHasTheShapeThatTheArchitectureSays() {
        Map<String, NDArray> outputs = layers.of(images);
        assertThat(outputs.keySet())
                .containsExactlyElementsOf(
                        Architecture.SIMPLE_CNN.layers().stream().map(Layer::name).toList());
        for (Architecture.Step step : Architecture.SIMPLE_CNN.steps()) {
            Volume volume = step.output();
            Shape shape = requireNonNull(outputs.get(step.layer().name())).getShape();
            assertThat(shape.get(0)).isEqualTo(BATCH);
            assertThat(Arrays.stream(shape.getShape()).skip(1).filter(size -> size > 1))
                    .as(step.layer().name())
                    .containsExactlyElementsOf(
                            volume.toList().stream()
                                    .filter(size -> size > 1)
                                    .map(Integer::longValue)
                                    .toList());
        }
    }

    @Test
    void goesOnBehindALayer() {
        Map<String, NDArray> rest = layers.after("pool1", layers.of("pool1", images));
        assertThat(rest.keySet()).first().isEqualTo("conv2");
        assertThat(requireNonNull(rest.get("fc2")).toFloatArray())
                .containsExactly(layers.of("fc2", images).toFloatArray(), within(1e-5f));
    }
}
