package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Permutation;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.arithmetic.Treatments;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Recipe.Schedule;
import org.patternscanner.data.BreastCancerTable;
import org.patternscanner.data.Fold;
import org.patternscanner.data.LabelledRows;
import org.patternscanner.network.TableClassifier;
import org.patternscanner.render.LinePlot;
import org.patternscanner.render.LinePlot.Axis;
import org.patternscanner.render.LinePlot.Line;
import org.patternscanner.render.TextTable;

/**
 * What a convolution makes of a table, whose columns have no neighbors that are worth a look.
 *
 * <p>Settled beforehand, for what the lesson ends with, that a CNN's bias is a poor guess for a
 * table. Three things are claimed, and each alone can refute it: the order of the columns moves the
 * convolution's loss (p below 0.01); it moves the dense net's by less than {@value #SMALL} nats in
 * each order, for a tenth of its loss is less than anybody would choose a network by; and the
 * convolution's loss is the higher one. Held equal: rows, folds, seeds, steps, batches and learning
 * rate, and nearly the number of parameters; not the compute. Two things were settled after a look:
 * the pooling in the convolution, and that the noise is taken from all seeds and orders together.
 */
public final class TableColumns extends Lab<TableColumns.Results> {

    /**
     * How large the experiment is.
     *
     * @param orders of the columns: as they are, and random ones
     * @param seeds trainings for each order
     * @param folds of the cross-validation
     */
    record Size(int orders, int seeds, int folds, int epochs) {

        Recipe recipe() {
            return new Recipe(epochs, 32, 0.002, Schedule.ONE_CYCLE, 0.01, false, 0, 0, 0);
        }
    }

    private static final Size DEFAULT = new Size(9, 4, 2, 20);
    private static final Size FULL = new Size(11, 20, 5, 20);

    private static final double SMALL = 0.008;

    /** Standard errors: of ten differences at once, all lie within so many 95 times in 100. */
    private static final double ERRORS = 3;

    private static final String CONVOLUTION = "1-D convolution";
    private static final String DENSE = "dense net";

    /**
     * A network's results on rows that it was not trained on.
     *
     * @param losses the mean cross-entropy, [order][seed]; the first order is the table's own
     * @param accuracies the share that is sorted right, [order][seed]
     */
    public record Learner(
            String network, long parameters, double[][] losses, double[][] accuracies) {

        private Treatments byOrder(long seed) {
            return Treatments.of(losses, seed);
        }

        /** How far the loss is from that with the table's own order, seed by seed. */
        private Spread change(int order) {
            return Spread.of(losses[order]).minus(Spread.of(losses[0]));
        }

        /** Whether no order changes the loss; all seeds and orders together tell the noise. */
        private Verdict stays(Treatments byOrder) {
            double most =
                    IntStream.range(1, losses.length)
                            .mapToDouble(order -> Math.abs(change(order).mean()))
                            .max()
                            .orElseThrow();
            double margin = ERRORS * Math.sqrt(2) * byOrder.chance();
            return most + margin < SMALL
                    ? Verdict.HELD
                    : most - margin >= SMALL ? Verdict.REFUTED : Verdict.NOT_DECIDED;
        }

        /** The mean over all orders, seed by seed. */
        private Spread level() {
            return Spread.of(
                    IntStream.range(0, losses[0].length)
                            .mapToDouble(
                                    seed ->
                                            Arrays.stream(losses)
                                                    .mapToDouble(order -> order[seed])
                                                    .average()
                                                    .orElseThrow())
                            .toArray());
        }

        /** How many random orders are worse than the table's own. */
        private long worse() {
            return IntStream.range(1, losses.length)
                    .filter(order -> change(order).mean() > 0)
                    .count();
        }
    }

    /**
     * What was found.
     *
     * @param seed that all others are drawn from
     * @param rows of the table
     * @param columns of the table
     */
    public record Results(
            long seed,
            int rows,
            int columns,
            int folds,
            int epochs,
            Learner convolution,
            Learner dense) {}

