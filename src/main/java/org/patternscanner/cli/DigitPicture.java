package org.patternscanner.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.patternscanner.image.DigitNormalizer;
import org.patternscanner.image.NoDigitsException;
import org.patternscanner.image.NormalizedDigit;
import org.patternscanner.image.PictureReader;

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
        try {
            NormalizedDigit digit = DigitNormalizer.normalize(decode(file));
            digit.warnings().forEach(warning -> err.println(file + ": " + warning));
            return digit;
        } catch (NoDigitsException e) {
            throw new IOException("'%s': %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Decodes a picture of any kind. */
    static BufferedImage decode(String file) throws IOException {
        return file.equals(STDIN)
                ? PictureReader.read("stdin", System.in)
                : PictureReader.read(Path.of(file));
    }
}
