package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.inspection.Saliency.Method;
import org.patternscanner.network.Classifier;

/** Each map against the network's answers to changed images. */
class SaliencyTest {

    private static final byte[] SEVEN = PlainNetwork.greySeven();

    private static Saliency saliency(Method method, @Nullable Integer digit) throws Exception {
        return Saliency.of(
                PlainNetwork.run(), PlainNetwork.EPOCH, SEVEN, method, digit, Device.cpu());
    }

    /**
     * The network is linear piece by piece. Where three steps up and three down all have the same
     * slope, no kink of a ReLU or a maximum lies between, and the slope is the gradient.
     */
    @ParameterizedTest
    @ValueSource(ints = {7, 2})
    void gradientIsWhatAPixelsChangeDoesToTheLogit(int digit) throws Exception {
        float[][] map = saliency(Method.GRADIENT, digit).map();
        int[] steps = {-3, -2, -1, 1, 2, 3};
        byte[] changed = new byte[784 * steps.length * 784];
        for (int copy = 0; copy < 784 * steps.length; copy++) {
            System.arraycopy(SEVEN, 0, changed, copy * 784, 784);
            changed[copy * 784 + copy / steps.length] += (byte) steps[copy % steps.length];
        }
        int smooth = 0;
        try (Classifier classifier = PlainNetwork.run().load(PlainNetwork.EPOCH, Device.cpu())) {
            float before = classifier.logits(SEVEN)[0][digit];
            float[][] logits = classifier.logits(changed);
            for (int pixel = 0; pixel < 784; pixel++) {
                double[] slopes = new double[steps.length];
                for (int i = 0; i < steps.length; i++) {
                    float after = logits[pixel * steps.length + i][digit];
                    slopes[i] = (after - before) * 255.0 / steps[i];
                }
                Arrays.sort(slopes);
                if (slopes[steps.length - 1] - slopes[0] < 2e-3) {
                    smooth++;
                    assertThat((double) map[pixel / 28][pixel % 28])
                            .as("pixel %d", pixel)
                            .isBetween(slopes[0] - 1e-3, slopes[steps.length - 1] + 1e-3);
                }
            }
        }
        assertThat(smooth).isGreaterThan(100);
        assertThat(largest(map)).isGreaterThan(0.1f);
    }

    /** Whoever adds e to a whole map adds e times the sum of its gradients to the logit. */
    @ParameterizedTest
    @ValueSource(ints = {7, 2})
    void gradCamWeighsEachMapByWhatRaisingItDoesToTheLogit(int digit) throws Exception {
        float[][] actual = saliency(Method.GRAD_CAM, digit).map();
        float step = 2e-3f;
        int places = 14 * 14;
        try (OpenNetwork network =
                        OpenNetwork.load(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu());
                NDManager manager = network.newManager()) {
            float[] maps =
                    requireNonNull(network.outputs(network.input(manager, SEVEN)).get("relu2"))
                            .toFloatArray();
            float[] raised = new float[2 * 64 * maps.length];
            for (int copy = 0; copy < 2 * 64; copy++) {
                System.arraycopy(maps, 0, raised, copy * maps.length, maps.length);
                int start = copy * maps.length + copy / 2 * places;
                for (int i = start; i < start + places; i++) {
                    raised[i] += copy % 2 == 0 ? step : -step;
                }
            }
            NDArray input = manager.create(raised, new Shape(2 * 64, 64, 14, 14));
            float[] logits =
                    requireNonNull(network.outputsAfter("relu2", input).get("fc2")).toFloatArray();
            double[] sums = new double[places];
            for (int channel = 0; channel < 64; channel++) {
                float difference = logits[20 * channel + digit] - logits[20 * channel + 10 + digit];
                double weight = difference / (2 * step) / places;
                for (int i = 0; i < places; i++) {
                    sums[i] += weight * maps[channel * places + i];
                }
            }
            for (int row = 0; row < 28; row++) {
                for (int column = 0; column < 28; column++) {
                    assertThat((double) actual[row][column])
                            .as("row %d, column %d", row, column)
                            .isCloseTo(enlarged(sums, row, column), within(1e-4));
                }
            }
        }
        assertThat(largest(actual)).isGreaterThan(2e-3f);
    }

    /**
     * By 9/16, 3/16, 3/16 and 1/16 of the four nearest places, whose centres are 2 pixels apart.
     */
    private static double enlarged(double[] sums, int row, int column) {
        int near = clamp(row / 2) * 14;
        int far = clamp(row % 2 == 0 ? row / 2 - 1 : row / 2 + 1) * 14;
        int nearColumn = clamp(column / 2);
        int farColumn = clamp(column % 2 == 0 ? column / 2 - 1 : column / 2 + 1);
        return (9 * Math.max(0, sums[near + nearColumn])
                        + 3 * Math.max(0, sums[near + farColumn])
                        + 3 * Math.max(0, sums[far + nearColumn])
                        + Math.max(0, sums[far + farColumn]))
                / 16;
    }

    private static int clamp(int index) {
        return Math.max(0, Math.min(13, index));
    }

    @Test
    void occlusionIsTheProbabilityThatASquareOfGroundCosts() throws Exception {
        float[][] map = saliency(Method.OCCLUSION, 2).map();
        try (TrainedNetwork predictor =
                new TrainedNetwork(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu())) {
            double before = predictor.predict(SEVEN).probabilities()[2];
            for (int pixel = 0; pixel < 784; pixel += pixel < 60 ? 1 : 13) {
                byte[] covered = SEVEN.clone();
                for (int i = 0; i < 784; i++) {
                    boolean near =
                            Math.abs(i / 28 - pixel / 28) <= 2
                                    && Math.abs(i % 28 - pixel % 28) <= 2;
                    covered[i] = near ? 0 : covered[i];
                }
                double after = predictor.predict(covered).probabilities()[2];
                assertThat((double) map[pixel / 28][pixel % 28])
                        .as("pixel %d", pixel)
                        .isCloseTo(before - after, within(1e-6));
            }
        }
        assertThat(largest(map)).isGreaterThan(1e-4f);
    }

    @Test
    void asksAboutTheDigitThatIsReadUnlessAnotherIsNamed() throws Exception {
        Saliency read = saliency(Method.GRADIENT, null);

        assertThat(read.digit()).isEqualTo(read.prediction().digit()).isEqualTo(7);
        assertThat(saliency(Method.GRADIENT, 7).map()).isDeepEqualTo(read.map());
        assertThat(saliency(Method.GRADIENT, 2).map()).isNotEqualTo(read.map());
        assertThat(read.pixels()).isEqualTo(SEVEN);
    }

    @Test
    void twoRunsGiveTheSameBits() throws Exception {
        for (Method method : Method.values()) {
            assertThat(saliency(method, 3).map()).isDeepEqualTo(saliency(method, 3).map());
        }
    }

    private static float largest(float[][] map) {
        float largest = 0;
        for (float[] row : map) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
