package org.patternscanner.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Calibration;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.export.ImportedNetwork;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.Normalization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cnn import}: a network that was trained elsewhere becomes a run. */
@Command(
        name = "import",
        description = {
            "Make a run of a network that was trained elsewhere, in PyTorch for example.",
            "FILE is a safetensors file: the lesson's network (conv1.weight to fc2.bias) or the dense"
                    + " net (fc1.weight to fc3.bias)."
                    + " It is measured on images that 'train' holds out, by which its temperature is"
                    + " fitted too. If it has learned from them, both are too good: 'cnn evaluate'"
                    + " has the test images, which are not touched here."
        },
        footer = {
            "  cnn import cnn.safetensors",
            "  cnn import mine.safetensors --name mine --normalization 0.5,0.5"
        })
final class ImportCommand extends CliCommand {

    /** Accuracy below which something other than its training is likely to be wrong. */
    private static final double SUSPICIOUS = 0.5;

    @Parameters(paramLabel = "FILE", description = "The safetensors file.")
    private Path file = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "RUN",
            description = "The run's name; imported- and the file's name by default.")
    private @Nullable String name;

    @Option(
            names = "--normalization",
            paramLabel = "MEAN,STD",
            description =
                    "What was subtracted from the pixels (0 to 1), and what they were divided by; by"
                            + " default what the file says, or 0.1307,0.3081.")
    private @Nullable String normalization;

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--validation",
            paramLabel = "N",
            description = "Training images to measure it on, those that 'train' holds out (5000).")
    private int validation = 5000;

    @Mixin private ComputeOptions compute = new ComputeOptions();
    @Mixin private ModelOptions.StoreOptions store = new ModelOptions.StoreOptions();

    @Mixin private JsonOption result = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Normalization given = given();
        store.requireFree(name);
        ImportedNetwork network = ImportedNetwork.read(file);
        if (!network.prefix().isEmpty()) {
            err().printf(
                            "Took the tensors under '%s' in %s; this prefix was left off.%n",
                            network.prefix(), file);
        }
        Normalization pixels =
                given != null
                        ? given
                        : Objects.requireNonNullElse(network.normalization(), Normalization.MNIST);
        Device device = compute.load();
        ImageSet set = data.load(err());
        LabelledImages held =
                set.training().select(DataOptions.split(set, validation).validation());
        Run run;
        try (Classifier classifier =
                Classifier.of(network.kind(), device, pixels, network.parameters())) {
            EpochMetrics metrics = measure(classifier, set, held);
            run = save(network, classifier, metrics, set);
        }
        report(run);
        return Exit.OK;
    }

    private @Nullable Normalization given() {
        if (normalization == null) {
            return null;
        }
        String[] numbers = normalization.split(",", -1);
        return Optional.of(numbers)
                .filter(given -> given.length == 2)
                .flatMap(given -> ImportedNetwork.normalization(given[0], given[1]))
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "--normalization is '%s'; it must be two numbers, the second above 0, as in 0.1307,0.3081.",
                                        normalization));
    }

    /** As a trained epoch is measured; without images held out, only that it can be. */
    private EpochMetrics measure(Classifier classifier, ImageSet set, LabelledImages held)
            throws IOException {
        boolean measures = held.size() > 0;
        float[][] logits =
                classifier.logits(measures ? held.pixels() : set.training().first(100).pixels());
        if (!Logits.areFinite(logits)) {
            throw new IOException(
                    "%s holds numbers so large that no logits can be computed.".formatted(file));
        }
        if (!measures) {
            return new EpochMetrics(1, null, null, null, null, 0);
        }
        Score score = Score.of(logits, held.labels());
        return new EpochMetrics(
                1,
                null,
                score.loss(),
                score.accuracy().value(),
                Calibration.temperature(logits, held.labels()),
                0);
    }

    private Run save(
            ImportedNetwork network, Classifier classifier, EpochMetrics metrics, ImageSet set)
            throws IOException {
        Device device = classifier.device();
        RunConfig config =
                RunConfig.on(
                                device,
                                data.name(),
                                Recipe.IMPORTED,
                                validation,
                                null,
                                0,
                                network.kind(),
                                null)
                        .with(data.mending());
        Map<String, String> versions = Versions.all();
        return store.storeToWrite(err())
                .importRun(
                        name != null ? name : defaultName(),
                        name != null,
                        free ->
                                RunInfo.imported(
                                        free,
                                        config,
                                        classifier.normalization(),
                                        set,
                                        versions,
                                        network.origin()),
                        metrics,
                        classifier);
    }

    private String defaultName() {
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        String allowed = stem.replaceAll("[^A-Za-z0-9._-]", "-");
        return "imported-" + allowed.substring(0, Math.min(60, allowed.length()));
    }

    private void report(Run run) {
        RunInfo info = run.info();
        EpochMetrics metrics = info.epochs().get(0);
        Double accuracy = metrics.validationAccuracy();
        if (accuracy != null && accuracy < SUSPICIOUS) {
            err().println(
                            "It reads few images right: was it trained with another --normalization,"
                                    + " or on other images (--dataset, --data)?");
        }
        result.print("import/1", document(run, metrics), () -> text(info, metrics));
    }

    private Fields document(Run run, EpochMetrics metrics) {
        RunInfo info = run.info();
        return new Fields()
                .with("run", info.name())
                .with("network", info.config().kind().architecture().name())
                .with("origin", info.origin())
                .with("normalization", info.normalization())
                .with("validation", validation)
                .with("validationAccuracy", metrics.validationAccuracy())
                .with("validationLoss", metrics.validationLoss())
                .with("temperature", metrics.temperature())
                .with("checkpoint", run.folder().resolve(Classifier.fileName(1)).toString());
    }

    private String text(RunInfo info, EpochMetrics metrics) {
        Normalization pixels = info.normalization();
        return """
                Imported %s from %s as run %s.

                pixels       (p - %s) / %s, with p from 0 to 1
                validation   %s
                temperature  %s

                Commands take it by name: cnn evaluate --model %s%s
                """
                .formatted(
                        info.config().kind().architecture().name(),
                        file,
                        info.name(),
                        pixels.mean(),
                        pixels.standardDeviation(),
                        metrics.validationAccuracy() == null
                                ? "no image held out"
                                : "%.2f %% of %d images that 'train' holds out"
                                        .formatted(100 * metrics.validationAccuracy(), validation),
                        metrics.temperature() == null
                                ? "1, for it was not fitted"
                                : "%.2f, fitted on them".formatted(metrics.temperature()),
                        info.name(),
                        store.asOption());
    }
}
