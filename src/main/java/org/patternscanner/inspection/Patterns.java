package org.patternscanner.inspection;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;

/**
 * What excites the units of a layer: a unit of a convolution is a channel, which looks for the same
 * pattern at every place of the image.
 *
 * <p>Activations are the layer's own numbers, before ReLU, so that also a unit that ReLU always
 * silences has an order.
 *
 * @param layer as {@link Architecture#SIMPLE_CNN} names it
 * @param images how many were looked at
 * @param units in the order in which they were asked for
 */
public record Patterns(String layer, int images, List<Unit> units) {

    /** How many patches of each unit are kept. */
    public static final int PATCHES = 9;

    /** Stands in a patch for what is no pixel: the padding around the image. */
    public static final int OUTSIDE = -1;

    /**
     * What excites one unit.
     *
     * @param unit its number, the first is 0
     * @param active of all images, the share that has a place where ReLU would let it through
     * @param patches the {@value #PATCHES} that excite it most, each from another image, the
     *     strongest first; of equally strong ones, that of the image with the lower number
     */
    public record Unit(int unit, double active, List<Patch> patches, Maximum maximum) {

        public Unit {
            patches = List.copyOf(patches);
        }
    }

    /**
     * What the unit sees where an image excites it most.
     *
     * @param image its number in the set
     * @param row of the place in the layer's map; 0 for a dense layer
     * @param column of the place in the layer's map; 0 for a dense layer
     * @param pixels [row][column] of the receptive field, 0 black to 255 white; {@link #OUTSIDE}
     *     where it reaches beyond the image
     */
    public record Patch(
            int image, int label, int row, int column, float activation, int[][] pixels) {}

    /**
     * The input that excites the unit most, as far as gradient ascent finds it. Mostly more than
     * any image does; but the ascent is guided to pictures that can be read, and that costs some.
     *
     * @param start the activation that the ascent began with
     * @param activation of the pixels as they are here, rounded to whole grays
     * @param pixels [row][column] of the receptive field, 0 black to 255 white
     */
    public record Maximum(float start, float activation, int[][] pixels) {}

    /**
     * What is looked for.
     *
     * @param layer as {@link Architecture#SIMPLE_CNN} names it
     * @param units numbers, the first is 0
     * @param images a set, by whose numbers the patches are named
     * @param used the numbers of those that are looked at
     * @param seed of what is random in the ascent
     */
    public record Search(String layer, int[] units, LabelledImages images, int[] used, long seed) {

        Architecture.Step step() {
            return Architecture.SIMPLE_CNN.step(layer).orElseThrow();
        }

        /** How many units the layer has. */
        int size() {
            return step().output().channels();
        }

        /** How many steps it takes. */
        public int steps() {
            return StrongestPlaces.batches(used.length) + GradientAscent.STEPS;
        }
    }

    public Patterns {
        units = List.copyOf(units);
    }

    /**
     * Searches the images, then climbs.
     *
     * @param progress is told {@link Search#steps} times, from any thread, how many more images
     *     were looked at; 0 after a step of the ascent
     * @throws IOException if the epoch cannot be read
     */
    public static Patterns of(
            Run run, int epoch, Device device, Search search, IntConsumer progress)
            throws IOException {
        try (OpenNetwork network = OpenNetwork.load(run, epoch, device)) {
            return of(network, search, progress);
        }
    }

    static Patterns of(OpenNetwork network, Search search, IntConsumer progress) {
        List<StrongestPlaces> places = StrongestPlaces.of(network, search, progress);
        List<Maximum> maxima = GradientAscent.maxima(network, search, progress);
        List<Unit> units =
                IntStream.range(0, maxima.size())
                        .mapToObj(i -> unit(search, i, places.get(i), maxima.get(i)))
                        .toList();
        return new Patterns(search.layer(), search.used().length, units);
    }

    private static Unit unit(Search search, int i, StrongestPlaces places, Maximum maximum) {
        double active = places.active() / (double) search.used().length;
        List<Patch> patches = places.peaks().stream().map(peak -> patch(search, peak)).toList();
        return new Unit(search.units()[i], active, patches, maximum);
    }

    private static Patch patch(Search search, StrongestPlaces.Peak peak) {
        Architecture.Step step = search.step();
        int row = peak.place() / step.output().width();
        int column = peak.place() % step.output().width();
        return new Patch(
                peak.image(),
                search.images().label(peak.image()),
                row,
                column,
                peak.activation(),
                Field.of(step, row, column).crop(search.images().image(peak.image())));
    }
}
