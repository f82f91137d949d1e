package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.ShiftDifference;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.render.LinePlot;
import org.patternscanner.render.LinePlot.Axis;
import org.patternscanner.render.LinePlot.Line;
import org.patternscanner.render.MapSheet;
import org.patternscanner.render.Percent;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.TextTable.Column;

/** Whether a feature map follows its image, and what a classifier makes of shifted digits. */
public final class Equivariance extends Lab<Equivariance.Results> {

    private static final Step CONV1 = ShiftedMaps.LAYERS.get(0);
    private static final Step POOL1 = ShiftedMaps.LAYERS.get(1);

    private static final int LARGEST_MAP_SHIFT = 4;
    private static final int LARGEST_SHIFT = 8;

    /** What the question asks about. */
    private static final int QUIZ_SHIFT = 4;

    /** A difference of accuracies below a point is called none. */
    private static final double SMALL = 0.01;

    /** What float32 may lose. */
    private static final double ZERO = 1e-5;

    /**
     * How large the experiment is.
     *
     * @param digits whose maps are compared: the first of the test images
     * @param images to train on: the first of the training images
     * @param tests test images to measure on, drawn by the seed
     * @param seeds how often networks are trained
     */
    record Size(int digits, int images, int tests, int epochs, int seeds) {

        Recipe recipe() {
            return Recipe.QUICK.withEpochs(epochs);
        }
    }

    private static final Size DEFAULT = new Size(5, 5_000, 2_000, 2, 3);
    private static final Size FULL = new Size(20, 60_000, 10_000, 1, 3);

    /**
     * A layer's maps of shifted images against its shifted maps.
     *
     * @param layer the map's layer
     * @param stride how many pixels one place on the map stands for
     * @param shift of the images, in pixels to the right
     * @param inside the largest difference where padding plays no part
     * @param border the largest difference elsewhere
     */
    public record Difference(String layer, int stride, int shift, double inside, double border) {

        /** Whether the maps follow the image exactly when they can, and only then. */
        boolean isAsClaimed() {
            boolean whole = shift % stride == 0;
            return whole == inside <= ZERO;
        }
    }

    /**
     * One map's difference, to be looked at.
     *
     * @param map f(shift(x)) - shift(f(x)), [row][column]
     */
    public record Picture(String layer, int shift, float[][] map) {}

    /**
     * What was found.
     *
     * @param differences for each layer and shift
     * @param filter whose maps are shown, from 0: the one with the strongest response to the first
     *     digit
     * @param strongest that response
     * @param pictures of its differences
     * @param shifts of the test images, in pixels to the right
     * @param cut the share of them of which ink leaves the image, for each shift
     * @param cnn the share of them that is read right, for each shift, seed by seed
     * @param dense the same for the dense net
     */
    public record Results(
            int digits,
            List<Difference> differences,
            int filter,
            double strongest,
            List<Picture> pictures,
            int images,
            int testImages,
            int epochs,
            int[] shifts,
            double[] cut,
            List<Spread> cnn,
            List<Spread> dense) {}

