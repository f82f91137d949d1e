package org.patternscanner.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.network.Classifier;

/**
 * The folder of all runs: {@code models/<run>/}, and {@code models/latest}, a file that names the
 * one begun last.
 *
 * @param folder usually {@code models}
 */
public record CheckpointStore(Path folder) {

    /** The run that comes with the program to read pictures: of MNIST and of drawn digits. */
    public static final String PRETRAINED = "pretrained";

    /** The run that comes with the program to teach about MNIST: of nothing else. */
    public static final String PLAIN = "plain";

    /** The runs that come with the program. */
    public static final List<String> COME_ALONG = List.of(PLAIN, PRETRAINED);

    private static final String LATEST = "latest";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /**
     * Begins a run under a name, or, where the name is taken and not the user's own, under the name
     * with a number.
     *
     * @param name the folder's name
     * @param chosen true if the user chose it
     * @param info makes the run's facts, given the name that it got
     * @throws IOException if a chosen name is taken, or the folder cannot be written
     */
    public Run create(String name, boolean chosen, Function<String, RunInfo> info)
            throws IOException {
        requireName(name);
        Files.createDirectories(folder);
        String free = createFolder(name, chosen);
        Run run = Run.create(folder.resolve(free), info.apply(free));
        nameLatest(run);
        return run;
    }

    /**
     * Makes a run of a network that was trained elsewhere, whole or not at all.
     *
     * @param name see {@link #create}
     * @param chosen see {@link #create}
     * @param info makes the run's facts, given the name that it got
     * @param metrics of epoch 1
     * @throws IOException if a chosen name is taken, or the folder cannot be written
     */
    public Run importRun(
            String name,
            boolean chosen,
            Function<String, RunInfo> info,
            EpochMetrics metrics,
            Classifier classifier)
            throws IOException {
        requireName(name);
        Files.createDirectories(folder);
        String free = createFolder(name, chosen);
        Path made = folder.resolve(free);
        try {
            Run run = Run.createImported(made, info.apply(free), metrics, classifier);
            nameLatest(run);
            return run;
        } catch (IOException | RuntimeException | Error e) {
            try {
                Run.delete(made);
            } catch (IOException other) {
                e.addSuppressed(other); // the first failure is the one to report
            }
            throw e;
        }
    }

    private void nameLatest(Run run) throws IOException {
        byte[] name = run.info().name().getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(folder.resolve(LATEST), name);
    }

    private String createFolder(String name, boolean chosen) throws IOException {
        for (int number = 1; ; number++) {
            String candidate = number == 1 ? name : name + "-" + number;
            try {
                Files.createDirectory(folder.resolve(candidate));
                return candidate;
            } catch (FileAlreadyExistsException e) {
                // Taken, perhaps by a training that starts at this moment: try the next one.
            }
            if (chosen) {
                throw taken(name);
            }
        }
    }

    private static IOException taken(String name) {
        return new IOException("There is a run %s already; choose another --name.".formatted(name));
    }

    /**
     * For who has much to do before {@link #create} or {@link #importRun}.
     *
     * @throws IOException if a chosen name is taken
     * @throws IllegalArgumentException if it cannot be one
     */
    public void requireFree(String name) throws IOException {
        requireName(name);
        if (Files.exists(folder.resolve(name))) {
            throw taken(name);
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(LATEST)) {
            throw new IllegalArgumentException(
                    "'%s' cannot be a run's name: use letters, digits, '.', '_' and '-'."
                            .formatted(name));
        }
    }

    /**
     * Opens a run.
     *
     * @param reference a run's name in this folder, or the path of a run's folder
     * @throws IOException if there is no such run, or it cannot be read
     */
    public Run open(String reference) throws IOException {
        Path named = folder.resolve(reference);
        if (NAME.matcher(reference).matches() && Files.isDirectory(named)) {
            return Run.open(named);
        }
        if (Files.isDirectory(Path.of(reference))) {
            return Run.open(Path.of(reference));
        }
        throw new IOException(
                "There is no run '%s' in %s, and no such folder.".formatted(reference, folder));
    }

    /**
     * A run, or what looks like one and cannot be read.
     *
     * @param name of its folder
     * @param begun when; of one that cannot be read, when it was written last
     * @param run null if it cannot be read
     * @param failure why it cannot be read
     */
    public record Found(
            String name, Instant begun, @Nullable Run run, @Nullable IOException failure) {}

    /**
     * All runs of this folder but those that come with the program, the newest first. Only their
     * run.json is read.
     *
     * @throws IOException if the folder cannot be read
     */
    public List<Found> newestFirst() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(CheckpointStore::looksLikeARun)
                    .map(CheckpointStore::find)
                    .sorted(
                            Comparator.comparing(Found::begun)
                                    .thenComparing(Found::name)
                                    .reversed())
                    .toList();
        }
    }

    private static boolean looksLikeARun(Path entry) {
        String name = entry.getFileName().toString();
        return NAME.matcher(name).matches()
                && !COME_ALONG.contains(name)
                && (Files.exists(entry.resolve(Run.RUN_JSON))
                        || Files.exists(entry.resolve(Classifier.fileName(0))));
    }

    private static Found find(Path entry) {
        String name = entry.getFileName().toString();
        try {
            Run run = Run.open(entry);
            return new Found(name, begun(run.info()), run, null);
        } catch (IOException e) {
            return new Found(name, lastWritten(entry), null, e);
        } catch (DateTimeParseException e) {
            IOException damaged =
                    new IOException(
                            "%s is damaged: it does not say when the run began."
                                    .formatted(entry.resolve(Run.RUN_JSON)),
                            e);
            return new Found(name, lastWritten(entry), null, damaged);
        }
    }

    private static Instant begun(RunInfo info) {
        return OffsetDateTime.parse(String.valueOf(info.started())).toInstant();
    }

    private static Instant lastWritten(Path entry) {
        try {
            return Files.getLastModifiedTime(entry).toInstant();
        } catch (IOException e) {
            return Instant.MIN; // gone in the meantime
        }
    }

    /** The run that was begun last, if any: that which a training goes on with. */
    public Optional<Run> latest() throws IOException {
        Path file = folder.resolve(LATEST);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        // Of other bytes than UTF-8 it makes some text that names no run.
        String name = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        if (!NAME.matcher(name).matches() || !Files.isDirectory(folder.resolve(name))) {
            return Optional.empty();
        }
        return Optional.of(Run.open(folder.resolve(name)));
    }
}
