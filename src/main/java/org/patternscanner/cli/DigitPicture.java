package org.patternscanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.NoDigitsException;
import org.patternscanner.digit.NormalizedDigit;
import org.patternscanner.image.Picture;
import org.patternscanner.picture.PictureReader;

/** The one digit that a command looks into. */
final class DigitPicture {

    /** Means standard input where a file is asked for. */
    static final String STDIN = "-";

    private DigitPicture() {}

    /**
     * Reads and normalises a picture; its warnings go to {@code err}.
     *
     * @param file its path, or {@link #STDIN}
     * @throws IOException with a sentence that names the file, if no digit can be read from it
     */
    static NormalizedDigit read(String file, PrintWriter err) throws IOException {
        String name = PictureReader.printable(file);
        try {
            Picture picture = decode(file);
            NormalizedDigit digit = DigitNormalizer.normalize(picture);
            Stream.of(picture.warnings(), digit.warnings())
                    .flatMap(List::stream)
                    .forEach(warning -> err.println(name + ": " + warning));
            return digit;
        } catch (NoDigitsException e) {
            throw new IOException("'%s': %s".formatted(name, e.getMessage()), e);
        } catch (OutOfMemoryError e) {
            throw new IOException(PictureReader.tooLarge(name), e);
        }
    }

    /**
     * Reads a picture of any kind.
     *
     * @param file its path, or {@link #STDIN}
     */
    static Picture decode(String file) throws IOException {
        return file.equals(STDIN)
                ? PictureReader.read("stdin", System.in)
                : PictureReader.read(path(file));
    }

    /** Says it in a sentence if the system knows no files of such a name. */
    static Path path(String file) throws IOException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IOException(noName(file) + ".", e);
        }
    }

    /** What to say, without the full stop, of a name that the system can't give to a file. */
    static String noName(String file) {
        return "'%s' can't be a file's name here: rename the file, or set LC_ALL=C.UTF-8"
                .formatted(PictureReader.printable(file));
    }
}
