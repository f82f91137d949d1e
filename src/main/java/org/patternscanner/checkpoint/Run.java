package org.patternscanner.checkpoint;

import ai.djl.Device;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.network.Classifier;

/**
 * A training on disk: a folder with run.json, a file of parameters an epoch, the optimizer's state
 * of the last epoch, and the metrics. A file belongs to the run once run.json names it with its
 * checksum; run.json is written last, so that a stop at any moment leaves the epoch before it.
 */
public final class Run {

    /** The whole run's name, whatever the folder is called: facts and checksums. */
    static final String RUN_JSON = "run.json";

    /** The file of its epochs' losses and accuracies, a line an epoch. */
    public static final String METRICS = "metrics.jsonl";

    private static final String LOCK = "lock";

    private final Path folder;
    private RunInfo info;

    private Run(Path folder, RunInfo info) {
        this.folder = folder;
        this.info = info;
    }

    /** Begins a run in a new, empty folder. */
    static Run create(Path folder, RunInfo info) throws IOException {
        Run run = new Run(folder, info);
        run.write(info);
        return run;
    }

    /**
     * Reads a run's facts.
     *
     * @throws IOException with one sentence if the folder holds no run that this program reads
     */
    static Run open(Path folder) throws IOException {
        Path file = folder.resolve(RUN_JSON);
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("%s is not a run: it has no run.json.".formatted(folder), e);
        } catch (java.nio.charset.MalformedInputException e) {
            throw new IOException("%s is damaged: it is not JSON.".formatted(file), e);
        }
        return new Run(folder, RunJson.parse(file, text));
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    /** What its run.json says. */
    public RunInfo info() {
        return info;
    }

