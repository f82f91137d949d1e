package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.right;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FilterBank;
import org.patternscanner.render.ProgressLine;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.TrainingFilm;

/** The network's checkpoints one after another: filters, one digit's maps, mistakes. */
public final class FilmOfTraining extends Lab<FilmOfTraining.Results> {

    private static final int IMAGES = 5_000;
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
     * @param classical how like a filter is to the nearest classical kernel (the cosine, of either
     *     sign), as a mean
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
     */
    public record Results(int images, int lastEpoch, int digit, int[] pixels, List<Epoch> epochs) {}

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
        return run(context, context.full() ? Integer.MAX_VALUE : IMAGES);
    }

    /** On so many test images, drawn by the seed. */
    Results run(LabContext context, int count) throws IOException {
        LabelledImages images = Drawn.images(context.data().test(), count, context.seed());
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
        return new Results(images.size(), run.info().lastEpoch(), images.label(0), pixels, epochs);
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
                bank.facts().stream()
                        .mapToDouble(facts -> Math.abs(facts.nearest().cosine()))
                        .average()
                        .orElse(0),
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
                Verdict.of(held),
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
                last.classical > first.classical
                        ? "They came out more like the classical edge and line kernels than they began: cosine %.2f, from %.2f."
                                .formatted(last.classical, first.classical)
                        : "They came out no more like the classical edge and line kernels than they began: cosine %.2f, from %.2f. What lowers the loss need not look like a textbook."
                                .formatted(last.classical, first.classical));
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        right("epoch"),
                        right("right"),
                        right("loss"),
                        right("turned by"),
                        right("like a classical kernel"));
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
