package org.patternscanner.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Folders that are either whole or not there: nobody ever sees half of one. */
public final class WholeFolder {

    private WholeFolder() {}

    /**
     * Makes a folder and the folders that it needs.
     *
     * @param files by their names in it, whose folders are parted by slashes
     * @throws IOException with one sentence that names the folder, if it has files already or
     *     cannot be made
     */
    public static void write(Path folder, Map<String, byte[]> files) throws IOException {
        requireFree(folder);
        Path part = WholeFile.part(folder, "part");
        try {
            Files.createDirectories(part.resolveSibling(".").normalize());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = part.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(".").normalize());
                Files.write(path, file.getValue());
            }
            Files.deleteIfExists(folder); // an empty one
            Files.move(part, folder);
        } catch (IOException e) {
            throw WholeFile.failure(folder, e);
        } finally {
            deleteQuietly(part); // it is there only if something failed
        }
    }

    /**
     * Refuses to write over what is there; an empty folder may be.
     *
     * @throws IOException with one sentence
     */
    public static void requireFree(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isEmpty()) {
                    return;
                }
            }
        }
        if (Files.exists(folder)) {
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
        } catch (IOException ignored) {
            // The first failure is the one to report.
        }
    }
}
