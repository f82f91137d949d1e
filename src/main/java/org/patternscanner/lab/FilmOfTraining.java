package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Spread;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FilterBank;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.TrainingFilm;

/**
 * The network's checkpoints one after another: filters, one digit's maps, mistakes; and what
 * networks are worth whose filters stay random.
 *
 * <p>Settled beforehand: the claim needs a run that begins at chance, ends with a tenth of its loss
 * and with filters that turned by 10 degrees or more; and networks that learn their filters must
 * read more images than networks of the same start, images, order and steps whose conv1 is frozen:
 * an interval over seeds above 0. One below 0 refutes it, one around 0 leaves it open.
 */
public final class FilmOfTraining extends Lab<FilmOfTraining.Results> {

    /**
     * How large the experiment is.
     *
     * @param tests images that each epoch of the run reads, drawn by the seed
     * @param images that the networks of the control are trained on
     * @param seeds how often the control is done
     */
    record Size(int tests, int images, int epochs, int seeds) {

        Recipe recipe() {
            return Recipe.QUICK.withEpochs(epochs);
        }
    }

    private static final Size DEFAULT = new Size(5_000, 5_000, 2, 4);
    private static final Size FULL = new Size(10_000, 20_000, 4, 5);

    /** The classical kernels without those for spots, blobs and areas. */
    private static final List<Kernel> EDGES_AND_LINES = Kernel.CLASSICAL.subList(0, 8);

    private static final int MOST_EPOCHS = 12;
    private static final String FILTERS = "conv1";
    private static final String MAPS = "pool1";

    /** What must come about for the claim to hold: chance at first, then a tenth of the loss. */
    private static final double CHANCE = 0.25;

    private static final double LEAST_TURN = 10; // degrees

    /**
     * The network after an epoch; 0 is before the first.
     *
     * @param accuracy on the test images, from 0 to 1
     * @param loss on them, in nats
     * @param turned the angle between a filter and what it was at first, in degrees, as a mean
     * @param classical how like a filter is to the nearest edge or line kernel (the cosine, of
     *     either sign), as a mean
     * @param filters of conv1, [filter][row][column]
     * @param maps what the filters make of the digit, after ReLU and pooling, [filter][row][column]
     * @param confusion how often each truth (first index) was read as each digit
     */
    public record Epoch(
            int epoch,
            double accuracy,
            double loss,
            double turned,
            double classical,
            float[][][] filters,
            float[][][] maps,
            int[][] confusion) {}

    /**
     * What was found.
     *
     * @param images test images
     * @param lastEpoch of the run
     * @param digit that the maps are of
     * @param pixels of it, 784, row by row, from 0 to 255
     * @param epochs those of the run that are on disk, at most 12 of them
     * @param chance how like an edge or a line as many random filters are, over and over
     * @param learned what networks read that learned all they have, from 0 to 1, seed by seed
     * @param frozen what they read whose conv1 stayed random
     */
    public record Results(
            int images,
            int lastEpoch,
            int digit,
            int[] pixels,
            List<Epoch> epochs,
            Spread chance,
            Spread learned,
            Spread frozen) {

        private Spread gain() {
            return learned.minus(frozen);
        }
    }

    public FilmOfTraining() {
        super(
                "training-film",
                "The network is not handed its filters: it starts with random ones and earns them by reducing the loss.",
                "A filter of conv1 is an arrow of nine numbers, random at first; turned by 90 degrees, nothing of it would be left. How far does training turn it, on average?",
                List.of(
                        "less than 10 degrees",
                        "10 to 30 degrees",
                        "30 to 60 degrees",
                        "more than 60 degrees"));
    }

    @Override
    public Results run(LabContext context) throws IOException {
        return run(context, context.full() ? FULL : DEFAULT);
    }

