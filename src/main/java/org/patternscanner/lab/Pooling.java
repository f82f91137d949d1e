package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.render.PooledMaps;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;

/** What is left of conv1's strongest responses when its maps are halved. */
public final class Pooling extends Lab<Pooling.Results> {

    private static final int IMAGES = 1_000;
    private static final String LAYER = "conv1";
    private static final Window HALVE = Window.of(2).withStride(2);

    /** A way to halve maps. */
    private record Way(String name, UnaryOperator<float[][][]> halve) {}

    private static final List<Way> WAYS =
            List.of(
                    new Way("max-pooling", maps -> ForwardPass.maxPool(maps, HALVE)),
                    new Way("average-pooling", maps -> ForwardPass.averagePool(maps, HALVE)),
                    new Way("plain stride", maps -> ForwardPass.skip(maps, HALVE.stride())));

    // Their places in the list.
    private static final int MAX = 0;
    private static final int AVERAGE = 1;
    private static final int STRIDE = 2;

    /**
     * What a way to halve does, as a mean over all maps.
     *
     * @param kept the strongest response afterwards, as a share of the strongest before
     * @param swing how much that changes when the image moves right by one pixel, as the same share
     * @param alike the cosine of the angle between the halved maps of the image and of the moved
     *     one: 1 if they are the same but for a factor
     */
    public record Halving(String way, double kept, double swing, double alike) {}

    /**
     * One map of one image, after ReLU.
     *
     * @param image the test image's number, from 0
     * @param map [row][column]
     * @param halved [way][row][column]
     * @param moved the strongest response when the image is moved: of the map, then of each way
     */
    public record Example(
            int image,
            int digit,
            int filter,
            float[][] map,
            float[][][] halved,
            List<Float> moved) {}

    /**
     * What was found.
     *
     * @param images test images
     * @param maps that were measured: those of all filters that answer at all
     * @param halvings in the order max-pooling, average-pooling, plain stride
     */
    public record Results(int images, int maps, List<Halving> halvings, Example example) {}

    public Pooling() {
        super(
                "pooling",
                "Max-pooling halves a map and keeps its strong responses; average-pooling and plain stride keep less of them.",
                "Stride 2 keeps every second number of every second row: one in four. How much of a map's strongest response is left, on average?",
                List.of(
                        "nearly all",
                        "about four fifths",
                        "about half",
                        "about a quarter, as of the numbers"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        return run(context, context.full() ? Integer.MAX_VALUE : IMAGES);
    }

    /** On so many test images, drawn by the seed. */
    Results run(LabContext context, int count) throws IOException {
        LabelledImages test = context.data().test();
        int[] chosen = Drawn.of(test, count, context.seed());
        LabelledImages images = test.select(chosen);
        Measurement measurement = new Measurement();
        byte[] pairs = withMoved(images);
        LabContext.Trained trained = context.trained();
        try (ProgressLine progress = context.progress("halving maps", 2L * images.size())) {
            FeatureMaps.forEach(
                    trained.run(),
                    trained.epoch(),
                    pairs,
                    LAYER,
                    context.device(),
                    (maps, number) -> {
                        context.checkStopped();
                        measurement.add(ForwardPass.relu(maps), number % 2 == 1);
                        progress.step(1, "");
                    });
        }
        return measurement.results(chosen[0], images.label(0));
    }

    /** Each image, followed by itself one pixel further right. */
    private static byte[] withMoved(LabelledImages images) {
        int size = LabelledImages.PIXELS;
        byte[] moved = images.shifted(1).pixels();
        byte[] pairs = new byte[2 * moved.length];
        for (int from = 0; from < moved.length; from += size) {
            System.arraycopy(images.pixels(), from, pairs, 2 * from, size);
            System.arraycopy(moved, from, pairs, 2 * from + size, size);
        }
        return pairs;
    }

    /** Adds up what each way does to the maps of pairs of images: one, and the same moved. */
    private static final class Measurement {

        private final double[] kept = new double[WAYS.size()];
        private final double[] swing = new double[WAYS.size()];
        private final double[] alike = new double[WAYS.size()];
        private final List<float[][][]> first = new ArrayList<>(); // maps, then halved in each way
        private final List<float[][][]> firstMoved = new ArrayList<>();
        private final List<float[][][]> before = new ArrayList<>();
        private int images;
        private int measured;

        void add(float[][][] maps, boolean moved) {
            List<float[][][]> all = new ArrayList<>();
            all.add(maps);
            WAYS.forEach(way -> all.add(way.halve.apply(maps)));
            if (moved) {
                if (firstMoved.isEmpty()) {
                    firstMoved.addAll(all);
                }
                compare(all);
                return;
            }
            images++;
            before.clear();
            before.addAll(all);
            if (first.isEmpty()) {
                first.addAll(all);
            }
        }

        private void compare(List<float[][][]> after) {
            for (int filter = 0; filter < after.get(0).length; filter++) {
                float strongest = largest(before.get(0)[filter]);
                if (strongest <= 0 || largest(after.get(0)[filter]) <= 0) {
                    continue; // nothing to keep
                }
                measured++;
                for (int way = 0; way < WAYS.size(); way++) {
                    float[][] one = before.get(way + 1)[filter];
                    float[][] other = after.get(way + 1)[filter];
                    kept[way] += largest(one) / strongest;
                    swing[way] += Math.abs(largest(other) - largest(one)) / strongest;
                    alike[way] += cosine(one, other);
                }
            }
        }

        Results results(int image, int digit) {
            List<Halving> halvings = new ArrayList<>();
            for (int i = 0; i < WAYS.size(); i++) {
                halvings.add(
                        new Halving(
                                WAYS.get(i).name,
                                kept[i] / measured,
                                swing[i] / measured,
                                alike[i] / measured));
            }
            return new Results(images, measured, halvings, example(image, digit));
        }

        /** The map with the strongest response of all. */
        private Example example(int image, int digit) {
            float[][][] maps = first.get(0);
            int best = 0;
            for (int filter = 1; filter < maps.length; filter++) {
                best = largest(maps[filter]) > largest(maps[best]) ? filter : best;
            }
            int filter = best;
            float[][][] halved =
                    first.stream().skip(1).map(all -> all[filter]).toArray(float[][][]::new);
            List<Float> moved = firstMoved.stream().map(all -> largest(all[filter])).toList();
            return new Example(image, digit, filter, maps[filter], halved, moved);
        }
    }

    private static float largest(float[][] map) {
        return (float) Maps.numbers(map).max().orElseThrow();
    }

    private static double cosine(float[][] a, float[][] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < a[row].length; column++) {
                ab += (double) a[row][column] * b[row][column];
                aa += (double) a[row][column] * a[row][column];
                bb += (double) b[row][column] * b[row][column];
            }
        }
        return aa == 0 || bb == 0 ? (aa == bb ? 1 : 0) : ab / Math.sqrt(aa * bb);
    }

