package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Layer.MaxPool;

class KnownNetworkTest {

    /** The table of Araujo, Norris and Sim (2019), but for ResNet-50: see below. */
    @ParameterizedTest
    @CsvSource({"ALEXNET, 195, 32", "VGG16, 212, 32", "RESNET50, 427, 32"})
    void lastUnitSeesWhatWasPublished(KnownNetwork network, int size, int jump) {
        assertThat(last(network).field().size()).isEqualTo(size);
        assertThat(last(network).field().jump()).isEqualTo(jump);
    }

    /** Their 483 pixels are those of ResNet-50 v1: the stride is in a stage's first 1x1. */
    @Test
    void resNetOfThePaperSeesFurtherBecauseItsStrideComesEarlier() {
        List<Window> paper = new ArrayList<>(windows(KnownNetwork.RESNET50));
        for (int i = 3; i < paper.size(); i++) { // after conv1 and maxpool
            if (paper.get(i).stride() == 2) {
                paper.set(i - 1, paper.get(i - 1).withStride(2));
                paper.set(i, paper.get(i).withStride(1));
            }
        }
        assertThat(ReceptiveField.ofStack(paper).size()).isEqualTo(483);
    }

    /** torchvision's, for a picture of 224 x 224. */
    @ParameterizedTest
    @CsvSource({"ALEXNET, 256 x 6 x 6", "VGG16, 512 x 7 x 7", "RESNET50, 2048 x 7 x 7"})
    void lastMapHasThePublishedShape(KnownNetwork network, String shape) {
        List<Step> steps = network.on(KnownNetwork.SIDE).steps();
        assertThat(steps.get(steps.size() - 1).output()).hasToString(shape);
    }

    /** Of torchvision's {@code features}; ResNet's convolutions have no biases. */
    @ParameterizedTest
    @CsvSource({"ALEXNET, 2469696", "VGG16, 14714688"})
    void convolutionsHaveAsManyParametersAsPublished(KnownNetwork network, long parameters) {
        assertThat(network.on(KnownNetwork.SIDE).parameters()).isEqualTo(parameters);
    }

    /** Conv1, and three in each of 3 + 4 + 6 + 3 blocks; the fiftieth layer is the dense one. */
    @Test
    void fiftyLayersAreFifty() {
        long convolutions =
                KnownNetwork.RESNET50.on(KnownNetwork.SIDE).layers().stream()
                        .filter(Convolution.class::isInstance)
                        .count();
        assertThat(convolutions + 1).isEqualTo(50);
    }

    @Test
    void namesAreReadInAnyCase() {
        assertThat(KnownNetwork.named("ResNet50")).contains(KnownNetwork.RESNET50);
        assertThat(KnownNetwork.named("resnet")).isEmpty();
        assertThat(KnownNetwork.named("3")).isEmpty();
    }

    private static Step last(KnownNetwork network) {
        List<Step> steps = network.on(KnownNetwork.SIDE).steps();
        return steps.get(steps.size() - 1);
    }

    private static List<Window> windows(KnownNetwork network) {
        return network.on(KnownNetwork.SIDE).layers().stream()
                .map(
                        layer ->
                                layer instanceof Convolution convolution
                                        ? convolution.window()
                                        : ((MaxPool) layer).window())
                .toList();
    }
}