    /** In a size of one's own. */
    Results run(LabContext context, Size size) throws IOException {
        LabelledImages images = Drawn.images(context.data().test(), size.tests, context.seed());
        Run run = context.trained().run();
        List<Integer> chosen = chosen(run.epochs());
        if (chosen.size() < 2) {
            throw new IOException(
                    "Run %s has a checkpoint of one epoch only, and a film needs two: choose another with --model."
                            .formatted(run.info().name()));
        }
        List<Epoch> epochs = new ArrayList<>();
        try (ProgressLine progress = context.progress("filming", chosen.size())) {
            float[][][] start = FilterBank.of(run, chosen.get(0), FILTERS).firstKernels();
            for (int epoch : chosen) {
                context.checkStopped();
                epochs.add(measured(run, epoch, images, start, context.device()));
                progress.step(images.size(), "epoch " + epoch);
            }
        }
        int[] pixels = new int[LabelledImages.PIXELS];
        byte[] digit = images.image(0);
        Arrays.setAll(pixels, i -> Byte.toUnsignedInt(digit[i]));
        Random random = new Random(context.seed());
        try (Trainings trainings =
                new Trainings(context, 2L * size.seeds * size.recipe().steps(size.images))) {
            return new Results(
                    images.size(),
                    run.info().lastEpoch(),
                    images.label(0),
                    pixels,
                    epochs,
                    Spread.of(random.doubles(100).map(any -> classical(random(random))).toArray()),
                    control(context, trainings, size, parameter -> false),
                    control(context, trainings, size, parameter -> parameter.startsWith(FILTERS)));
        }
    }

    private static Spread control(
            LabContext context, Trainings trainings, Size size, Predicate<String> frozen)
            throws IOException {
        LabelledImages training = context.data().training().first(size.images);
        LabelledImages test = context.data().test();
        return trainings.overSeeds(
                size.seeds,
                seed -> {
                    try (Classifier network =
                            trainings.train(
                                    NetworkKind.CNN, training, size.recipe(), seed, frozen)) {
                        return Trainings.accuracy(network, test);
                    }
                });
    }