    /**
     * The epoch that {@code best}, {@code last} or a number names; 0 is the untrained network.
     *
     * @throws IOException if the run has no such epoch
     * @throws IllegalArgumentException if the text is something else
     */
    public int epoch(String text) throws IOException {
        int epoch =
                switch (text) {
                    case "best" -> info.bestEpoch();
                    case "last" -> info.lastEpoch();
                    default -> number(text);
                };
        if (!info.files().containsKey(Classifier.fileName(epoch))) {
            throw new IOException(
                    "Run %s has no epoch %d; its checkpoints are those of epochs %s."
                            .formatted(info.name(), epoch, epochsOnDisk()));
        }
        return epoch;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--epoch is '%s'; it must be best, last or a number.".formatted(text), e);
        }
    }

    private String epochsOnDisk() {
        return epochs().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The epochs whose checkpoints belong to the run, in order; 0 is the untrained network. */
    public List<Integer> epochs() {
        return info.files().keySet().stream()
                .filter(name -> name.endsWith(".params"))
                .map(name -> Integer.parseInt(name.replaceAll("\\D", "")))
                .sorted()
                .toList();
    }

    /**
     * Loads an epoch's network.
     *
     * @throws IOException if its file is missing or not what was written
     */
    public Classifier load(int epoch, Device device) throws IOException {
        verify(Classifier.fileName(epoch), "choose another epoch with --epoch, or train again");
        return Classifier.load(
                info.config().kind(),
                folder,
                epoch,
                device,
                info.normalization(),
                info.config().order());
    }

    /**
     * The optimizer's state after the last epoch.
     *
     * @throws IOException if its file is missing or not what was written
     */
    public byte[] optimizerState() throws IOException {
        return Files.readAllBytes(
                verify(optimizerFile(info.lastEpoch()), "this run cannot go on: train a new one"));
    }

    private Path verify(String fileName, String wayOut) throws IOException {
        Path file = folder.resolve(fileName);
        String expected = info.files().get(fileName);
        if (expected == null || !Files.isRegularFile(file)) {
            throw new IOException("%s is missing; %s.".formatted(file, wayOut));
        }
        if (!AtomicFiles.sha256(file).equals(expected)) {
            throw new IOException(
                    "%s is damaged: its checksum is not the one in run.json; %s."
                            .formatted(file, wayOut));
        }
        return file;
    }

    /** Saves the untrained network, from which a stopped first epoch starts again. */
    public void saveStart(Classifier classifier) throws IOException {
        Map<String, String> files = new HashMap<>();
        saveParameters(classifier, 0, files);
        write(info.withFiles(files));
    }

    /**
     * Saves a finished epoch. Until the last line of it the run is what it was before.
     *
     * @param optimizer the optimizer's state, as {@link #optimizerState} will return it
     */
    public void saveEpoch(EpochMetrics metrics, Classifier classifier, byte[] optimizer)
            throws IOException {
        int epoch = metrics.epoch();
        Map<String, String> files = new HashMap<>(info.files());
        saveParameters(classifier, epoch, files);
        saveOptimizer(optimizer, epoch, files);
        files.remove(optimizerFile(epoch - 1));
        RunInfo next = info.with(metrics, files);
        writeMetrics(next);
        write(next);
        Files.deleteIfExists(folder.resolve(optimizerFile(epoch - 1)));
    }

    /** A run in a new, empty folder whose only epoch is what was imported; run.json comes last. */
    static Run createImported(
            Path folder, RunInfo info, EpochMetrics metrics, Classifier classifier)
            throws IOException {
        Run run = new Run(folder, info);
        Map<String, String> files = new HashMap<>();
        run.saveParameters(classifier, metrics.epoch(), files);
        RunInfo whole = info.with(metrics, files);
        run.writeMetrics(whole);
        run.write(whole);
        return run;
    }

    /** Saves the final measurement. */
    public void saveTest(RunInfo.TestResult result) throws IOException {
        write(info.with(result));
    }

    private void saveParameters(Classifier classifier, int epoch, Map<String, String> files)
            throws IOException {
        Path temporary = Files.createTempDirectory(folder, "saving");
        String name = Classifier.fileName(epoch);
        try {
            classifier.save(temporary, epoch);
            files.put(name, AtomicFiles.sha256(temporary.resolve(name)));
            AtomicFiles.moveFlushed(temporary.resolve(name), folder.resolve(name));
        } finally {
            Files.deleteIfExists(temporary.resolve(name));
            Files.deleteIfExists(temporary);
        }
    }

    private void saveOptimizer(byte[] state, int epoch, Map<String, String> files)
            throws IOException {
        Path file = folder.resolve(optimizerFile(epoch));
        AtomicFiles.write(file, state);
        files.put(optimizerFile(epoch), AtomicFiles.sha256(file));
    }

    private void writeMetrics(RunInfo next) throws IOException {
        String lines = RunJson.metrics(next);
        AtomicFiles.write(folder.resolve(METRICS), lines.getBytes(StandardCharsets.UTF_8));
    }

    private void write(RunInfo next) throws IOException {
        String json = RunJson.text(next);
        AtomicFiles.write(folder.resolve(RUN_JSON), json.getBytes(StandardCharsets.UTF_8));
        info = next;
    }

    private static String optimizerFile(int epoch) {
        return "optimizer-%04d.safetensors".formatted(epoch);
    }

    /** What a stop in the middle of a save left behind. */
    public void removeLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.endsWith(".tmp") || name.startsWith("saving")) {
                    delete(entry);
                }
            }
        }
    }

    /** Deletes a file, or a folder with all that is in it. */
    static void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> children = Files.list(entry)) {
                for (Path child : children.toList()) {
                    delete(child);
                }
            }
        }
        Files.delete(entry);
    }

    /**
     * Keeps other processes from training this run; the system gives the lock back however the
     * process ends.
     *
     * @throws IOException if another process trains it
     */
    public Lock lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "Run %s is being trained by another process.".formatted(info.name()));
        }
        // The file stays: were it deleted, two others could each lock a file of this name.
        return channel::close;
    }

    /** The right to train a run. */
    public interface Lock {
        void release() throws IOException;
    }
}
