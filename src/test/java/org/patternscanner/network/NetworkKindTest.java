package org.patternscanner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.data.LabelledImages;

/** The networks that are compared. */
class NetworkKindTest {

    @ParameterizedTest
    @EnumSource
    void allHaveAsManyParametersAsTheLessonsWithinTwoPercent(NetworkKind kind) {
        try (Classifier network = untrained(kind, 1)) {
            assertThat(network.parameterCount()).isCloseTo(421_642, Percentage.withPercentage(2));
        }
    }

    @Test
    void visionTransformerHasTheParametersThatItsJavadocCounts() {
        // (49 + 1) 96 to embed, 16 * 96 positions; a layer: 4 (96 + 1) 96 attention, two norms of
        // 2 * 96, (96 + 1) 340 + (340 + 1) 96 dense; 2 * 96 norm, (96 + 1) 10 head.
        long layer = 4 * 97 * 96 + 2 * 2 * 96 + 97 * 340 + 341 * 96;
        try (Classifier network = untrained(NetworkKind.VIT, 1)) {
            assertThat(network.parameterCount())
                    .isEqualTo(50 * 96 + 16 * 96 + 4 * layer + 2 * 96 + 97 * 10)
                    .isEqualTo(420_890);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seedDecidesHowANetworkStarts(NetworkKind kind) {
        byte[] image = stripes();
        try (Classifier one = untrained(kind, 3);
                Classifier same = untrained(kind, 3);
                Classifier other = untrained(kind, 4)) {
            assertThat(one.logits(image)[0])
                    .hasSize(10)
                    .containsExactly(same.logits(image)[0])
                    .isNotEqualTo(other.logits(image)[0]);
        }
    }

    @Test
    void denseNetComputesWhatItsDefinitionSaysInPlainLoops() {
        byte[] image = stripes();
        try (Classifier network = untrained(NetworkKind.DENSE, 5)) {
            var parameters = new java.util.HashMap<String, float[]>();
            var tensors = network.parameters().values().iterator();
            for (String layer : new String[] {"fc1", "fc2", "fc3"}) {
                parameters.put(layer + ".weight", tensors.next().values());
                parameters.put(layer + ".bias", tensors.next().values());
            }
            float[] expected =
                    ForwardPass.run(
                            Architecture.DENSE_NET, parameters, Normalization.MNIST.apply(image));
            assertThat(network.logits(image)[0]).containsExactly(expected, within(1e-4f));
        }
    }

    @Test
    void visionTransformerTellsPatchesApartOnlyByTheirPositions() {
        byte[] topLeft = square(2, 2);
        byte[] bottomRight = square(16, 16); // two patches further, both ways
        try (Classifier network = untrained(NetworkKind.VIT, 6)) {
            float[] first = network.logits(topLeft)[0];
            assertThat(network.logits(bottomRight)[0]).isNotEqualTo(first);
            var positions = network.model().getBlock().getParameters().get("positions");
            positions.getArray().subi(positions.getArray());
            float[] without = network.logits(topLeft)[0];
            assertThat(network.logits(bottomRight)[0]).containsExactly(without, within(1e-5f));
        }
    }

    private static Classifier untrained(NetworkKind kind, long seed) {
        return Classifier.untrained(kind, Device.cpu(), Normalization.MNIST, seed);
    }

    private static byte[] stripes() {
        byte[] image = new byte[LabelledImages.PIXELS];
        for (int i = 0; i < image.length; i += 3) {
            image[i] = (byte) (i % 256);
        }
        return image;
    }

    private static byte[] square(int top, int left) {
        byte[] image = new byte[LabelledImages.PIXELS];
        for (int row = top; row < top + 5; row++) {
            Arrays.fill(image, row * 28 + left, row * 28 + left + 4, (byte) 200);
        }
        return image;
    }
}
