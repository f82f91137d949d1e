package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.TinyMnist;
import org.patternscanner.inspection.Patterns.Maximum;
import org.patternscanner.inspection.Patterns.Patch;
import org.patternscanner.inspection.Patterns.Search;
import org.patternscanner.inspection.Patterns.Unit;

/** The network that comes with the program, on a few images, beside the layers in plain loops. */
@Tag("slow")
class PatternsTest {

    private static final int IMAGES = 20;
    private static final double MEAN = 0.1307; // of MNIST's pixels, as PyTorch's examples have it
    private static final double DEVIATION = 0.3081;

    private static Run run;
    private static LabelledImages images;
    private static Map<String, float[]> parameters;
    private static final Map<String, List<Unit>> FOUND = new HashMap<>();

    @BeforeAll
    static void opens(@TempDir Path folder) throws IOException {
        images = ImageSet.in(TinyMnist.write(folder, 200, 10)).training();
        run = new CheckpointStore(Path.of("models")).open(CheckpointStore.PLAIN);
        parameters = new HashMap<>();
        try (var classifier = run.load(run.info().bestEpoch(), Device.cpu())) {
            classifier.parameters().forEach((name, t) -> parameters.put(name, t.values()));
        }
    }

    /** Not the first images, and not in order, so that numbers cannot be mistaken for places. */
    private static int[] used() {
        return IntStream.range(0, IMAGES).map(i -> 199 - 3 * i).toArray();
    }

    /** Some units of a layer, and all of conv1, searched for once. */
    private static List<Unit> found(String layer) {
        int[] units =
                layer.equals("conv1") ? IntStream.range(0, 32).toArray() : new int[] {1, 3, 5, 9};
        return FOUND.computeIfAbsent(layer, name -> find(name, units, used(), 1).units());
    }

    private static Patterns find(String layer, int[] units, int[] used, long seed) {
        Search search = new Search(layer, units, images, used, seed);
        try {
            return Patterns.of(run, run.info().bestEpoch(), Device.cpu(), search, seen -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the layer makes of an image, [channel][row][column]. */
    private static float[][][] output(String layer, float[][][] image) {
        List<Layer> all = Architecture.SIMPLE_CNN.layers();
        int end = all.indexOf(Architecture.SIMPLE_CNN.layer(layer, Layer.class));
        float[][][] x = image;
        for (Layer each : all.subList(0, end + 1)) {
            x = ForwardPass.run(each, parameters, x);
        }
        return x;
    }

    private static float[][][] input(int[][] pixels) {
        float[][][] input = new float[1][pixels.length][pixels[0].length];
        for (int row = 0; row < pixels.length; row++) {
            for (int column = 0; column < pixels[row].length; column++) {
                input[0][row][column] = (float) ((pixels[row][column] / 255.0 - MEAN) / DEVIATION);
            }
        }
        return input;
    }

    private static int[][] image(int number) {
        byte[] bytes = images.image(number);
        int[][] pixels = new int[28][28];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i / 28][i % 28] = bytes[i] & 0xff;
        }
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv1", "conv2", "fc1", "fc2"})
    void patchesAreThoseThatThePlainLoopsFindStrongest(String layer) {
        Map<Integer, float[][][]> outputs = new HashMap<>();
        for (int number : used()) {
            outputs.put(number, output(layer, input(image(number))));
        }
        for (Unit unit : found(layer)) {
            List<Float> found =
                    outputs.values().stream()
                            .map(maps -> largest(maps[unit.unit()]))
                            .sorted(Comparator.reverseOrder())
                            .toList();
            long active = found.stream().filter(activation -> activation > 0).count();
            assertThat(unit.active()).isEqualTo(active / (double) IMAGES);
            assertThat(unit.patches()).hasSize(9);
            assertThat(unit.patches()).extracting(Patch::image).doesNotHaveDuplicates();
            for (int i = 0; i < 9; i++) {
                Patch patch = unit.patches().get(i);
                // The i-th strongest, the place where it is, and the label of its image.
                assertThat(patch.activation()).isCloseTo(found.get(i), within(2e-3f));
                float there =
                        requireNonNull(outputs.get(patch.image()))[unit.unit()][patch.row()][
                                patch.column()];
                assertThat(there).isCloseTo(patch.activation(), within(2e-3f));
                assertThat(patch.label()).isEqualTo(images.label(patch.image()));
            }
        }
    }

    private static float largest(float[][] map) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float[] row : map) {
            for (float value : row) {
                largest = Math.max(largest, value);
            }
        }
        return largest;
    }

