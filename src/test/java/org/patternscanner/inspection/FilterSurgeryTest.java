package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;

/** Operations in libtorch against the lesson's plain loops with the same numbers replaced. */
class FilterSurgeryTest {

    private static final int FILTER = 27; // with Sobel in its place many images are read wrong
    private static final int IMAGES = 40;

    private static LabelledImages images;
    private static Map<String, float[]> parameters;

    @BeforeAll
    static void readsThePretrainedNetwork() throws Exception {
        LabelledImages test = ImageSet.mnist().test();
        images = test.select(Arrays.copyOf(test.indicesOf(6), IMAGES));
        parameters = new LinkedHashMap<>();
        try (Classifier classifier = PlainNetwork.run().load(PlainNetwork.EPOCH, Device.cpu())) {
            classifier
                    .parameters()
                    .forEach((name, tensor) -> parameters.put(name, tensor.values()));
        }
    }

    private static FilterSurgery surgery() throws Exception {
        return FilterSurgery.of(PlainNetwork.run(), PlainNetwork.EPOCH, images, Device.cpu());
    }

    /** By plain loops, with nine other weights and another bias for the filter. */
    private static int rightByHand(float[] nine, float bias) {
        Map<String, float[]> edited = new LinkedHashMap<>(parameters);
        edited.replaceAll((name, values) -> values.clone());
        System.arraycopy(nine, 0, requireNonNull(edited.get("conv1.weight")), FILTER * 9, 9);
        requireNonNull(edited.get("conv1.bias"))[FILTER] = bias;
        int right = 0;
        for (int image = 0; image < IMAGES; image++) {
            byte[] pixels = images.image(image);
            float[][][] input = new float[1][28][28];
            for (int i = 0; i < pixels.length; i++) {
                float share = Byte.toUnsignedInt(pixels[i]) / 255f;
                input[0][i / 28][i % 28] = (share - 0.1307f) / 0.3081f;
            }
            float[] logits = ForwardPass.run(Architecture.SIMPLE_CNN, edited, input);
            right += Logits.argmax(logits) == 6 ? 1 : 0;
        }
        return right;
    }

    @Test
    @Tag("slow")
    void readsAsTheLoopsDoWithTheFilterSilentOrReplaced() throws Exception {
        float[] weights =
                Arrays.copyOfRange(
                        requireNonNull(parameters.get("conv1.weight")), FILTER * 9, FILTER * 9 + 9);
        float bias = requireNonNull(parameters.get("conv1.bias"))[FILTER];
        double squares = 0;
        for (float weight : weights) {
            squares += weight * weight;
        }
        float[] sobel = {-1, 0, 1, -2, 0, 2, -1, 0, 1};
        for (int i = 0; i < 9; i++) {
            sobel[i] *= (float) Math.sqrt(squares / 12);
        }
        try (FilterSurgery surgery = surgery()) {
            int with = count(surgery.rightWith(FILTER, Kernel.CLASSICAL.get(0)));

            assertThat(with).isEqualTo(rightByHand(sobel, bias)).isLessThan(IMAGES - 5);
            assertThat(count(surgery.rightWithout(FILTER)))
                    .isEqualTo(rightByHand(new float[9], 0))
                    .isGreaterThan(with);
            assertThat(count(surgery.right())).isEqualTo(rightByHand(weights, bias));
        }
    }

    private static int count(boolean[] right) {
        assertThat(right).hasSize(IMAGES);
        return (int) IntStream.range(0, IMAGES).filter(i -> right[i]).count();
    }

    @Test
    void leavesTheNetworkAndItsFilesAsTheyWere() throws Exception {
        Path file = PlainNetwork.run().folder().resolve(Classifier.fileName(PlainNetwork.EPOCH));
        byte[] before = Files.readAllBytes(file);
        try (FilterSurgery surgery = surgery()) {
            boolean[] right = surgery.right();
            surgery.rightWithout(0);
            surgery.rightWith(FILTER, Kernel.CLASSICAL.get(0));

            assertThat(surgery.right()).isEqualTo(right);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
