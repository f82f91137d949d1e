package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;

class EffectiveFieldTest {

    private static final AtomicInteger IMAGES_DONE = new AtomicInteger();
    private static final byte[] IMAGES = MeasuredReceptiveField.noise(3, 5);
    private static List<EffectiveField> fields;

    @BeforeAll
    static void measures() throws Exception {
        fields = measured();
    }

    private static List<EffectiveField> measured() throws Exception {
        Runnable done = IMAGES_DONE::incrementAndGet;
        return EffectiveField.of(
                PlainNetwork.run(), PlainNetwork.EPOCH, IMAGES, Device.cpu(), done);
    }

    @Test
    void allEnergyIsInTheFieldAndAddsUpToOne() {
        for (EffectiveField field : fields) {
            double inside = field.inner(field.step().field().size());
            double everywhere = 0;
            for (float[] row : field.energy()) {
                for (float share : row) {
                    assertThat(share).isNotNegative();
                    everywhere += share;
                }
            }
            assertThat(inside).isCloseTo(1, within(1e-5));
            assertThat(everywhere).isCloseTo(1, within(1e-5));
        }
        assertThat(IMAGES_DONE.get()).isGreaterThanOrEqualTo(4 * 3);
    }

    /** conv1 is linear: its gradient is its kernels, whatever the image. */
    @Test
    void energyOfTheFirstLayerIsThatOfItsWeights() throws Exception {
        float[][][][] weights =
                FilterBank.of(PlainNetwork.run(), PlainNetwork.EPOCH, "conv1").weights();
        double[][] squares = new double[3][3];
        double all = 0;
        for (float[][][] filter : weights) {
            for (int i = 0; i < 9; i++) {
                double weight = filter[0][i / 3][i % 3];
                squares[i / 3][i % 3] += weight * weight;
                all += weight * weight;
            }
        }
        for (int i = 0; i < 9; i++) {
            assertThat((double) fields.get(0).energy()[13 + i / 3][13 + i % 3])
                    .isCloseTo(squares[i / 3][i % 3] / all, within(1e-6));
        }
    }

    /** On whole images, by small steps up and down, without any gradient of DJL's. */
    @ParameterizedTest
    @CsvSource({"1, 7", "2, 7", "3, 3"})
    void energyIsTheSquareOfWhatSmallStepsChange(int layer, int place) throws Exception {
        EffectiveField field = fields.get(layer);
        assertThat(field.row()).isEqualTo(place);
        double[][] energy = new double[28][28];
        double all = 0;
        float step = 1f / 8192; // a power of 2: added without rounding
        try (OpenNetwork network =
                OpenNetwork.load(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu())) {
            for (int image = 0; image < 3; image++) {
                for (int y = field.rows().first(); y <= field.rows().last(); y++) {
                    for (int x = field.columns().first(); x <= field.columns().last(); x++) {
                        double square = square(network, image, y * 28 + x, step, field);
                        energy[y][x] += square;
                        all += square;
                    }
                }
            }
        }
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                assertThat((double) field.energy()[y][x])
                        .as("row %d, column %d", y, x)
                        .isCloseTo(energy[y][x] / all, within(1e-3));
            }
        }
    }

    private static double square(
            OpenNetwork network, int image, int pixel, float step, EffectiveField field) {
        try (NDManager manager = network.newManager()) {
            float[] whole = network.input(manager, IMAGES).toFloatArray();
            float[] two = new float[2 * 784];
            System.arraycopy(whole, image * 784, two, 0, 784);
            System.arraycopy(whole, image * 784, two, 784, 784);
            two[pixel] += step;
            two[784 + pixel] -= step;
            NDArray units =
                    requireNonNull(
                                    network.outputs(manager.create(two, new Shape(2, 1, 28, 28)))
                                            .get(field.step().layer().name()))
                            .get(":, :, %d, %d".formatted(field.row(), field.column()));
            float[] values = units.toFloatArray();
            double sum = 0;
            for (int i = 0; i < values.length / 2; i++) {
                double slope = (values[i] - values[values.length / 2 + i]) / (2 * step);
                sum += slope * slope;
            }
            return sum;
        }
    }

    @Test
    void halfOfEvenEnergyNeedsMoreThanHalfOfTheSide() {
        Step pool2 = Architecture.SIMPLE_CNN.steps().get(5);
        float[][] even = new float[28][28];
        for (int i = 0; i < 100; i++) {
            even[9 + i / 10][9 + i % 10] = 0.01f;
        }
        EffectiveField field = new EffectiveField(pool2, 3, 3, even);

        assertThat(field.inner(6)).isCloseTo(0.36, within(1e-6));
        assertThat(field.inner(8)).isCloseTo(0.64, within(1e-6));
        assertThat(field.half()).isEqualTo(8);
        assertThat(new EffectiveField(pool2, 3, 3, new float[28][28]).half()).isZero();
    }

    @Test
    void twoRunsGiveTheSameBits() throws Exception {
        List<EffectiveField> again = measured();

        for (int layer = 0; layer < fields.size(); layer++) {
            assertThat(again.get(layer).energy()).isDeepEqualTo(fields.get(layer).energy());
        }
    }
}
