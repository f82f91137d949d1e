package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Patch;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;

/**
 * What a layer makes of one image.
 *
 * @param layer a convolution, whose maps are taken before ReLU, or a pooling layer, whose maps come
 *     after ReLU and pooling
 * @param source what it reads: the convolution or pooling layer before it, or {@link #IMAGE}
 * @param input that layer's maps, or the normalized image, [channel][row][column]
 * @param maps [channel][row][column]
 */
public record FeatureMaps(String layer, String source, float[][][] input, float[][][] maps) {

    private static final int BATCH = 64;

    /** What the first layer reads. */
    public static final String IMAGE = "image";

    /** A number of the maps; the first channel, row and column are 0. */
    public record Place(int channel, int row, int column) {}

    /**
     * What can be said of one map.
     *
     * @param strongest the largest of its numbers, at {@code row} and {@code column}
     * @param positive the share of its numbers that are above 0
     */
    public record Facts(int channel, float strongest, int row, int column, double positive) {}

    /** The layers that have maps, in the network's order. */
    public static List<Step> layers() {
        return Architecture.SIMPLE_CNN.spatialSteps();
    }

    /**
     * Shows an image to an epoch of a run.
     *
     * @param pixels 784 bytes, white ink on black
     * @throws IOException if the run cannot be read
     * @throws IllegalArgumentException if the layer has no maps
     */
    public static FeatureMaps of(Run run, int epoch, byte[] pixels, String layer, Device device)
            throws IOException {
        source(layer); // refuses a layer that has none, before anything is read
        try (OpenNetwork network = OpenNetwork.load(run, epoch, device)) {
            return of(network, pixels, layer);
        }
    }

    /**
     * Shows an image to a network.
     *
     * @param pixels 784 bytes, white ink on black
     * @throws IllegalArgumentException if the layer has no maps
     */
    public static FeatureMaps of(OpenNetwork network, byte[] pixels, String layer) {
        String source = source(layer);
        try (NDManager manager = network.newManager()) {
            NDArray image = network.input(manager, pixels);
            Map<String, NDArray> outputs = new HashMap<>(network.outputs(image));
            outputs.put(IMAGE, image);
            return new FeatureMaps(
                    layer,
                    source,
                    maps(requireNonNull(outputs.get(source))),
                    maps(requireNonNull(outputs.get(layer))));
        }
    }

    /**
     * Shows many images to an epoch of a run, one after another, for what a whole set says.
     *
     * @param pixels 784 bytes an image
     * @param each is given an image's number, from 0, and its maps [channel][row][column]
     * @throws IOException if the run cannot be read
     * @throws IllegalArgumentException if the layer has no maps
     */
    public static void forEach(
            Run run,
            int epoch,
            byte[] pixels,
            String layer,
            Device device,
            ObjIntConsumer<float[][][]> each)
            throws IOException {
        source(layer); // refuses a layer that has none
        try (OpenNetwork network = OpenNetwork.load(run, epoch, device)) {
            for (int from = 0; from < pixels.length; from += BATCH * LabelledImages.PIXELS) {
                int to = Math.min(from + BATCH * LabelledImages.PIXELS, pixels.length);
                int first = from / LabelledImages.PIXELS;
                float[][][][] batch = batch(network, layer, Arrays.copyOfRange(pixels, from, to));
                for (int i = 0; i < batch.length; i++) {
                    each.accept(batch[i], first + i);
                }
            }
        }
    }

    /** [image][channel][row][column]. */
    private static float[][][][] batch(OpenNetwork network, String layer, byte[] pixels) {
        try (NDManager manager = network.newManager()) {
            NDArray output = network.output(layer, network.input(manager, pixels));
            float[][][][] all = new float[pixels.length / LabelledImages.PIXELS][][][];
            for (int i = 0; i < all.length; i++) {
                all[i] = maps(output.get(new NDIndex("{}:{}", i, i + 1)));
            }
            return all;
        }
    }

    private static String source(String layer) {
        List<String> names = layers().stream().map(step -> step.layer().name()).toList();
        int place = names.indexOf(layer);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "'%s' has no maps; %s have.".formatted(layer, String.join(", ", names)));
        }
        return place == 0 ? IMAGE : names.get(place - 1);
    }

    /** From (1, C, H, W). */
    private static float[][][] maps(NDArray output) {
        int rows = (int) output.getShape().get(2);
        return Maps.of(output.toFloatArray(), rows, (int) output.getShape().get(3));
    }

    /** [channels, rows, columns]. */
    public int[] shape() {
        return new int[] {maps.length, maps[0].length, maps[0][0].length};
    }

    public float at(Place place) {
        return maps[place.channel()][place.row()][place.column()];
    }

    /** One a channel, in their order. */
    public List<Facts> facts() {
        return IntStream.range(0, maps.length).mapToObj(this::facts).toList();
    }

    /** One a channel, the map with the largest number first. */
    public List<Facts> strongest() {
        return facts().stream()
                .sorted(Comparator.comparingDouble(facts -> -facts.strongest()))
                .toList();
    }

    private Facts facts(int channel) {
        float[][] map = maps[channel];
        int columns = map[0].length;
        int best = 0;
        int positive = 0;
        for (int i = 0; i < map.length * columns; i++) {
            float number = map[i / columns][i % columns];
            if (number > map[best / columns][best % columns]) {
                best = i;
            }
            positive += number > 0 ? 1 : 0;
        }
        return new Facts(
                channel,
                map[best / columns][best % columns],
                best / columns,
                best % columns,
                positive / (double) (map.length * columns));
    }

    /** How a convolution made one of its numbers. */
    public UnitSum sum(FilterBank filters, Place place) {
        Window window = Architecture.SIMPLE_CNN.layer(layer, Layer.Convolution.class).window();
        return UnitSum.of(
                input,
                filters.weights()[place.channel()],
                filters.bias()[place.channel()],
                window,
                place.row(),
                place.column());
    }

    /** How ReLU and pooling made one of their numbers. */
    public UnitMax max(Place place) {
        Window window = Architecture.SIMPLE_CNN.layer(layer, Layer.MaxPool.class).window();
        return new UnitMax(Patch.of(input[place.channel()], window, place.row(), place.column()));
    }
}