    @Override
    public Finding finding(Results results) {
        Halving max = results.halvings.get(MAX);
        Halving average = results.halvings.get(AVERAGE);
        Halving stride = results.halvings.get(STRIDE);
        boolean held =
                max.kept >= 0.99
                        && max.kept - average.kept >= 0.05
                        && max.kept - stride.kept >= 0.05;
        int answer =
                stride.kept >= 0.9 ? 0 : stride.kept >= 0.65 ? 1 : stride.kept >= 0.375 ? 2 : 3;
        return new Finding(
                Verdict.of(held),
                answer,
                table(results).toString(),
                seen(results, max, average, stride),
                List.of(Exhibit.png("pooling.png", () -> PooledMaps.draw(panels(results)))));
    }

    private static List<String> seen(
            Results results, Halving max, Halving average, Halving stride) {
        return List.of(
                "In %,d maps of conv1 on %,d test images, max-pooling left %s of the strongest response (all of it, by definition), average-pooling %s and plain stride %s."
                        .formatted(
                                results.maps,
                                results.images,
                                percent(max.kept),
                                percent(average.kept),
                                percent(stride.kept)),
                "With the digit one pixel further right, that number changes by %s, %s and %s: what stride keeps depends on where the pattern lies."
                        .formatted(
                                percent(max.swing), percent(average.swing), percent(stride.swing)),
                average.alike >= max.alike - 0.02
                        ? "As a whole, the averaged map changes no more than the max-pooled one (cosine %.2f and %.2f): averaging is calm, but it blurs."
                                .formatted(average.alike, max.alike)
                        : "As a whole, the max-pooled map changes less than the averaged one (cosine %.2f and %.2f)."
                                .formatted(max.alike, average.alike),
                "The lesson says that pooling and stride reduce resolution 'while preserving strong responses'. Here %s."
                        .formatted(preserved(max, average, stride)),
                "This network was trained with max-pooling; one trained with stride learns filters that suit it.");
    }

    private static String preserved(Halving... halvings) {
        List<String> preserving =
                Stream.of(halvings)
                        .filter(halving -> halving.kept >= 0.99)
                        .map(Halving::way)
                        .toList();
        return preserving.size() == halvings.length
                ? "all three do"
                : preserving.isEmpty()
                        ? "none does"
                        : "that is true of %s alone".formatted(String.join(" and ", preserving));
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        left("28 x 28 to 14 x 14 by"),
                        right("strongest left"),
                        right("change if moved 1 px"),
                        right("map alike (cosine)"));
        for (Halving halving : results.halvings) {
            table.row(
                    halving.way,
                    percent(halving.kept),
                    percent(halving.swing),
                    "%.2f".formatted(halving.alike));
        }
        return table;
    }

    private static PooledMaps panels(Results results) {
        Example example = results.example;
        List<PooledMaps.Halved> halved = new ArrayList<>();
        for (int way = 0; way < results.halvings.size(); way++) {
            Halving halving = results.halvings.get(way);
            halved.add(
                    new PooledMaps.Halved(
                            halving.way,
                            example.halved[way],
                            example.moved.get(way + 1),
                            halving.kept,
                            halving.swing));
        }
        return new PooledMaps(
                "What is left of a strong response",
                "one map: conv1, filter %d, test image %d, a %d; bars: the mean of %,d maps of %,d test images"
                        .formatted(
                                example.filter,
                                example.image,
                                example.digit,
                                results.maps,
                                results.images),
                example.map,
                example.moved.get(0),
                halved);
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }
}
