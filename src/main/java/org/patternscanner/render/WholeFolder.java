package org.patternscanner.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.patternscanner.checkpoint.AtomicFiles;

/** Folders that are either whole or not there: nobody ever sees half of one. */
public final class WholeFolder {

    private WholeFolder() {}

    /**
     * Makes a folder and the folders that it needs.
     *
     * @param files by their names in it, whose folders are parted by slashes
     * @throws IOException with one sentence that names the folder, if it is there already or cannot
     *     be made
     */
    public static void write(Path folder, Map<String, byte[]> files) throws IOException {
        requireFree(folder);
        Path part = WholeFile.part(folder, "part");
        try {
            Files.createDirectories(part.resolveSibling(".").normalize());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = part.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(".").normalize());
                Path unfinished = path.resolveSibling(path.getFileName() + ".tmp");
                Files.write(unfinished, file.getValue());
                AtomicFiles.moveFlushed(unfinished, path); // to the disk, before the folder's name
            }
            Files.move(part, folder);
        } catch (IOException e) {
            throw WholeFile.failure(folder, e);
        } finally {
            deleteQuietly(part); // it is there only if something failed
        }
    }

    /**
     * Refuses to write over what is there. An empty folder is no exception: who stands in it would
     * be left in one that is gone, for it could only be replaced.
     *
     * @throws IOException with one sentence
     */
    public static void requireFree(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "Cannot write %s: there is something of this name already; name a new folder."
                            .formatted(folder));
        }
    }

    private static void deleteQuietly(Path folder) {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // The first failure is the one to report.
        }
    }
}
