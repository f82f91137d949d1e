package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.FilterSurgery;
import org.patternscanner.render.HeatMap;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;

/**
 * What each digit loses when a filter of conv1 falls silent, or another speaks in its place.
 *
 * <p>Settled beforehand: the claim is about the worst of 32 filters, so each one's loss is given an
 * interval that holds for all 32 together; one that lies above half a point refutes the claim, one
 * that reaches over it leaves it open. The half point itself was chosen after a first look. Sobel
 * is set beside a random kernel: both have the norm of the filter whose place they take, and its
 * bias. All is about one network, and the intervals are over test images.
 */
public final class SilencedFilters extends Lab<SilencedFilters.Results> {

    private static final int IMAGES = 5_000;
    private static final int SHOWN = 8;

    /** What a filter may cost, in percentage points, for the claim to hold. */
    private static final double LITTLE = 0.5;

    /** Standard errors: of 32 intervals at once, all hold 95 times in 100 (C. Bonferroni, 1936). */
    private static final double ERRORS = 3.16;

    /** In percentage points: on one scale for both pictures, a single image stays pale. */
    private static final double DARKEST = 2;

    private static final Kernel SOBEL = Kernel.named("sobel-x").orElseThrow();

    /**
     * A filter of conv1, and how many images of each digit are read right when it is replaced.
     *
     * @param filter the first is 0
     * @param silenced with its weights and its bias zero
     * @param sobel with Sobel's kernel, which answers to vertical edges, made as strong as it was
     * @param random with a random kernel as strong
     * @param changed how many images are read right with the filter or when it is silent, not both
     */
    public record Operated(int filter, int[] silenced, int[] sobel, int[] random, int changed) {}

    /**
     * What was found.
     *
     * @param images how many test images there are of each digit
     * @param right how many of them the network reads right as it was trained
     */
    public record Results(int[] images, int[] right, List<Operated> filters) {}

    /** How accuracy changed, in percentage points: of each digit, then of all images. */
    private record Change(int filter, double[] points) {

        static Change of(Results results, int filter, int[] after) {
            int digits = results.images.length;
            double[] points = new double[digits + 1];
            for (int digit = 0; digit < digits; digit++) {
                points[digit] = points(after[digit] - results.right[digit], results.images[digit]);
            }
            int difference = Arrays.stream(after).sum() - Arrays.stream(results.right).sum();
            points[digits] = points(difference, Arrays.stream(results.images).sum());
            return new Change(filter, points);
        }

        private static double points(int difference, int images) {
            return images == 0 ? 0 : 100.0 * difference / images;
        }

        double all() {
            return points[points.length - 1];
        }

        int worstDigit() {
            int worst = 0;
            for (int digit = 1; digit < points.length - 1; digit++) {
                worst = points[digit] < points[worst] ? digit : worst;
            }
            return worst;
        }

        double worst() {
            return points[worstDigit()];
        }
    }

