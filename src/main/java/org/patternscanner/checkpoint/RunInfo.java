package org.patternscanner.checkpoint;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Proportion;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.Normalization;

/**
 * The facts of a run, as run.json holds them.
 *
 * @param schema {@link #SCHEMA}, or {@link #SCHEMA_OF_IMPORTED}
 * @param name of the run and of its folder
 * @param started when, in ISO 8601
 * @param architecture the network's fingerprint
 * @param command trains such a run again
 * @param dataSha256 of the training and test images and labels
 * @param versions of the program, DJL, the engine, Java and the platform
 * @param epochs what was measured, by epoch; as many as are finished
 * @param test measured once, when the run ended; null before
 * @param files the SHA-256 of each file that belongs to the run
 * @param origin the file that the network was imported from; null if it was trained here
 * @param startedBy {@code page} if the page began it; null if {@code cnn train} did
 */
public record RunInfo(
        String schema,
        String name,
        String started,
        String architecture,
        String command,
        RunConfig config,
        Normalization normalization,
        String dataSha256,
        Map<String, String> versions,
        List<EpochMetrics> epochs,
        @Nullable TestResult test,
        Map<String, String> files,
        @Nullable Origin origin,
        @Nullable String startedBy) {

    /** The version of run.json that this program writes. */
    public static final String SCHEMA = "run/2";

    /** What older programs would take for a training. */
    public static final String SCHEMA_OF_IMPORTED = "run/3";

    /** Who began a run that was played with on the page. */
    private static final String PAGE = "page";

    /**
     * Where an imported network came from.
     *
     * @param file its name, without its folder
     * @param sha256 of the file
     */
    public record Origin(String file, String sha256) {

        /** False for what a damaged file lacks. */
        boolean isComplete() {
            return Stream.of(file, sha256).allMatch(Objects::nonNull);
        }
    }

    /**
     * The final measurement.
     *
     * @param epoch the epoch whose parameters were measured: the best on validation data
     * @param correct how many of {@code count} images were read right
     * @param loss mean cross-entropy, in nats
     */
    public record TestResult(int epoch, int correct, int count, double loss) {

        public Proportion accuracy() {
            return new Proportion(correct, count);
        }
    }

    public RunInfo {
        epochs = List.copyOf(epochs);
        files = new TreeMap<>(files);
    }

    /** How many epochs are finished. */
    public int lastEpoch() {
        return epochs.size();
    }

    /**
     * Whether the epochs are counted from 1, the last one's parameters are known, and a network
     * that was imported is called so everywhere.
     */
    boolean isConsistent() {
        if (isImported() != config.recipe().equals(Recipe.IMPORTED)
                || isImported() != schema.equals(SCHEMA_OF_IMPORTED)) {
            return false;
        }
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).epoch() != i + 1) {
                return false;
            }
        }
        return epochs.isEmpty() || files.containsKey(Classifier.fileName(lastEpoch()));
    }

    /** Whether it was trained elsewhere: its only epoch is what was imported. */
    public boolean isImported() {
        return origin != null;
    }

    public boolean isTrained() {
        return isImported() || lastEpoch() == config.recipe().epochs();
    }

    /**
     * The epoch with the highest validation accuracy; of equals that with the lowest validation
     * loss. Where no image is held out, the last.
     */
    public int bestEpoch() {
        return epochs.stream()
                .filter(metrics -> metrics.validationAccuracy() != null)
                .max(
                        Comparator.comparing(EpochMetrics::validationAccuracy)
                                .thenComparing(
                                        EpochMetrics::validationLoss, Comparator.reverseOrder()))
                .map(EpochMetrics::epoch)
                .orElse(lastEpoch());
    }

    /** The share of the test images that an epoch reads right; null where it was not measured. */
    public @Nullable Double testAccuracy(int epoch) {
        return test == null || test.epoch() != epoch ? null : test.accuracy().value();
    }

    /** What an epoch's logits are divided by before softmax; 1 where it was not fitted. */
    public double temperature(int epoch) {
        Double fitted = epoch == 0 ? null : epochs.get(epoch - 1).temperature();
        return fitted == null ? 1 : fitted;
    }

    /**
     * The facts of a run that begins now.
     *
     * @param name its folder's name
     * @param versions of what computes it, by name
     */
    public static RunInfo begun(
            String name, RunConfig config, ImageSet data, Map<String, String> versions) {
        return new RunInfo(
                SCHEMA, name, config, config.command(), Normalization.MNIST, data, versions, null);
    }

    /**
     * The facts of a run that is imported.
     *
     * @param name its folder's name
     * @param config what it is measured on, with {@link Recipe#IMPORTED}
     * @param data that it is measured on
     * @param versions of what measures it, by name
     */
    public static RunInfo imported(
            String name,
            RunConfig config,
            Normalization normalization,
            ImageSet data,
            Map<String, String> versions,
            Origin origin) {
        String command = config.commandToImport(origin.file(), normalization);
        return new RunInfo(
                SCHEMA_OF_IMPORTED, name, config, command, normalization, data, versions, origin);
    }

    /** Nothing is finished yet. */
    private RunInfo(
            String schema,
            String name,
            RunConfig config,
            String command,
            Normalization normalization,
            ImageSet data,
            Map<String, String> versions,
            @Nullable Origin origin) {
        this(
                schema,
                name,
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                config.kind().architecture().fingerprint(),
                command,
                config,
                normalization,
                data.sha256(),
                versions,
                List.of(),
                null,
                Map.of(),
                origin,
                null);
    }

    /** The same, begun on the page. */
    public RunInfo fromPage() {
        return copy(epochs, test, files, PAGE);
    }

    /** Whether it was begun on the page, to play with. */
    public boolean isFromPage() {
        return PAGE.equals(startedBy);
    }

    RunInfo with(EpochMetrics metrics, Map<String, String> newFiles) {
        List<EpochMetrics> all = new ArrayList<>(epochs);
        all.add(metrics);
        return copy(all, test, newFiles, startedBy);
    }

    RunInfo with(TestResult result) {
        return copy(epochs, result, files, startedBy);
    }

    RunInfo withFiles(Map<String, String> newFiles) {
        return copy(epochs, test, newFiles, startedBy);
    }

    private RunInfo copy(
            List<EpochMetrics> newEpochs,
            @Nullable TestResult newTest,
            Map<String, String> newFiles,
            @Nullable String newStartedBy) {
        return new RunInfo(
                schema,
                name,
                started,
                architecture,
                command,
                config,
                normalization,
                dataSha256,
                versions,
                newEpochs,
                newTest,
                newFiles,
                origin,
                newStartedBy);
    }
}
