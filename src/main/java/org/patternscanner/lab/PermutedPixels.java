package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.PixelOrder;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.render.BarChart;
import org.patternscanner.render.BarChart.Group;
import org.patternscanner.render.Percent;
import org.patternscanner.render.Png;
import org.patternscanner.render.TextTable;

/**
 * What is lost when pixels lose their neighbors.
 *
 * <p>Settled beforehand: the claim is that one random order of the pixels costs a CNN more than
 * half a point of accuracy, and a dense net, up or down, less. Half a point is what no reader of
 * digits would notice; what networks of one kind differ by from seed to seed is of that size.
 * Either interval on the wrong side refutes it, an interval on both sides leaves it open. All
 * networks have the same images, steps, batches and learning rate; the CNN and the dense net have
 * about as many parameters, but not equal compute. The intervals are over seeds, for the test
 * images that were drawn.
 */
public final class PermutedPixels extends Lab<PermutedPixels.Results> {

    /** Half a point of accuracy. */
    private static final double SMALL = 0.005;

    /** The test images that the pictures show: the first two 7s. */
    private static final int[] SEVENS = {0, 17};

    private static final List<String> BARS =
            List.of(NetworkKind.CNN.label(), NetworkKind.DENSE.label());

    /**
     * How large the experiment is.
     *
     * @param images to train on: the first of the training images
     * @param tests test images to measure on, drawn by the seed
     * @param seeds how often what the claim is about is done
     */
    record Size(int images, int tests, int epochs, int seeds) {

        /** How often the rest is done, which decides nothing. */
        int fewer() {
            return Math.min(2, seeds);
        }

        Recipe recipe() {
            return Recipe.QUICK.withEpochs(epochs);
        }
    }

    private static final Size DEFAULT = new Size(5_000, 10_000, 2, 5);
    private static final Size FULL = new Size(60_000, 10_000, 1, 5);

    /**
     * How a network reads the test images, from 0 to 1, seed by seed. It is trained on images made
     * in the same way.
     *
     * @param plain as they are
     * @param permuted all in one random order of the pixels
     * @param shuffled each in a random order of its own
     */
    public record Accuracies(Spread plain, Spread permuted, Spread shuffled) {

        /** What one order for all costs, seed by seed. */
        Spread loss() {
            return plain.minus(permuted);
        }

        /** Whether one order for all costs more than half a point. */
        Verdict falls() {
            return Verdict.above(SMALL, loss());
        }

        /** Whether it changes less than half a point. */
        Verdict stays() {
            return Verdict.within(SMALL, loss());
        }
    }

    /**
     * What was found.
     *
     * @param seed of the first repetition; the others follow it
     * @param images that each network was trained on
     * @param testImages that each was measured on
     * @param histogram the accuracy of a dense net that is given each image's pixels sorted, which
     *     is the histogram of its grays
     */
    public record Results(
            long seed,
            int images,
            int testImages,
            int epochs,
            Accuracies cnn,
            Accuracies dense,
            Spread histogram) {}

