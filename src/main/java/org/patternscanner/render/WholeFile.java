package org.patternscanner.render;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.patternscanner.checkpoint.AtomicFiles;

/** Files that are either whole or what they were before: nobody ever sees half of one. */
public final class WholeFile {

    private WholeFile() {}

    /** What will be in a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file and makes the folders that it needs.
     *
     * @throws IOException with one sentence that names the file
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    /** The same for what is written piece by piece. */
    static void write(Path file, Content content) throws IOException {
        Path part = part(file, "part");
        try {
            makeRoom(file);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            AtomicFiles.moveFlushed(part, file.toAbsolutePath());
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            deleteQuietly(part); // it is there only if something failed, an Error too
        }
    }

    /** Makes the folders that a file needs. */
    static void makeRoom(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        Files.createDirectories(file.toAbsolutePath().resolveSibling(".").normalize());
    }

    /**
     * A hidden name beside a file, for what is not finished.
     *
     * <p>Not Files.createTempFile: its files are for their owner alone, and the name would stay.
     */
    static Path part(Path file, String ending) {
        Path target = file.toAbsolutePath();
        return target.resolveSibling(
                ".%s.%d.%s".formatted(target.getFileName(), ProcessHandle.current().pid(), ending));
    }

    /** What went wrong, in one sentence that names the file. */
    static IOException failure(Path file, IOException e) {
        return new IOException("Cannot write " + file + ": " + reason(e) + ".", e);
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException ignored) {
            // The first failure is the one to report.
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException other) {
            return other.getFile() + " is not a folder";
        }
        if (e instanceof NoSuchFileException) {
            return "its folder takes no file";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