    public SilencedFilters() {
        super(
                "filter-surgery",
                "No single filter is the network: any one of conv1's 32 can fall silent for less than half a point of accuracy.",
                "One of conv1's 32 filters is silenced: the one that is missed most. How much accuracy does the trained network lose?",
                List.of(
                        "less than half a percentage point",
                        "half a point to 5 points",
                        "5 to 50 points",
                        "more than 50 points: it is lost without it"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        return run(context, context.full() ? Integer.MAX_VALUE : IMAGES);
    }

    /** On so many test images, drawn by the seed. */
    Results run(LabContext context, int count) throws IOException {
        LabelledImages images = Drawn.images(context.data().test(), count, context.seed());
        LabContext.Trained trained = context.trained();
        int filters = FilterSurgery.filters();
        try (FilterSurgery surgery =
                        FilterSurgery.of(trained.run(), trained.epoch(), images, context.device());
                ProgressLine progress = context.progress("operating", filters)) {
            boolean[] right = surgery.right();
            Random random = new Random(context.seed());
            List<Operated> operated = new ArrayList<>();
            for (int filter = 0; filter < filters; filter++) {
                context.checkStopped();
                boolean[] silenced = surgery.rightWithout(filter);
                operated.add(
                        new Operated(
                                filter,
                                counts(images, silenced),
                                counts(images, surgery.rightWith(filter, SOBEL)),
                                counts(images, surgery.rightWith(filter, random(random))),
                                different(right, silenced)));
                progress.step(3 * images.size(), "filter " + filter);
            }
            boolean[] all = new boolean[right.length];
            Arrays.fill(all, true);
            return new Results(counts(images, all), counts(images, right), operated);
        }
    }

    private static Kernel random(Random random) {
        float[][] weights = new float[SOBEL.side()][SOBEL.side()];
        for (float[] row : weights) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return new Kernel("random", "whatever is like it", weights);
    }

    /** Of each digit, how many are among those marked. */
    private static int[] counts(LabelledImages images, boolean[] marked) {
        int[] counts = new int[LabelledImages.CLASSES];
        for (int i = 0; i < marked.length; i++) {
            counts[images.label(i)] += marked[i] ? 1 : 0;
        }
        return counts;
    }

    private static int different(boolean[] one, boolean[] other) {
        return (int) IntStream.range(0, one.length).filter(i -> one[i] != other[i]).count();
    }

    @Override
    public Finding finding(Results results) {
        List<Change> silenced = changes(results, Operated::silenced);
        List<Change> sobel = changes(results, Operated::sobel);
        double loss = -silenced.get(0).all();
        return new Finding(
                verdict(results),
                loss < LITTLE ? 0 : loss < 5 ? 1 : loss < 50 ? 2 : 3,
                table(silenced, sobel).toString(),
                seen(results, silenced, sobel),
                List.of(
                        Exhibit.png(
                                "filter-surgery.png",
                                () -> heatMap("One filter of conv1 silenced", results, silenced)),
                        Exhibit.png(
                                "filter-surgery-sobel.png",
                                () -> heatMap("Sobel in one filter's place", results, sobel))));
    }

    private static Verdict verdict(Results results) {
        return Verdict.all(
                results.filters.stream()
                        .map(
                                filter -> {
                                    Change change =
                                            Change.of(results, filter.filter, filter.silenced);
                                    double margin = margin(results, filter, -change.all());
                                    return -change.all() + margin < LITTLE
                                            ? Verdict.HELD
                                            : -change.all() - margin >= LITTLE
                                                    ? Verdict.REFUTED
                                                    : Verdict.NOT_DECIDED;
                                })
                        .toArray(Verdict[]::new));
    }

    /** Half the width of a paired difference's interval, in percentage points. */
    private static double margin(Results results, Operated filter, double loss) {
        double images = Arrays.stream(results.images).sum();
        double lost = loss * images / 100;
        double variance = Math.max(1, filter.changed - lost * lost / images);
        return 100 * (ERRORS * Math.sqrt(variance) + 1) / images;
    }

    /** The filter that is missed most first. */
    private static List<Change> changes(Results results, Function<Operated, int[]> after) {
        return results.filters.stream()
                .map(filter -> Change.of(results, filter.filter, after.apply(filter)))
                .sorted(Comparator.comparingDouble(Change::all).thenComparing(Change::filter))
                .toList();
    }

    private static List<String> seen(Results results, List<Change> silenced, List<Change> sobel) {
        int images = Arrays.stream(results.images).sum();
        Change missed = silenced.get(0);
        Change digit =
                silenced.stream().min(Comparator.comparingDouble(Change::worst)).orElseThrow();
        Change wrong = sobel.get(0);
        Spread beyondSilence =
                costs(results, Operated::silenced).minus(costs(results, Operated::sobel));
        Spread beyondRandom =
                costs(results, Operated::random).minus(costs(results, Operated::sobel));
        long little = silenced.stream().filter(change -> change.all() > -LITTLE).count();
        return List.of(
                "Of %,d test images the network reads %.2f %% right. %d of its %d filters can be silenced one at a time for less than %.1f points; filter %d is missed most here (%s points); which one that is changes from run to run."
                        .formatted(
                                images,
                                100.0 * Arrays.stream(results.right).sum() / images,
                                little,
                                silenced.size(),
                                LITTLE,
                                missed.filter,
                                points(missed.all())),
                "The digit that notices most is the %d, without filter %d: %s points. One image is %.2f points of a digit: differences of a few images are noise."
                        .formatted(
                                digit.worstDigit(),
                                digit.filter,
                                points(digit.worst()),
                                100.0 / results.images[digit.worstDigit()]),
                "Over the %d filters, Sobel in a filter's place costs %s points more than silence, and %s more than a random kernel of the same norm: %s. Most it costs for filter %d, %s points."
                        .formatted(
                                silenced.size(),
                                interval(beyondSilence),
                                interval(beyondRandom),
                                differs(beyondSilence, beyondRandom),
                                wrong.filter,
                                points(wrong.all())));
    }

    /** Accuracy after an operation, in percentage points, filter by filter. */
    private static Spread costs(Results results, Function<Operated, int[]> after) {
        return Spread.of(
                results.filters.stream()
                        .mapToDouble(
                                filter ->
                                        Change.of(results, filter.filter, after.apply(filter))
                                                .all())
                        .toArray());
    }

    private static String interval(Spread points) {
        return "%.2f ± %.2f".formatted(points.mean(), points.margin());
    }

    private static String differs(Spread beyondSilence, Spread beyondRandom) {
        boolean worse = beyondSilence.mean() > beyondSilence.margin();
        boolean special = Math.abs(beyondRandom.mean()) > beyondRandom.margin();
        return "that a wrong answer is worse than none is %s, and that Sobel differs from any other kernel is %s"
                .formatted(worse ? "shown" : "not shown", special ? "shown" : "not");
    }

    private static Change of(List<Change> changes, int filter) {
        return changes.stream().filter(change -> change.filter == filter).findFirst().orElseThrow();
    }

    private static TextTable table(List<Change> silenced, List<Change> sobel) {
        TextTable table =
                new TextTable(
                        left("filter"),
                        right("silenced: all"),
                        right("worst digit"),
                        right("Sobel instead: all"),
                        right("worst digit"));
        for (Change change : silenced.subList(0, Math.min(SHOWN, silenced.size()))) {
            Change instead = of(sobel, change.filter);
            table.row(
                    String.valueOf(change.filter),
                    points(change.all()),
                    "%d: %s".formatted(change.worstDigit(), points(change.worst())),
                    points(instead.all()),
                    "%d: %s".formatted(instead.worstDigit(), points(instead.worst())));
        }
        return table;
    }

    private static BufferedImage heatMap(String title, Results results, List<Change> changes) {
        List<String> columns = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "all");
        return new HeatMap(
                        title + ": what each digit loses",
                        "%,d test images; the greatest loss comes first"
                                .formatted(Arrays.stream(results.images).sum()),
                        changes.stream().map(change -> "filter " + change.filter).toList(),
                        columns,
                        changes.stream().map(Change::points).toArray(double[][]::new),
                        "accuracy, in percentage points: blue loses, orange gains; darkest from %.0f on"
                                .formatted(DARKEST),
                        value -> value == 0 ? "" : points(value))
                .draw(DARKEST);
    }

    private static String points(double value) {
        return value == 0 ? "0" : "%+.2f".formatted(value);
    }
}