    public PermutedPixels() {
        super(
                "permuted-pixels",
                "A CNN counts on neighboring pixels; a dense net does not.",
                "The pixels of all images are put in one random order, the same for all; then a CNN and a dense net are trained anew. Which reads worse than before?",
                List.of("both", "the CNN alone", "the dense net alone", "neither"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        return run(context, context.full() ? FULL : DEFAULT);
    }

    /** In a size of one's own. */
    Results run(LabContext context, Size size) throws IOException {
        ImageSet mnist = context.data();
        LabelledImages training = mnist.training().first(size.images);
        LabelledImages test = Drawn.images(mnist.test(), size.tests, context.seed());
        long times = 4L * size.seeds + 3L * size.fewer();
        try (Trainings trained = new Trainings(context, times * size.recipe().steps(size.images))) {
            Series series = new Series(trained, training, test, size);
            return new Results(
                    context.seed(),
                    size.images,
                    size.tests,
                    size.epochs,
                    series.of(NetworkKind.CNN),
                    series.of(NetworkKind.DENSE),
                    series.measure(
                            NetworkKind.DENSE,
                            size.fewer(),
                            (images, seed) -> PixelOrder.sorted(images)));
        }
    }

    /** Makes other images of images. */
    private interface Change {
        LabelledImages of(LabelledImages images, long seed);
    }

    /** Trainings that differ in nothing but what was done to the images. */
    private record Series(
            Trainings trainings, LabelledImages training, LabelledImages test, Size size) {

        Accuracies of(NetworkKind kind) {
            return new Accuracies(
                    measure(kind, size.seeds, (images, any) -> images),
                    measure(
                            kind,
                            size.seeds,
                            (images, order) -> PixelOrder.random(order).of(images)),
                    measure(kind, size.fewer(), PixelOrder::ofEach));
        }

        Spread measure(NetworkKind kind, int seeds, Change change) {
            return trainings.overSeeds(
                    seeds,
                    seed ->
                            trainings.accuracy(
                                    kind,
                                    change.of(training, seed),
                                    change.of(test, seed),
                                    size.recipe(),
                                    seed));
        }
    }

    @Override
    public Finding finding(Results results) {
        boolean cnnFalls = results.cnn.loss().mean() > SMALL;
        boolean denseFalls = results.dense.loss().mean() > SMALL;
        return new Finding(
                Verdict.all(results.cnn.falls(), results.dense.stays()),
                cnnFalls ? denseFalls ? 0 : 1 : denseFalls ? 2 : 3,
                table(results),
                seen(results),
                List.of(
                        new Exhibit("permuted-pixels.png", () -> Png.bytes(mistakes(results))),
                        new Exhibit("permuted-pixels-trap.png", () -> Png.bytes(trap(results)))));
    }

    private static String table(Results results) {
        TextTable table =
                new TextTable(left("test images read right"), right("CNN"), right("dense net"));
        row(table, "as they are", results.cnn.plain, results.dense.plain);
        row(table, "one order for all", results.cnn.permuted, results.dense.permuted);
        table.row("  difference", change(results.cnn), change(results.dense));
        row(table, "each its own order", results.cnn.shuffled, results.dense.shuffled);
        table.row("histogram alone", "", Figures.percent(results.histogram, 2));
        return table
                + "%,d training images, epochs: %d, %,d test images; mean of %d seeds\n(of the last two rows %d) and standard deviation; difference: 95 %% interval.\n"
                        .formatted(
                                results.images,
                                results.epochs,
                                results.testImages,
                                results.cnn.plain.values().length,
                                results.histogram.values().length);
    }

    private static void row(TextTable table, String images, Spread cnn, Spread dense) {
        table.row(images, Figures.percent(cnn, 2), Figures.percent(dense, 2));
    }

    private static String change(Accuracies accuracies) {
        Spread loss = accuracies.loss();
        return "%+.2f ± %.2f  ".formatted(-100 * loss.mean(), 100 * loss.margin());
    }

    private static List<String> seen(Results results) {
        return List.of(
                "One order for all images costs the CNN %s points of accuracy, and the dense net %s. Whether that is more than half a point: %s for the CNN; whether it is less: %s for the dense net."
                        .formatted(
                                points(results.cnn.loss()),
                                points(results.dense.loss()),
                                answer(results.cnn.falls()),
                                answer(results.dense.stays())),
                "To a dense net pixels have no neighbors, so a new order is only a new numbering; the CNN's 3x3 windows now hold pixels that have nothing to do with each other.",
                "The trap: with an order of its own for each image, the two read %s and %s; the histogram of grays, which is all that is left then, gives a dense net %s. Such an order destroys the digit, and tells nothing about networks."
                        .formatted(
                                Percent.of(results.cnn.shuffled.mean()),
                                Percent.of(results.dense.shuffled.mean()),
                                Percent.of(results.histogram.mean())));
    }

    private static String points(Spread loss) {
        return "%.2f ± %.2f".formatted(100 * loss.mean(), 100 * loss.margin());
    }

    private static String answer(Verdict verdict) {
        return switch (verdict) {
            case HELD -> "yes";
            case REFUTED -> "no";
            case NOT_DECIDED -> "not decided";
        };
    }

    private static BufferedImage mistakes(Results results) throws IOException {
        Groups groups = new Groups(results, accuracy -> 1 - accuracy);
        return new BarChart(
                        "Pixels lose their neighbors: who minds?",
                        "test images read wrong; mean of %d seeds and standard deviation"
                                .formatted(results.cnn.plain.values().length),
                        BARS,
                        List.of(groups.plain(), groups.permuted()),
                        groups.most(),
                        Percent::of)
                .draw();
    }

    private static BufferedImage trap(Results results) throws IOException {
        Groups groups = new Groups(results, accuracy -> accuracy);
        return new BarChart(
                        "The trap: an order of its own for each image destroys the digit",
                        "test images read right; below, the same 7s as the networks get them",
                        BARS,
                        List.of(groups.plain(), groups.permuted(), groups.shuffled()),
                        1,
                        Percent::of)
                .draw();
    }

    /** The groups of a bar chart, with two 7s each; {@code height} makes bars of accuracies. */
    private record Groups(Results results, LabelledImages sevens, DoubleUnaryOperator height) {

        Groups(Results results, DoubleUnaryOperator height) throws IOException {
            this(results, ImageSet.mnist().test().select(SEVENS), height);
        }

        Group plain() {
            return group("pixels as they are", results.cnn.plain, results.dense.plain, sevens);
        }

        Group permuted() {
            return group(
                    "one random order for all",
                    results.cnn.permuted,
                    results.dense.permuted,
                    PixelOrder.random(results.seed).of(sevens));
        }

        Group shuffled() {
            return group(
                    "each its own random order",
                    results.cnn.shuffled,
                    results.dense.shuffled,
                    PixelOrder.ofEach(sevens, results.seed));
        }

        private Group group(String caption, Spread cnn, Spread dense, LabelledImages images) {
            return new Group(
                    caption,
                    new double[] {
                        height.applyAsDouble(cnn.mean()), height.applyAsDouble(dense.mean())
                    },
                    new double[] {cnn.deviation(), dense.deviation()},
                    List.of(images.image(0), images.image(1)));
        }

        /** The highest bar of all but the trap's. */
        double most() {
            return DoubleStream.of(
                            results.cnn.plain.mean(),
                            results.cnn.permuted.mean(),
                            results.dense.plain.mean(),
                            results.dense.permuted.mean())
                    .map(height)
                    .max()
                    .orElseThrow();
        }
    }
}