    /** With the padding's zeros around it, a patch alone excites its unit as its image did. */
    @Test
    void patchIsAllThatTheUnitSees() {
        int outside = 0;
        for (Unit unit : found("conv2")) {
            for (Patch patch : unit.patches()) {
                int[][] alone = new int[28][28];
                for (int row = 0; row < 8; row++) {
                    for (int column = 0; column < 8; column++) {
                        int y = 2 * patch.row() - 3 + row;
                        int x = 2 * patch.column() - 3 + column;
                        boolean inside = y >= 0 && y < 28 && x >= 0 && x < 28;
                        int pixel = patch.pixels()[row][column];
                        assertThat(pixel == Patterns.OUTSIDE).isEqualTo(!inside);
                        if (inside) {
                            alone[y][x] = pixel;
                        }
                        outside += inside ? 0 : 1;
                    }
                }
                if (patch.equals(unit.patches().get(0))) {
                    float[][][] maps = output("conv2", input(alone));
                    assertThat(maps[unit.unit()][patch.row()][patch.column()])
                            .isCloseTo(patch.activation(), within(2e-3f));
                }
            }
        }
        assertThat(outside).isPositive();
    }

    /**
     * conv1 is linear, so the best input is known: ink where the weight is positive, none where it
     * is negative.
     */
    @Test
    void inputMadeForConv1IsWhiteWhereTheWeightIsPositive() {
        float[] weights = requireNonNull(parameters.get("conv1.weight"));
        float[] bias = requireNonNull(parameters.get("conv1.bias"));
        for (Unit unit : found("conv1")) {
            double best = bias[unit.unit()];
            double squares = 0;
            for (int i = 0; i < 9; i++) {
                float weight = weights[9 * unit.unit() + i];
                best += weight * ((weight > 0 ? 1 : 0) - MEAN) / DEVIATION;
                squares += weight * weight;
            }
            assertThat((double) unit.maximum().activation()).isCloseTo(best, within(0.02));
            for (int i = 0; i < 9; i++) {
                float weight = weights[9 * unit.unit() + i];
                if (Math.abs(weight) > 0.02 * Math.sqrt(squares)) {
                    assertThat(unit.maximum().pixels()[i / 3][i % 3])
                            .isEqualTo(weight > 0 ? 255 : 0);
                }
            }
            assertThat(unit.maximum().activation())
                    .isGreaterThanOrEqualTo(unit.patches().get(0).activation() - 0.02f);
        }
    }

    /** Put where the unit sees it, the input has the activation that is claimed for it. */
    @ParameterizedTest
    @CsvSource({"conv2, 11, 7", "fc1, 0, 0", "fc2, 0, 0"})
    void madeInputExcitesTheUnitMoreThanImagesDo(String layer, int first, int place) {
        for (Unit unit : found(layer)) {
            Maximum maximum = unit.maximum();
            int[][] pixels = new int[28][28];
            for (int row = 0; row < maximum.pixels().length; row++) {
                int[] from = maximum.pixels()[row];
                System.arraycopy(from, 0, pixels[first + row], first, from.length);
            }
            float activation = output(layer, input(pixels))[unit.unit()][place][place];
            assertThat(maximum.activation()).isCloseTo(activation, within(2e-3f));
            assertThat(activation)
                    .isGreaterThan(maximum.start())
                    .isGreaterThan(unit.patches().get(0).activation());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv2", "fc2"})
    void sameSeedGivesTheSameAndAnotherSeedAnother(String layer) {
        List<Unit> first = found(layer);
        int[] units = first.stream().mapToInt(Unit::unit).toArray();
        List<Unit> again = find(layer, units, used(), 1).units();
        List<Unit> other = find(layer, units, used(), 2).units();
        for (int i = 0; i < units.length; i++) {
            int[][] made = first.get(i).maximum().pixels();
            assertThat(again.get(i).maximum().pixels()).isDeepEqualTo(made);
            assertThat(again.get(i)).usingRecursiveComparison().isEqualTo(first.get(i));
            assertThat(java.util.Arrays.deepEquals(made, other.get(i).maximum().pixels()))
                    .isFalse();
        }
    }

    /** Batches are merged: 200 images are two of them, and few give fewer than nine patches. */
    @Test
    void everyImageIsSeenOnceAndFewImagesGiveFewPatches() throws IOException {
        int[] all = IntStream.range(0, 200).toArray();
        Search search = new Search("fc2", new int[] {7}, images, all, 1);
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        IntConsumer counts =
                more -> {
                    steps.incrementAndGet();
                    seen.addAndGet(more);
                };
        Patterns patterns = Patterns.of(run, run.info().bestEpoch(), Device.cpu(), search, counts);
        assertThat(seen).hasValue(200);
        assertThat(steps).hasValue(search.steps());
        assertThat(patterns.units().get(0).patches()).extracting(Patch::label).containsOnly(7);
        Patterns few = find("fc2", new int[] {7}, new int[] {3, 5}, 1);
        assertThat(few.images()).isEqualTo(2);
        assertThat(few.units().get(0).patches())
                .extracting(Patch::image)
                .containsExactlyInAnyOrder(3, 5);
    }
}
