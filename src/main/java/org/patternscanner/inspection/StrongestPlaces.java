package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.inspection.Patterns.Search;
import org.patternscanner.network.Parallel;

/**
 * Where in the images one unit is excited most.
 *
 * @param active in how many images a place of the unit's map is above 0
 * @param peaks the highest first, each of another image
 */
record StrongestPlaces(int active, List<Peak> peaks) {

    /** Images at a time: what the layers make of them takes some 40 MB a thread. */
    private static final int BATCH = 128;

    private static final StrongestPlaces NONE = new StrongestPlaces(0, List.of());

    /**
     * Where an image excites a unit most.
     *
     * @param image its number
     * @param place row * width + column in the layer's map; of equally strong ones the first
     */
    record Peak(int image, int place, float activation) {

        static final Comparator<Peak> HIGHEST_FIRST =
                Comparator.comparing(Peak::activation).reversed().thenComparing(Peak::image);
    }

    /** In how many parts so many images are looked at. */
    static int batches(int images) {
        return (images + BATCH - 1) / BATCH;
    }

    /** Looks at all images, on all threads; one result a unit. */
    static List<StrongestPlaces> of(OpenNetwork network, Search search, IntConsumer seen) {
        int count = search.used().length;
        List<List<StrongestPlaces>> batches =
                Parallel.map(
                        batches(count),
                        batch -> {
                            int to = Math.min((batch + 1) * BATCH, count);
                            int[] images = Arrays.copyOfRange(search.used(), batch * BATCH, to);
                            List<StrongestPlaces> places = inBatch(network, search, images);
                            seen.accept(images.length);
                            return places;
                        });
        return IntStream.range(0, search.units().length)
                .mapToObj(
                        i -> batches.stream().map(b -> b.get(i)).reduce(NONE, StrongestPlaces::and))
                .toList();
    }

    /** Of two parts of the images, what holds for both together. */
    private StrongestPlaces and(StrongestPlaces other) {
        Stream<Peak> both = Stream.concat(peaks.stream(), other.peaks.stream());
        return new StrongestPlaces(active + other.active, highest(both));
    }

    private static List<Peak> highest(Stream<Peak> peaks) {
        return peaks.sorted(Peak.HIGHEST_FIRST).limit(Patterns.PATCHES).toList();
    }

    private static List<StrongestPlaces> inBatch(OpenNetwork network, Search search, int[] images) {
        try (NDManager manager = network.newManager()) {
            NDArray input = network.input(manager, search.images().select(images).pixels());
            NDArray output = requireNonNull(network.outputs(input).get(search.layer()));
            NDArray maps = output.reshape(images.length, search.size(), -1);
            float[] largest = maps.max(new int[] {2}).toFloatArray(); // (B, channels)
            long[] places = maps.argMax(2).toLongArray(); // (B, channels)
            return Arrays.stream(search.units())
                    .mapToObj(unit -> ofUnit(unit, images, largest, places))
                    .toList();
        }
    }

    private static StrongestPlaces ofUnit(int unit, int[] images, float[] largest, long[] places) {
        int channels = largest.length / images.length;
        List<Peak> all = new ArrayList<>();
        int active = 0;
        for (int i = 0; i < images.length; i++) {
            int index = i * channels + unit;
            all.add(new Peak(images[i], (int) places[index], largest[index]));
            active += largest[index] > 0 ? 1 : 0;
        }
        return new StrongestPlaces(active, highest(all.stream()));
    }
}