    public TableColumns() {
        super(
                "table-columns",
                "For a table a convolution is a poor guess: its loss depends on the order of the columns, and is above a dense net's.",
                "A table of 30 measurements is learned by a 1-D convolution and by a dense net, then again with its columns in other orders. Whose result depends on the order?",
                List.of("both", "the convolution's alone", "the dense net's alone", "neither's"));
    }

    /** Makes a new network for so many columns. */
    private interface Network {
        TableClassifier create(int columns, Device device, long seed);
    }

    @Override
    public Results run(LabContext context) throws IOException {
        return run(context, context.full() ? FULL : DEFAULT);
    }

    /** In a size of one's own. */
    Results run(LabContext context, Size size) throws IOException {
        LabelledRows rows = BreastCancerTable.read().rows();
        List<Fold> folds = Fold.of(rows, size.folds, context.seed());
        long steps =
                folds.stream().mapToLong(fold -> size.recipe().steps(fold.training().size())).sum();
        try (Trainings trainings = new Trainings(context, 2L * size.orders * size.seeds * steps)) {
            Series series = new Series(trainings, folds, size, context.seed());
            return new Results(
                    context.seed(),
                    rows.size(),
                    rows.columns(),
                    size.folds,
                    size.epochs,
                    series.of(CONVOLUTION, TableClassifier::convolutional),
                    series.of(DENSE, TableClassifier::dense));
        }
    }

    /** Trainings that differ in the order of the columns, in the seed and in nothing else. */
    private record Series(Trainings trainings, List<Fold> folds, Size size, long seed) {

        Learner of(String name, Network network) {
            int columns = folds.get(0).training().columns();
            double[][] losses = new double[size.orders][size.seeds];
            double[][] accuracies = new double[size.orders][size.seeds];
            Random random = new Random(seed);
            for (int order = 0; order < size.orders; order++) {
                int[] from =
                        order == 0
                                ? IntStream.range(0, columns).toArray()
                                : Permutation.random(columns, random);
                long[] seeds = Trainings.seeds(seed, size.seeds).toArray();
                for (int i = 0; i < size.seeds; i++) {
                    Score score = validated(network, from, seeds[i]);
                    losses[order][i] = score.loss();
                    accuracies[order][i] = score.accuracy().value();
                }
            }
            try (TableClassifier any = network.create(columns, trainings.device(), seed)) {
                return new Learner(name, any.parameterCount(), losses, accuracies);
            }
        }

