package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.inspection.FeatureMaps.Facts;
import org.patternscanner.inspection.FeatureMaps.Place;

/** On the network that comes along, and noise, which leaves no unit untouched. */
class FeatureMapsTest {

    private static final Window SAME = Window.of(3).withPadding(1);
    private static final Window HALVE = Window.of(2).withStride(2);
    private static final byte[] NOISE = new byte[784];

    private static Run run;
    private static int epoch;

    /** By plain loops. */
    private static final Map<String, float[][][]> EXPECTED = new HashMap<>();

    @BeforeAll
    static void computeWithPlainLoops() throws IOException {
        run = new CheckpointStore(Path.of("models")).open(CheckpointStore.PLAIN);
        epoch = run.epoch("best");
        new Random(4).nextBytes(NOISE);
        float[][][] image = new float[1][28][28];
        for (int i = 0; i < 784; i++) {
            double grey = (NOISE[i] & 255) / 255.0;
            image[0][i / 28][i % 28] = (float) ((grey - 0.1307) / 0.3081);
        }
        float[][][] conv1 = convolution("conv1", image);
        float[][][] pool1 = ForwardPass.maxPool(ForwardPass.relu(conv1), HALVE);
        float[][][] conv2 = convolution("conv2", pool1);
        float[][][] pool2 = ForwardPass.maxPool(ForwardPass.relu(conv2), HALVE);
        EXPECTED.putAll(
                Map.of(
                        "image", image, "conv1", conv1, "pool1", pool1, "conv2", conv2, "pool2",
                        pool2));
    }

    private static float[][][] convolution(String layer, float[][][] input) throws IOException {
        FilterBank filters = FilterBank.of(run, epoch, layer);
        return ForwardPass.convolution(input, filters.weights(), filters.bias(), SAME);
    }

    private static FeatureMaps maps(String layer) throws IOException {
        return FeatureMaps.of(run, epoch, NOISE, layer, Device.cpu());
    }

    @ParameterizedTest
    @CsvSource({"conv1, 32, 28", "pool1, 32, 14", "conv2, 64, 14", "pool2, 64, 7"})
    void mapsAreThoseOfThePlainLoops(String layer, int channels, int side) throws IOException {
        FeatureMaps maps = maps(layer);
        requireClose(maps.maps(), requireNonNull(EXPECTED.get(layer)));
        requireClose(maps.input(), requireNonNull(EXPECTED.get(maps.source())));
        assertThat(maps.shape()).containsExactly(channels, side, side);
    }

    private static void requireClose(float[][][] actual, float[][][] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int channel = 0; channel < expected.length; channel++) {
            for (int row = 0; row < expected[channel].length; row++) {
                assertThat(actual[channel][row])
                        .as("channel %d, row %d", channel, row)
                        .containsExactly(expected[channel][row], within(1e-4f));
            }
        }
    }

    /** All of them: corners, borders and the middle, in every channel. */
    @ParameterizedTest
    @ValueSource(strings = {"conv1", "conv2"})
    void everyNumberIsTheSumOfItsTerms(String layer) throws IOException {
        FeatureMaps maps = maps(layer);
        FilterBank filters = FilterBank.of(run, epoch, layer);
        for (Place place : places(maps)) {
            UnitSum sum = maps.sum(filters, place);
            double tolerance = 1e-4 * Math.max(Math.abs(maps.at(place)), 0.01);
            assertThat(sum.total()).as("%s", place).isCloseTo(maps.at(place), within(tolerance));
            assertThat(sum.agreesWith(maps.at(place))).as("%s", place).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool1", "pool2"})
    void everyNumberIsTheLargestOfItsWindow(String layer) throws IOException {
        FeatureMaps maps = maps(layer);
        for (Place place : places(maps)) {
            assertThat(maps.max(place).max()).as("%s", place).isEqualTo(maps.at(place));
        }
    }

    private static List<Place> places(FeatureMaps maps) {
        int side = maps.shape()[1];
        return java.util.stream.IntStream.range(0, maps.shape()[0] * side * side)
                .mapToObj(i -> new Place(i / side / side, i / side % side, i % side))
                .toList();
    }

    @Test
    void factsAreThoseThatCanBeCounted() {
        FeatureMaps maps =
                new FeatureMaps(
                        "conv1",
                        "image",
                        new float[1][2][2],
                        new float[][][] {
                            {{-1, 2}, {0, 1}}, {{-3, -2}, {-5, -4}}, {{3, 1}, {1, 9}}
                        });
        assertThat(maps.facts())
                .containsExactly(
                        new Facts(0, 2, 0, 1, 0.5),
                        new Facts(1, -2, 0, 1, 0),
                        new Facts(2, 9, 1, 1, 1));
        assertThat(maps.strongest()).extracting(Facts::channel).containsExactly(2, 0, 1);
    }

    @Test
    void layerWithoutMapsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> maps("fc1"))
                .withMessage("'fc1' has no maps; conv1, pool1, conv2, pool2 have.");
    }
}
