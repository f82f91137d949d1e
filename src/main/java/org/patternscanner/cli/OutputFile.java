package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.patternscanner.picture.PictureReader;

/** What must hold for the file that a command is to write. */
final class OutputFile {

    private OutputFile() {}

    /** Refuses to draw a PNG picture under another kind's name. */
    static void requirePng(String option, @Nullable Path file) {
        if (file != null) {
            requireEnding(option, file, ".png", "a PNG picture");
        }
    }

    /** Refuses a name that promises another kind of file. */
    static void requireEnding(String option, Path file, String ending, String kind) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw new UsageException(
                    "%s is '%s'; it will be %s: end its name in %s.", option, file, kind, ending);
        }
    }

    /**
     * Refuses to write over a picture that is to be read.
     *
     * @param picture its path, or {@link DigitPicture#STDIN}
     */
    static void requireOther(String option, @Nullable Path file, String picture)
            throws IOException {
        if (file == null || picture.equals(DigitPicture.STDIN) || !Files.exists(file)) {
            return;
        }
        Path read = DigitPicture.path(picture);
        if (Files.exists(read) && Files.isSameFile(file, read)) {
            throw new UsageException(
                    "%s would write over '%s', which is to be read: name another file.",
                    option, PictureReader.printable(picture));
        }
    }
}