    /** Filters as a network begins with. */
    private static float[][][] random(Random random) {
        float[][][] filters = new float[32][3][3];
        for (float[][] filter : filters) {
            for (float[] row : filter) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextFloat() - 0.5f;
                }
            }
        }
        return filters;
    }

    private static double classical(float[][][] filters) {
        return Arrays.stream(filters)
                .mapToDouble(
                        filter ->
                                EDGES_AND_LINES.stream()
                                        .mapToDouble(
                                                kernel ->
                                                        Math.abs(
                                                                Kernel.cosine(
                                                                        filter, kernel.weights())))
                                        .max()
                                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    /** All, or, of many, the first and the last and some between: most of them early. */
    static List<Integer> chosen(List<Integer> epochs) {
        if (epochs.size() <= MOST_EPOCHS) {
            return epochs;
        }
        double last = MOST_EPOCHS - 1;
        return IntStream.range(0, MOST_EPOCHS)
                .map(i -> (int) Math.max(i, Math.round((epochs.size() - 1) * i * i / last / last)))
                .mapToObj(epochs::get)
                .toList();
    }

    private static Epoch measured(
            Run run, int epoch, LabelledImages images, float[][][] start, Device device)
            throws IOException {
        Evaluation evaluation = Evaluation.of(run, epoch, images, device);
        FilterBank bank = FilterBank.of(run, epoch, FILTERS);
        float[][][] kernels = bank.firstKernels(); // conv1 reads one channel
        return new Epoch(
                epoch,
                evaluation.score().accuracy().value(),
                evaluation.score().loss(),
                IntStream.range(0, kernels.length)
                        .mapToDouble(i -> angle(kernels[i], start[i]))
                        .average()
                        .orElse(0),
                classical(kernels),
                kernels,
                FeatureMaps.of(run, epoch, images.image(0), MAPS, device).maps(),
                evaluation.confusion());
    }

    private static double angle(float[][] a, float[][] b) {
        return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, Kernel.cosine(a, b)))));
    }

    @Override
    public Finding finding(Results results) {
        Epoch first = results.epochs.get(0);
        Epoch last = results.epochs.get(results.epochs.size() - 1);
        boolean held =
                first.accuracy <= CHANCE
                        && last.loss <= first.loss / 10
                        && last.turned >= LEAST_TURN;
        int answer = last.turned < 10 ? 0 : last.turned < 30 ? 1 : last.turned < 60 ? 2 : 3;
        return new Finding(
                Verdict.all(Verdict.of(held), Verdict.above(0, results.gain())),
                answer,
                table(results).toString(),
                seen(results, first, last),
                exhibits(results));
    }

    private static List<String> seen(Results results, Epoch first, Epoch last) {
        return List.of(
                "%s the network reads %s of %,d test images right, with a loss of %.3f; after epoch %d it reads %s, with %.3f."
                        .formatted(
                                first.epoch == 0 ? "Before training" : "After epoch " + first.epoch,
                                percent(first.accuracy),
                                results.images,
                                first.loss,
                                last.epoch,
                                percent(last.accuracy),
                                last.loss),
                "Nobody said what a filter should look like: on the way each turned by %.0f degrees, on average."
                        .formatted(last.turned),
                "The control: of %d networks trained anew, those that learned their filters read %.2f %%, those whose conv1 stayed random %.2f %%. Learned filters are worth %.2f ± %.2f points; the layers behind make something of any."
                        .formatted(
                                results.learned.values().length,
                                100 * results.learned.mean(),
                                100 * results.frozen.mean(),
                                100 * results.gain().mean(),
                                100 * results.gain().margin()),
                "They are %s like edge and line kernels than chance makes random ones: cosine %.2f at the end, %.2f at the start; 32 random ones have %.2f ± %.2f."
                        .formatted(
                                last.classical
                                                > results.chance.mean()
                                                        + 2 * results.chance.deviation()
                                        ? "more"
                                        : "no more",
                                last.classical,
                                first.classical,
                                results.chance.mean(),
                                results.chance.deviation()),
                lowest(results));
    }

    /** The loss on test images need not fall to the end. */
    private static String lowest(Results results) {
        Epoch best = results.epochs.stream().min(Comparator.comparing(Epoch::loss)).orElseThrow();
        return "The loss shown is the plain cross-entropy, which was lowest after epoch %d (%.3f). Training lowers another one: on the training images, whose labels this program's recipes smooth."
                .formatted(best.epoch, best.loss);
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        right("epoch"),
                        right("right"),
                        right("loss"),
                        right("turned by"),
                        right("like an edge or line"));
        for (Epoch epoch : results.epochs) {
            table.row(
                    String.valueOf(epoch.epoch),
                    percent(epoch.accuracy),
                    "%.3f".formatted(epoch.loss),
                    "%.1f degrees".formatted(epoch.turned),
                    "%.2f".formatted(epoch.classical));
        }
        return table;
    }

    /** The film, then its frames, to be printed. */
    private static List<Exhibit> exhibits(Results results) {
        TrainingFilm film = film(results);
        List<Exhibit> exhibits = new ArrayList<>();
        exhibits.add(new Exhibit("training-film.gif", film::gif));
        for (int i = 0; i < results.epochs.size(); i++) {
            int number = i;
            exhibits.add(
                    Exhibit.png(
                            "training-film-%04d.png".formatted(results.epochs.get(i).epoch),
                            () -> film.frame(number)));
        }
        return exhibits;
    }

    private static TrainingFilm film(Results results) {
        byte[] digit = new byte[results.pixels.length];
        for (int i = 0; i < digit.length; i++) {
            digit[i] = (byte) results.pixels[i];
        }
        List<TrainingFilm.Scene> scenes = new ArrayList<>();
        for (Epoch epoch : results.epochs) {
            scenes.add(
                    new TrainingFilm.Scene(
                            epoch.epoch == 0
                                    ? "Before training"
                                    : "Epoch %d of %d".formatted(epoch.epoch, results.lastEpoch),
                            "%s of %,d test images read right; the filters have turned by %.0f degrees"
                                    .formatted(
                                            percent(epoch.accuracy), results.images, epoch.turned),
                            epoch.epoch,
                            epoch.accuracy,
                            epoch.loss,
                            epoch.filters,
                            epoch.maps,
                            epoch.confusion));
        }
        return new TrainingFilm(
                digit, "what they make of this %d".formatted(results.digit), scenes);
    }

    private static String percent(double share) {
        return "%.2f %%".formatted(100 * share);
    }
}
