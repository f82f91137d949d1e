package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.render.Letters;
import org.patternscanner.render.TrainingCurves;
import org.patternscanner.training.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn train}: trains the lesson's network, and goes on with a training that stopped. */
@Command(
        name = "train",
        description = "Train the lesson's network on MNIST; every finished epoch is kept.",
        footer = {
            "  cnn train --epochs 5",
            "  cnn train --epochs 1 --limit 5000 --name first-try",
            "  cnn train --resume"
        })
final class TrainCommand extends CliCommand {

    /** {@code --resume} without a run. */
    private static final String NEWEST = "";

    /** Options that mean something beside {@code --resume}; all others are in the run. */
    private static final List<String> WITH_RESUME =
            List.of("--resume", "--data", "--models", "--json", "--quiet", "--stacktrace");

    /** Networks that can be trained. */
    private enum Network {
        CNN,
        DENSE;

        NetworkKind kind() {
            return NetworkKind.valueOf(name());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed; drawn and printed if not given.")
    private @Nullable Long seed;

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--validation",
            paramLabel = "N",
            description =
                    "Training images to hold out, by which the best epoch is chosen; may be 0 (5000).")
    private int validation = 5000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Train on only N of the remaining images.")
    private @Nullable Integer limit;

    @Option(
            names = "--network",
            paramLabel = "cnn|dense",
            description =
                    "The lesson's network, or a dense one with as many parameters to compare it with"
                            + " (cnn).")
    private Network network = Network.CNN;

    @Option(
            names = "--pixel-order",
            paramLabel = "N",
            description =
                    "Permute the pixels of every image in the same way, drawn from this seed.")
    private @Nullable Long pixelOrder;

    @Mixin private ComputeOptions compute = new ComputeOptions();

    @Option(
            names = "--name",
            paramLabel = "RUN",
            description = "The run's name; its start time and network by default.")
    private @Nullable String name;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            arity = "0..1",
            fallbackValue = NEWEST,
            description = "Continue this run, or the newest, with the options that it began with.")
    private @Nullable String resume;

    @Mixin private ModelOptions.StoreOptions store = new ModelOptions.StoreOptions();

    @Mixin private JsonOption result = new JsonOption();

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        return resume == null ? begin() : goOn(resume);
    }

    private int begin() throws IOException {
        Recipe chosen = recipe.recipe();
        if (limit != null) {
            UsageException.requireAtLeast("--limit", limit, 1);
        }
        if (chosen.habits() > 0 && data.name().equals(ImageSet.FASHION_MNIST)) {
            throw new UsageException(
                    "--habits draws digits, and Fashion-MNIST has none: leave one of them out.");
        }
        store.requireFree(name);
        NetworkKind kind = network.kind();
        Device device = compute.load();
        RunConfig config = config(chosen, kind, device);
        ImageSet set = data.load(err());
        String wanted = name != null ? name : config.defaultName();
        Map<String, String> versions = Versions.all();
        DataOptions.split(set, validation);
        Run run =
                store.storeToWrite(err())
                        .create(
                                wanted,
                                name != null,
                                free -> RunInfo.begun(free, config, set, versions));
        return train(run, set, device);
    }

    private RunConfig config(Recipe chosenRecipe, NetworkKind kind, Device device) {
        // Fewer digits than a long has: a person may want to type it again.
        long chosen = seed != null ? seed : new SecureRandom().nextInt(1_000_000);
        return RunConfig.on(
                        device,
                        data.name(),
                        chosenRecipe,
                        validation,
                        limit,
                        chosen,
                        kind,
                        pixelOrder)
                .with(data.mending());
    }

    private int goOn(String reference) throws IOException {
        requireOnlyResumeOptions();
        Run run = reference.equals(NEWEST) ? newest() : store.open(reference);
        if (run.info().isImported()) {
            throw new IOException(
                    "Run %s was imported, so there is no training to go on with; 'cnn train' begins one."
                            .formatted(run.info().name()));
        }
        RunConfig config = run.info().config();
        compute.device = config.device();
        compute.threads = config.threads();
        Device device = compute.load();
        return train(run, RunImages.of(run, data.data), device);
    }

    private void requireOnlyResumeOptions() {
        for (String argument : spec().commandLine().getParseResult().originalArgs()) {
            String option = argument.replaceFirst("=.*", "");
            if (option.startsWith("--") && !WITH_RESUME.contains(option)) {
                throw new UsageException(
                        "%s does not go with --resume: a run goes on with the options that it began with.",
                        option);
            }
        }
    }

    private Run newest() throws IOException {
        CheckpointStore all = store.store();
        return all.latest()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "There is no run to resume in %s; begin one with 'cnn train'."
                                                .formatted(all.folder())));
    }

    private int train(Run run, ImageSet set, Device device) throws IOException {
        PrintWriter err = err();
        // Ctrl-C waits for the end of this block, the report included.
        try (StopSignal signal = StopSignal.listen();
                TrainingProgress progress = new TrainingProgress(err, quiet)) {
            if (!new TrainingRun(run, set, progress, signal).train(device)) {
                progress.stopped(run.info(), store.asOption());
                return Exit.INTERRUPTED;
            }
            if (!TrainingCurves.write(run)) {
                err.println("The curves were not drawn: " + Letters.MISSING);
            }
            report(run);
        }
        return Exit.OK;
    }

    private void report(Run run) {
        result.print("train/1", document(run), () -> TrainingReport.of(run));
    }

    private static Fields document(Run run) {
        RunInfo info = run.info();
        RunInfo.TestResult test = info.test();
        if (test == null) {
            throw new IllegalStateException("The test set was not measured.");
        }
        var accuracy = test.accuracy();
        Fields tested =
                new Fields()
                        .with("accuracy", accuracy.value())
                        .with("interval", new double[] {accuracy.low(), accuracy.high()})
                        .with("loss", test.loss());
        return new Fields()
                .with("run", info.name())
                .with("seed", info.config().seed())
                .with("epochs", info.epochs())
                .with("bestEpoch", info.bestEpoch())
                .with("test", tested)
                .with(
                        "checkpoint",
                        run.folder().resolve(Classifier.fileName(test.epoch())).toString());
    }
}
