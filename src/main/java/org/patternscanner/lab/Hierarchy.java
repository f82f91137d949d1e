package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.LinearProbe;
import org.patternscanner.inspection.OpenNetwork;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.Parallel;
import org.patternscanner.render.LinePlot;
import org.patternscanner.render.LinePlot.Axis;
import org.patternscanner.render.LinePlot.Line;
import org.patternscanner.render.TextTable;

/**
 * Whether later layers answer to larger and more specific things, and have learned to.
 *
 * <p><b>Claim.</b> From pool1 to pool2 and on to fc1, units see more of the image, depend more on
 * the digit and less on its place and its stroke, and a linear probe reads them better; from pool1
 * to fc1 each of the last four more so than in untrained networks.
 *
 * <p><b>Refuted</b> if one of the four falls at a step, or rises by less than a margin above the
 * untrained: 0.1 on scales from 0 to 1, one point of a probe's accuracy, which a reader of the
 * table would call a difference. Seed by seed the weakest comparison counts, in margins: one
 * interval (Student, 95 %), and nothing to choose from. Measures, margins and steps were set before
 * anything was measured; at first each comparison had an interval of its own.
 *
 * <p><b>Seeds.</b> 3, or 5, each with a start, a training and images of its own. The network looked
 * at and those trained here must both pass.
 *
 * <p><b>Equal</b>: architecture, images, the probe's training. <b>Not equal</b>: the layers' sizes;
 * a probe of a larger layer has more weights, which speaks against the claim. Probes learn from
 * images that the trained networks may know; nobody knows the test images.
 */
public final class Hierarchy extends Lab<Hierarchy.Results> {

    /** How many images to train on, of which the probes read the first, and to test on. */
    record Size(int training, int probe, int tests, int seeds) {}

    private static final Size DEFAULT = new Size(10_000, 1_000, 600, 3);
    private static final Size FULL = new Size(60_000, 2_000, 2_000, 5);

    /** What the next layer reads. Behind the first two, a unit sees the whole image. */
    private static final List<String> OUTPUTS = List.of("pool1", "pool2", "relu3");

    private static final List<String> NAMES = List.of("pool1", "pool2", "fc1");
    private static final int MIDDLE = 1;
    private static final int LAST = 2;

    /**
     * What was measured of a layer. Distances between what it makes of two images are shares of
     * that between two digits.
     *
     * @param field how many pixels wide the part of the image is that a unit sees
     * @param live units whose output is not the same for all test images
     * @param selectivity the share of a live unit's variance that the digit explains, as a mean,
     *     corrected for chance (epsilon squared: T. L. Kelley, 1935)
     * @param sameDigit the distance between two images of a digit
     * @param changes between an image and itself moved by 1 and by 2 pixels, with a thinner and
     *     with a thicker stroke
     * @param probe the share of the test images that a linear probe reads right
     */
    public record Layer(
            String name,
            int field,
            int units,
            int live,
            double selectivity,
            double sameDigit,
            List<Double> changes,
            double probe) {

        double shift() {
            return changes.get(1);
        }

        double stroke() {
            return (changes.get(2) + changes.get(3)) / 2;
        }
    }

    /**
     * Networks of a kind.
     *
     * @param layers [seed][layer]
     */
    public record Group(String networks, List<List<Layer>> layers) {

        private Spread of(int layer, ToDoubleFunction<Layer> value) {
            return Spread.of(
                    layers.stream().mapToDouble(l -> value.applyAsDouble(l.get(layer))).toArray());
        }

        private Spread rise(int layer, Measure measure) {
            return of(layer, measure.value).minus(of(0, measure.value));
        }
    }

    /**
     * What was found.
     *
     * @param groups the network looked at, those trained here, and the same before their training
     */
    public record Results(int trainingImages, int testImages, List<Group> groups) {}