        /** Each row is judged by a network that was trained without it. */
        private Score validated(Network network, int[] from, long each) {
            List<float[]> logits = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            for (Fold fold : folds) {
                LabelledRows test = fold.test().reordered(from);
                try (TableClassifier classifier =
                        network.create(test.columns(), trainings.device(), each)) {
                    trainings.train(
                            classifier, fold.training().reordered(from), size.recipe(), each);
                    logits.addAll(List.of(classifier.logits(test)));
                }
                Arrays.stream(test.labels()).forEach(labels::add);
            }
            byte[] truth = new byte[labels.size()];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = labels.get(i).byteValue();
            }
            return Score.of(logits.toArray(float[][]::new), truth);
        }
    }

    @Override
    public Finding finding(Results results) {
        Treatments convolution = results.convolution.byOrder(results.seed);
        Treatments dense = results.dense.byOrder(results.seed);
        boolean moves = convolution.isSignificant();
        boolean denseMoves = dense.isSignificant();
        return new Finding(
                Verdict.all(
                        Verdict.of(moves),
                        results.dense.stays(dense),
                        Verdict.above(0, lead(results))),
                moves ? denseMoves ? 0 : 1 : denseMoves ? 2 : 3,
                table(results, convolution, dense),
                seen(results, convolution, dense),
                List.of(Exhibit.png("table-columns.png", () -> plot(results))));
    }

    /** How much lower the dense net's loss is. */
    private static Spread lead(Results results) {
        return results.convolution.level().minus(results.dense.level());
    }

    private static String table(Results results, Treatments convolution, Treatments dense) {
        TextTable table = new TextTable(left("order"), right(CONVOLUTION), right(DENSE));
        for (int order = 0; order < results.dense.losses.length; order++) {
            table.row(
                    order == 0 ? "as it is" : "random " + order,
                    text(results.convolution, order),
                    text(results.dense, order));
        }
        table.total("spread over orders", text(convolution.spread()), text(dense.spread()));
        table.row("chance alone gives", text(convolution.chance()), text(dense.chance()));
        table.row("p", text(convolution.pValue()), text(dense.pValue()));
        return table
                + "Cross-entropy and accuracy on rows not trained on: %d rows, %d-fold\ncross-validation, %d epochs; mean of %d seeds. p: how often chance alone\nspreads the losses as far (the same losses, dealt anew within each seed).\n"
                        .formatted(
                                results.rows,
                                results.folds,
                                results.epochs,
                                results.dense.losses[0].length);
    }

    private static String text(Learner learner, int order) {
        return "%.4f  %.2f %%"
                .formatted(
                        Spread.of(learner.losses[order]).mean(),
                        100 * Spread.of(learner.accuracies[order]).mean());
    }

    private static String text(double number) {
        return "%.4f         ".formatted(number);
    }

    private static List<String> seen(Results results, Treatments convolution, Treatments dense) {
        return List.of(
                sentence(results.convolution, convolution),
                sentence(results.dense, dense),
                "Over all orders the convolution's loss is %.4f ± %.4f above the dense net's. The table's own order is better for it than %d of the %d random ones."
                        .formatted(
                                lead(results).mean(),
                                lead(results).margin(),
                                results.convolution.worse(),
                                results.convolution.losses.length - 1),
                accuracies(results),
                "To a dense net another order is another numbering of its inputs, so only the seeds can move its result. The convolution looks at three neighbors at a time and pools two, and which columns are neighbors is up to whoever wrote the table.");
    }

    private static String sentence(Learner learner, Treatments byOrder) {
        return "The %s (%,d parameters): over %d orders its loss spreads by %.4f, where chance alone gives %.4f; that is %s (p = %.4f)."
                .formatted(
                        learner.network,
                        learner.parameters,
                        learner.losses.length,
                        byOrder.spread(),
                        byOrder.chance(),
                        byOrder.isSignificant() ? "more than noise" : "within noise",
                        byOrder.pValue());
    }

    private static String accuracies(Results results) {
        Treatments convolution = Treatments.of(results.convolution.accuracies, results.seed);
        Treatments dense = Treatments.of(results.dense.accuracies, results.seed);
        return "In accuracy, which is coarser, the spread is %.2f points for the convolution, %s, and %.2f for the dense net, %s."
                .formatted(
                        100 * convolution.spread(),
                        convolution.isSignificant() ? "more than noise" : "within noise",
                        100 * dense.spread(),
                        dense.isSignificant() ? "more than noise" : "within noise");
    }

    private static BufferedImage plot(Results results) {
        List<Line> lines =
                Stream.of(results.convolution, results.dense).map(TableColumns::line).toList();
        return new LinePlot(
                        "The same table, its columns in other orders",
                        "loss on rows not trained on; mean of %d seeds and its standard error"
                                .formatted(results.dense.losses[0].length),
                        Axis.linear(
                                "order of the columns: 0 as it is, the others random",
                                0,
                                results.dense.losses.length - 1.0),
                        Axis.linear("cross-entropy", Figures.end(lines, -1), Figures.end(lines, 1)),
                        lines)
                .draw();
    }

    private static Line line(Learner learner) {
        Spread[] losses = Arrays.stream(learner.losses).map(Spread::of).toArray(Spread[]::new);
        return new Line(
                learner.network,
                IntStream.range(0, losses.length).asDoubleStream().toArray(),
                Arrays.stream(losses).mapToDouble(Spread::mean).toArray(),
                Arrays.stream(losses)
                        .mapToDouble(loss -> loss.deviation() / Math.sqrt(loss.values().length))
                        .toArray());
    }
}
