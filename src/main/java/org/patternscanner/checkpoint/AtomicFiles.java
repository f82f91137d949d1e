package org.patternscanner.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.patternscanner.data.Sha256;

/** Files that are whole or not there: written beside, flushed to the disk, then moved. */
public final class AtomicFiles {

    private AtomicFiles() {}

    /** Writes a file, or leaves what was there before. */
    static void write(Path target, byte[] content) throws IOException {
        // A name of its own: two trainings may write the same file at the same time.
        String unique = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        Path temporary = target.resolveSibling(target.getFileName() + "." + unique + ".tmp");
        try {
            Files.write(temporary, content);
            moveFlushed(temporary, target);
        } finally {
            Files.deleteIfExists(temporary); // it is there only if something failed
        }
    }

    /** Flushes a finished file to the disk and gives it its name. */
    public static void moveFlushed(Path temporary, Path target) throws IOException {
        flush(temporary);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The file's SHA-256. */
    static String sha256(Path file) throws IOException {
        return Sha256.of(Files.readAllBytes(file));
    }
}