    /** What ought to rise from layer to layer, and how much more than without training. */
    private record Measure(String name, double margin, ToDoubleFunction<Layer> value) {}

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure("selectivity for digits", 0.1, Layer::selectivity),
                    new Measure("indifference to a shift", 0.1, layer -> -layer.shift()),
                    new Measure("indifference to the stroke", 0.1, layer -> -layer.stroke()),
                    new Measure("accuracy of a probe", 0.01, Layer::probe));

    public Hierarchy() {
        super(
                "hierarchy",
                "Layer by layer a network responds to larger and more specific things, 'finally task-level concepts', and has learned to.",
                "A digit moves by two pixels. How much does that change what fc1, the last hidden layer, makes of it, compared with another digit in its place?",
                List.of("hardly at all", "a fifth as much", "half as much", "nearly as much"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        LabContext.Trained trained = context.trained();
        try (OpenNetwork looked =
                OpenNetwork.load(trained.run(), trained.epoch(), context.device())) {
            String name = trained.run().info().name();
            return run(context, context.full() ? FULL : DEFAULT, name, looked);
        }
    }

    /** In a size of one's own, with any network to look at. */
    static Results run(LabContext context, Size size, String name, OpenNetwork looked)
            throws IOException {
        ImageSet data = context.data();
        List<List<Layer>> ofLooked = new ArrayList<>();
        List<List<Layer>> ofTrained = new ArrayList<>();
        List<List<Layer>> ofUntrained = new ArrayList<>();
        int steps = size.seeds * Recipe.QUICK.steps(size.training);
        try (Trainings trainings = new Trainings(context, steps)) {
            for (long seed : Trainings.seeds(context.seed(), size.seeds).toArray()) {
                LabelledImages images = Drawn.images(data.training(), size.training, seed);
                LabelledImages test = Drawn.images(data.test(), size.tests, seed);
                Sample sample = new Sample(images.first(size.probe), test, context.device());
                Classifier start =
                        Classifier.untrained(context.device(), Normalization.MNIST, seed);
                try (OpenNetwork untrained = OpenNetwork.of(start);
                        OpenNetwork trained =
                                OpenNetwork.of(
                                        trainings.train(
                                                NetworkKind.CNN, images, Recipe.QUICK, seed))) {
                    ofLooked.add(sample.layers(looked));
                    ofTrained.add(sample.layers(trained));
                    ofUntrained.add(sample.layers(untrained));
                }
            }
        }
        return new Results(
                size.training,
                size.tests,
                List.of(
                        new Group(name, ofLooked),
                        new Group("trained here", ofTrained),
                        new Group("untrained", ofUntrained)));
    }

    /** The images of a seed. */
    record Sample(LabelledImages probe, LabelledImages test, Device device) {

        List<Layer> layers(OpenNetwork network) {
            return Parallel.map(OUTPUTS.size(), i -> layer(network, i, OUTPUTS.get(i)));
        }

        private Layer layer(OpenNetwork network, int i, String output) {
            Architecture.Step step = Architecture.SIMPLE_CNN.step(output).orElseThrow();
            float[][] rows = network.units(output, test.pixels());
            double[] selectivity =
                    IntStream.range(0, rows[0].length)
                            .mapToObj(unit -> Arrays.stream(rows).mapToDouble(row -> row[unit]))
                            .map(DoubleStream::toArray)
                            .filter(unit -> Arrays.stream(unit).anyMatch(x -> x != unit[0]))
                            .mapToDouble(this::selectivity)
                            .toArray();
            double digits = distance(rows, rows, row -> partner(row, false));
            List<Double> changes =
                    Stream.of(
                                    test.shifted(1).pixels(),
                                    test.shifted(2).pixels(),
                                    stroke(test.pixels(), Math::min),
                                    stroke(test.pixels(), Math::max))
                            .map(changed -> network.units(output, changed))
                            .map(changed -> distance(rows, changed, row -> row) / digits)
                            .toList();
            float[][] known = network.units(output, probe.pixels());
            float[][] read = LinearProbe.logits(known, probe.labels(), rows, device);
            return new Layer(
                    NAMES.get(i),
                    step.isSpatial() ? step.field().size() : LabelledImages.SIDE,
                    rows[0].length,
                    selectivity.length,
                    Arrays.stream(selectivity).average().orElse(0),
                    distance(rows, rows, row -> partner(row, true)) / digits,
                    changes,
                    Score.of(read, test.labels()).accuracy().value());
        }

        /** Of a unit's output for each test image. */
        double selectivity(double[] outputs) {
            double[] unexplained = outputs.clone();
            for (int digit = 0; digit < LabelledImages.CLASSES; digit++) {
                int[] own = test.indicesOf(digit);
                double mean = Arrays.stream(own).mapToDouble(i -> outputs[i]).average().orElse(0);
                Arrays.stream(own).forEach(i -> unexplained[i] -= mean);
            }
            double share = Spread.of(unexplained).deviation() / Spread.of(outputs).deviation();
            int free = outputs.length - LabelledImages.CLASSES;
            return 1 - share * share * (outputs.length - 1) / free;
        }

        /** The next image of the same digit, or of another one. */
        private int partner(int image, boolean same) {
            int next = (image + 1) % test.size();
            while (next != image && (test.label(next) == test.label(image)) != same) {
                next = (next + 1) % test.size();
            }
            return next;
        }
    }

    /** Euclid's, between each row and its partner among the others, as a mean. */
    private static double distance(float[][] rows, float[][] others, IntUnaryOperator partner) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            float[] other = others[partner.applyAsInt(i)];
            double squares = 0;
            for (int unit = 0; unit < other.length; unit++) {
                double difference = rows[i][unit] - other[unit];
                squares += difference * difference;
            }
            sum += Math.sqrt(squares);
        }
        return sum / rows.length;
    }

    /**
     * Images with a stroke about a pixel thinner (the smaller is chosen) or thicker: each pixel
     * goes half the way to the extreme of the nine around it. All the way would wipe out thin
     * digits.
     */
    static byte[] stroke(byte[] pixels, DoubleBinaryOperator chosen) {
        int side = LabelledImages.SIDE;
        byte[] changed = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            double extreme = pixels[i] & 255;
            for (int near = 0; near < 9; near++) {
                int row = i / side % side + near / 3 - 1;
                int column = i % side + near % 3 - 1;
                if (Math.min(row, column) >= 0 && Math.max(row, column) < side) {
                    int place = i + (near / 3 - 1) * side + near % 3 - 1;
                    extreme = chosen.applyAsDouble(extreme, pixels[place] & 255);
                }
            }
            changed[i] = (byte) Math.round(((pixels[i] & 255) + extreme) / 2);
        }
        return changed;
    }

    /** One kind of networks in one measure. */
    private record Comparison(Measure measure, Group group, Group untrained) {

        /** How far each seed lies above what the claim asks for, in margins. */
        Spread excess(int layer) {
            double[] rise = group.rise(layer, measure).values();
            double[] without = untrained.rise(layer, measure).values();
            double margin = measure.margin;
            return Spread.of(
                    IntStream.range(0, rise.length)
                            .mapToDouble(i -> Math.min(rise[i], rise[i] - without[i] - margin))
                            .map(above -> above / margin)
                            .toArray());
        }

        /** The smaller of the two steps, seed by seed, in margins. */
        Spread step() {
            double[] middle = group.rise(MIDDLE, measure).values();
            double[] last = group.rise(LAST, measure).values();
            return Spread.of(
                    IntStream.range(0, last.length)
                            .mapToDouble(i -> Math.min(middle[i], last[i] - middle[i]))
                            .map(step -> step / measure.margin)
                            .toArray());
        }

        /** What decides. */
        Spread weakest() {
            double[] excess = excess(LAST).values();
            double[] step = step().values();
            return Spread.of(
                    IntStream.range(0, step.length)
                            .mapToDouble(i -> Math.min(excess[i], step[i]))
                            .toArray());
        }
    }

    @Override
    public Finding finding(Results results) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Group group : results.groups.subList(0, 2)) {
            MEASURES.forEach(m -> comparisons.add(new Comparison(m, group, results.groups.get(2))));
        }
        double[] least = new double[results.groups.get(0).layers.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (Comparison each : comparisons) {
            Arrays.setAll(least, i -> Math.min(least[i], each.weakest().values()[i]));
        }
        Spread weakest = Spread.of(least);
        double[] choices = {0, 0.2, 0.5, 0.8};
        double shift = results.groups.get(0).of(LAST, Layer::shift).mean();
        return new Finding(
                Verdict.above(0, weakest),
                Quiz.nearest(choices.length, i -> Math.abs(choices[i] - shift)),
                table(results),
                seen(results, comparisons, weakest),
                List.of(Exhibit.png("hierarchy.png", () -> curves(results))));
    }

    private static List<String> seen(
            Results results, List<Comparison> comparisons, Spread weakest) {
        Group looked = results.groups.get(0);
        Group untrained = results.groups.get(2);
        List<String> early =
                comparisons.subList(0, MEASURES.size()).stream()
                        .filter(each -> each.excess(MIDDLE).mean() > each.excess(MIDDLE).margin())
                        .map(each -> each.measure.name)
                        .toList();
        Comparison least =
                comparisons.stream()
                        .min(Comparator.comparingDouble(each -> each.weakest().mean()))
                        .orElseThrow();
        double low = weakest.mean() - weakest.margin();
        double high = weakest.mean() + weakest.margin();
        return List.of(
                "What a unit sees grows from %d to %d pixels a side, by the layers' windows alone. In %s the digit explains %s of a unit's variance in fc1 (untrained: %s), and a shift by two pixels changes what fc1 makes of an image %s as much as another digit does (untrained: %s)."
                        .formatted(
                                looked.layers.get(0).get(0).field,
                                looked.layers.get(0).get(LAST).field,
                                looked.networks,
                                Figures.percent(looked.of(LAST, Layer::selectivity).mean()),
                                Figures.percent(untrained.of(LAST, Layer::selectivity).mean()),
                                Figures.percent(looked.of(LAST, Layer::shift).mean()),
                                Figures.percent(untrained.of(LAST, Layer::shift).mean())),
                "As early as in pool2, %s is clearly ahead of untrained networks in %s."
                        .formatted(
                                looked.networks,
                                early.isEmpty() ? "none of the four" : String.join(", ", early)),
                "The weakest of all comparisons, mostly %s (%s), lies %.2f margins %s what the claim asks for (95 %%: %+.2f to %+.2f; %d seeds)."
                        .formatted(
                                least.measure.name,
                                least.group.networks,
                                Math.abs(weakest.mean()),
                                weakest.mean() > 0 ? "above" : "below",
                                low,
                                high,
                                weakest.values().length));
    }

    private static String table(Results results) {
        TextTable table =
                new TextTable(
                        left("network"),
                        left("layer"),
                        right("sees"),
                        right("live units"),
                        right("selectivity"),
                        right("shift"),
                        right("stroke"),
                        right("probe"));
        for (Group group : results.groups) {
            for (int i = 0; i < NAMES.size(); i++) {
                Layer layer = group.layers.get(0).get(i);
                table.row(
                        group.networks,
                        layer.name,
                        "%d x %d".formatted(layer.field, layer.field),
                        "%,.0f/%,d".formatted(group.of(i, Layer::live).mean(), layer.units),
                        "%.2f".formatted(group.of(i, Layer::selectivity).mean()),
                        "%.2f".formatted(group.of(i, Layer::shift).mean()),
                        "%.2f".formatted(group.of(i, Layer::stroke).mean()),
                        "%.1f %%".formatted(100 * group.of(i, Layer::probe).mean()));
            }
        }
        return table
                + """

                selectivity: the share of a unit's variance that the digit explains
                shift, stroke: what two pixels, or one of the stroke's width, change in a layer
                (1: as much as another digit does)
                """;
    }

    private static BufferedImage curves(Results results) {
        List<Line> lines = new ArrayList<>();
        for (Group group : List.of(results.groups.get(0), results.groups.get(2))) {
            String by = group.networks + ": ";
            lines.add(line(by + "variance that the digit explains", group, Layer::selectivity));
            lines.add(line(by + "change by a shift (1: another digit)", group, Layer::shift));
        }
        return new LinePlot(
                        "What a unit sees, and what its answers depend on",
                        "pool1, pool2 and fc1, from left to right; error bars: standard deviation",
                        Axis.linear("what a unit sees: pixels a side", 0, 30),
                        Axis.linear("share", 0, 1),
                        lines)
                .draw();
    }

    private static Line line(String name, Group group, ToDoubleFunction<Layer> value) {
        List<Spread> points =
                IntStream.range(0, NAMES.size()).mapToObj(i -> group.of(i, value)).toList();
        return new Line(
                name,
                group.layers.get(0).stream().mapToDouble(Layer::field).toArray(),
                points.stream().mapToDouble(Spread::mean).toArray(),
                points.stream().mapToDouble(Spread::deviation).toArray());
    }
}