    public Equivariance() {
        super(
                "equivariance",
                "A map shifts with its image, by multiples of the map's stride only.",
                "A CNN and a dense net have learned centered digits only. Now every test digit is shifted by %d pixels. What does the CNN read?"
                        .formatted(QUIZ_SHIFT),
                List.of(
                        "as much as before",
                        "less than before, and more than the dense net",
                        "less than before, and no more than the dense net"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        return run(context, context.full() ? FULL : DEFAULT);
    }

    /** In a size of one's own. */
    Results run(LabContext context, Size size) throws IOException {
        ImageSet mnist = context.data();
        LabelledImages test = mnist.test();
        List<ShiftedMaps> maps = maps(context, test, size.digits);
        ShiftedMaps shown = maps.get(0);
        int filter = strongest(shown.of(CONV1));
        int[] shifts = IntStream.rangeClosed(-LARGEST_SHIFT, LARGEST_SHIFT).toArray();
        LabelledImages drawn = Drawn.images(test, size.tests, context.seed());
        Readers readers =
                new Readers(
                        size,
                        mnist.training().first(size.images),
                        Arrays.stream(shifts).mapToObj(drawn::shifted).toList(),
                        context.seed());
        try (Trainings trainings = new Trainings(context, readers.steps())) {
            return new Results(
                    size.digits,
                    differences(maps),
                    filter,
                    Maps.numbers(shown.of(CONV1)[filter]).max().orElseThrow(),
                    List.of(
                            picture(shown, CONV1, 1, filter),
                            picture(shown, POOL1, 1, filter),
                            picture(shown, POOL1, 2, filter)),
                    size.images,
                    size.tests,
                    size.epochs,
                    shifts,
                    Arrays.stream(shifts).mapToDouble(shift -> cut(drawn, shift)).toArray(),
                    readers.accuracies(trainings, NetworkKind.CNN),
                    readers.accuracies(trainings, NetworkKind.DENSE));
        }
    }

    private static List<ShiftedMaps> maps(LabContext context, LabelledImages test, int digits)
            throws IOException {
        LabContext.Trained trained = context.trained();
        List<ShiftedMaps> maps = new ArrayList<>();
        try (Classifier network = trained.run().load(trained.epoch(), context.device());
                ProgressLine progress = context.progress("shifting", digits)) {
            for (int digit = 0; digit < digits; digit++) {
                context.checkStopped();
                LabelledImages image = test.select(new int[] {digit});
                maps.add(ShiftedMaps.of(network, image, LARGEST_MAP_SHIFT));
                progress.step(1, "");
            }
        }
        return maps;
    }

    private static List<Difference> differences(List<ShiftedMaps> maps) {
        List<Difference> differences = new ArrayList<>();
        for (Step layer : ShiftedMaps.LAYERS) {
            for (int shift = 1; shift <= LARGEST_MAP_SHIFT; shift++) {
                double inside = 0;
                double border = 0;
                for (ShiftedMaps digit : maps) {
                    ShiftDifference difference = digit.difference(layer, shift);
                    inside = Math.max(inside, difference.inside());
                    border = Math.max(border, difference.border());
                }
                differences.add(
                        new Difference(
                                layer.layer().name(), layer.field().jump(), shift, inside, border));
            }
        }
        return differences;
    }

    /** The share of images that a shift pushes ink out of: coming back, they are others. */
    private static double cut(LabelledImages images, int shift) {
        LabelledImages back = images.shifted(shift).shifted(-shift);
        return IntStream.range(0, images.size())
                        .filter(i -> !Arrays.equals(images.image(i), back.image(i)))
                        .count()
                / (double) images.size();
    }

    private static Picture picture(ShiftedMaps maps, Step layer, int shift, int filter) {
        return new Picture(
                layer.layer().name(), shift, maps.difference(layer, shift).maps()[filter]);
    }

    /** The filter with the strongest response. */
    private static int strongest(float[][][] maps) {
        return IntStream.range(0, maps.length)
                .boxed()
                .max(
                        Comparator.comparingDouble(
                                filter -> Maps.numbers(maps[filter]).max().orElseThrow()))
                .orElseThrow();
    }

    /** Networks that are trained on centered digits and read shifted ones. */
    private record Readers(
            Size size, LabelledImages training, List<LabelledImages> shifted, long seed) {

        long steps() {
            return 2L * size.seeds * size.recipe().steps(size.images);
        }

        /** One for each shift, seed by seed. */
        List<Spread> accuracies(Trainings trainings, NetworkKind kind) {
            double[][] accuracies = new double[shifted.size()][size.seeds];
            for (int i = 0; i < size.seeds; i++) {
                try (Classifier network =
                        trainings.train(kind, training, size.recipe(), seed + i)) {
                    for (int shift = 0; shift < shifted.size(); shift++) {
                        accuracies[shift][i] = Trainings.accuracy(network, shifted.get(shift));
                    }
                }
            }
            return Arrays.stream(accuracies).map(Spread::of).toList();
        }
    }

    @Override
    public Finding finding(Results results) {
        return new Finding(
                Verdict.of(results.differences.stream().allMatch(Difference::isAsClaimed)),
                answer(results),
                mapTable(results) + "\n" + accuracyTable(results),
                seen(results),
                List.of(
                        Exhibit.png("equivariance.png", () -> curves(results)),
                        Exhibit.png("equivariance-maps.png", () -> differenceMaps(results))));
    }

    private static int answer(Results results) {
        Spread cnn = bothWays(results.cnn, QUIZ_SHIFT);
        Spread lost = bothWays(results.cnn, 0).minus(cnn);
        Spread ahead = cnn.minus(bothWays(results.dense, QUIZ_SHIFT));
        if (lost.mean() <= Math.max(lost.margin(), SMALL)) {
            return 0;
        }
        return ahead.mean() > ahead.margin() ? 1 : 2;
    }

    /** The mean accuracy of both directions, seed by seed. */
    private static Spread bothWays(List<Spread> accuracies, int shift) {
        double[] left = accuracies.get(LARGEST_SHIFT - shift).values();
        double[] right = accuracies.get(LARGEST_SHIFT + shift).values();
        return Spread.of(
                IntStream.range(0, left.length)
                        .mapToDouble(seed -> (left[seed] + right[seed]) / 2)
                        .toArray());
    }

    private static String mapTable(Results results) {
        List<Column> columns = new ArrayList<>(List.of(left("map"), right("stride")));
        for (int shift = 1; shift <= LARGEST_MAP_SHIFT; shift++) {
            columns.add(right("shift %d".formatted(shift)));
        }
        TextTable table = new TextTable(columns);
        for (int i = 0; i < results.differences.size(); i += LARGEST_MAP_SHIFT) {
            List<Difference> layer = results.differences.subList(i, i + LARGEST_MAP_SHIFT);
            List<String> row = new ArrayList<>();
            row.add(layer.get(0).layer);
            row.add(String.valueOf(layer.get(0).stride));
            layer.forEach(difference -> row.add(text(difference)));
            table.row(row);
        }
        return table
                + "The largest f(shift(x)) - shift(f(x)), inside / where padding plays a part;\nthe first %d test images, shifted to the right.\n"
                        .formatted(results.digits);
    }

    private static String text(Difference difference) {
        return "%s / %.2f".formatted(number(difference.inside), difference.border);
    }

    private static String number(double value) {
        return value == 0 ? "0" : (value < 0.01 ? "%.0e" : "%.2f").formatted(value);
    }

    private static String accuracyTable(Results results) {
        TextTable table =
                new TextTable(
                        right("shift"),
                        right("CNN"),
                        right("dense net"),
                        right("ahead"),
                        right("ink cut off"));
        for (int i = 0; i < results.shifts.length; i += 2) {
            Spread cnn = results.cnn.get(i);
            Spread dense = results.dense.get(i);
            table.row(
                    results.shifts[i] == 0 ? "0" : "%+d".formatted(results.shifts[i]),
                    Figures.percent(cnn, 1),
                    Figures.percent(dense, 1),
                    "%+.1f".formatted(100 * cnn.minus(dense).mean()),
                    Figures.percent(results.cut[i]));
        }
        return table
                + "Ink cut off: the share of images that the shift pushes ink out of.\nTest images read right, shifted to the right (%,d of them); %,d centered\ntraining images, epochs: %d; mean of %d seeds and standard deviation.\n"
                        .formatted(
                                results.testImages,
                                results.images,
                                results.epochs,
                                results.cnn.get(0).values().length);
    }

    private static List<String> seen(Results results) {
        Spread cnn = bothWays(results.cnn, QUIZ_SHIFT);
        Spread dense = bothWays(results.dense, QUIZ_SHIFT);
        return List.of(
                "Equivariant: the maps move with the image. Where padding plays no part, conv1's differ by at most %s after a shift by 1 pixel; pool1's, whose places lie 2 pixels apart, by %s after 1 pixel and by %s after 2."
                        .formatted(
                                number(inside(results, CONV1, 1)),
                                number(inside(results, POOL1, 1)),
                                number(inside(results, POOL1, 2))),
                "Invariant would be: the answer stays the same. The convolutions do not give that, for the dense layers after them read each place of the maps with weights of its own: of digits shifted by %d pixels the CNN reads %s, of centered ones %s. The dense net reads %s and %s. The shift itself pushes ink out of %s of the images."
                        .formatted(
                                QUIZ_SHIFT,
                                Percent.of(cnn.mean()),
                                Percent.of(bothWays(results.cnn, 0).mean()),
                                Percent.of(dense.mean()),
                                Percent.of(bothWays(results.dense, 0).mean()),
                                Figures.percent(
                                        (results.cut[LARGEST_SHIFT - QUIZ_SHIFT]
                                                        + results.cut[LARGEST_SHIFT + QUIZ_SHIFT])
                                                / 2)));
    }

    private static double inside(Results results, Step layer, int shift) {
        return results.differences.stream()
                .filter(difference -> difference.layer.equals(layer.layer().name()))
                .filter(difference -> difference.shift == shift)
                .findFirst()
                .orElseThrow()
                .inside;
    }

    private static BufferedImage curves(Results results) {
        return new LinePlot(
                        "Trained on centered digits, tested on shifted ones",
                        "test images read right; mean of %d seeds and standard deviation"
                                .formatted(results.cnn.get(0).values().length),
                        Axis.linear("shift in pixels (left, right)", -LARGEST_SHIFT, LARGEST_SHIFT),
                        Axis.linear("accuracy in %", 0, 100),
                        List.of(
                                line(NetworkKind.CNN, results.shifts, results.cnn),
                                line(NetworkKind.DENSE, results.shifts, results.dense)))
                .draw();
    }

    private static Line line(NetworkKind kind, int[] shifts, List<Spread> accuracies) {
        return new Line(
                kind.label(),
                Arrays.stream(shifts).asDoubleStream().toArray(),
                accuracies.stream().mapToDouble(accuracy -> 100 * accuracy.mean()).toArray(),
                accuracies.stream().mapToDouble(accuracy -> 100 * accuracy.deviation()).toArray());
    }

    private static BufferedImage differenceMaps(Results results) {
        List<Picture> pictures = results.pictures;
        return MapSheet.equallyLarge(
                "f(shift(x)) - shift(f(x)): does the map move with the image?",
                "filter %d of conv1, the first test image shifted to the right"
                        .formatted(results.filter),
                pictures.stream().map(picture -> picture.map).toArray(float[][][]::new),
                pictures.stream().map(Equivariance::caption).toList(),
                "the difference; the filter's strongest response is %.2f"
                        .formatted(results.strongest));
    }

    private static String caption(Picture picture) {
        return "after %s, shift by %d pixel%s"
                .formatted(picture.layer, picture.shift, picture.shift == 1 ? "" : "s");
    }
}
