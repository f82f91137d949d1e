package org.patternscanner.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.patternscanner.image.Picture;
import org.patternscanner.picture.Decoding.Decoded;
import org.patternscanner.picture.Decoding.Taking;

/**
 * Reads a person's picture file, the right way up: PNG, JPEG, GIF, BMP, TIFF or WebP. Of a file of
 * several pictures it reads the first.
 */
public final class PictureReader {

    /** What is read, in words. */
    public static final String FORMATS = "PNG, JPEG, GIF, BMP, TIFF or WebP";

    /** Bytes. */
    static final int MOST_BYTES = 100_000_000;

    /** Pixels: 50 million, more than a telephone's camera takes. */
    static final long MOST_PIXELS = 50_000_000;

    /** Files are read into memory, which decoders search faster. */
    private static final HeapShare FILES = new HeapShare(0.25);

    private PictureReader() {}

    /**
     * Takes a picture that comes from no file, of any size and kind; transparency becomes paper.
     */
    public static Picture of(BufferedImage picture) {
        return new Picture(
                picture.getWidth(), picture.getHeight(), Flattening.flatten(picture), List.of());
    }

    /**
     * Reads a file.
     *
     * @param file a picture of at most 100 MB and 50 million pixels
     * @throws UnreadablePictureException if it is no such picture; its message is for the user
     */
    public static Picture read(Path file) throws UnreadablePictureException {
        return decode(file, Flattening::smallGrey).picture();
    }

    /**
     * Reads a file at its full size.
     *
     * @param file a picture of at most 100 MB and 50 million pixels
     * @param colour whether to read red, green and blue, and not grey
     * @throws UnreadablePictureException if it is no such picture; its message is for the user
     */
    public static WholePicture readWhole(Path file, boolean colour)
            throws UnreadablePictureException {
        return decode(file, whole(colour)).whole();
    }

    private static Taking whole(boolean colour) {
        return colour ? Flattening::wholeColours : Flattening::wholeGrey;
    }

    private static Decoded decode(Path file, Taking taking) throws UnreadablePictureException {
        String name = printable(file.toString());
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            checkKind(name, attributes);
            return FILES.with(2 * attributes.size(), () -> open(name, file, taking));
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new UnreadablePictureException(
                    Files.isSymbolicLink(file)
                            ? "'%s' links to a file that does not exist: mend the link."
                                    .formatted(name)
                            : "'%s' does not exist: check the file's name.".formatted(name),
                    e);
        } catch (IOException e) {
            throw new UnreadablePictureException(
                    "'%s' can't be opened: check that you may read it.".formatted(name), e);
        }
    }

    private static Decoded open(String name, Path file, Taking taking) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return decode(name, in, taking);
        }
    }

    private static void checkKind(String name, BasicFileAttributes file)
            throws UnreadablePictureException {
        if (file.isDirectory()) {
            throw new UnreadablePictureException(
                    "'%s' is a folder: name one picture file in it.".formatted(name));
        }
        if (!file.isRegularFile()) { // to open a pipe would wait until somebody writes into it
            throw new UnreadablePictureException(
                    "'%s' is a pipe or a device: save the picture to a file, or use - for stdin."
                            .formatted(name));
        }
        checkSize(name, file.size());
    }

    /**
     * Reads a stream to its end, without closing it.
     *
     * @param name what the messages call it
     * @param in at most 100 MB that hold at most 50 million pixels
     * @throws UnreadablePictureException if it is no such picture; its message is for the user
     */
    public static Picture read(String name, InputStream in) throws UnreadablePictureException {
        return decode(name, in, Flattening::smallGrey).picture();
    }

    /** The same at its full size, as {@link #readWhole(Path, boolean)} reads a file. */
    public static WholePicture readWhole(String name, InputStream in, boolean colour)
            throws UnreadablePictureException {
        return decode(name, in, whole(colour)).whole();
    }

    private static Decoded decode(String name, InputStream in, Taking taking)
            throws UnreadablePictureException {
        byte[] bytes = bytes(name, in);
        checkSize(name, bytes.length);
        if (bytes[0] == (byte) 0xFF) {
            hideProfiles(bytes);
        }
        return Decoding.decode(name, new PictureBytes(bytes), taking);
    }

    private static void hideProfiles(byte[] bytes) {
        try {
            JpegSegments.hideProfiles(bytes);
        } catch (IOException e) {
            // The decoder will meet the same damage, and say so.
        }
    }

    private static byte[] bytes(String name, InputStream in) throws UnreadablePictureException {
        try {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UnreadablePictureException(
                    "'%s' can't be read to its end: copy it again.".formatted(name), e);
        }
    }

    private static void checkSize(String name, long bytes) throws UnreadablePictureException {
        if (bytes == 0) {
            throw new UnreadablePictureException(
                    "'%s' is empty: save or copy the picture again.".formatted(name));
        }
        if (bytes > MOST_BYTES) {
            throw new UnreadablePictureException(
                    "'%s' is larger than %d MB: save it smaller or crop it to the digit."
                            .formatted(name, MOST_BYTES / 1_000_000));
        }
    }

    /** What to say of a picture that can't be decoded or normalised for want of memory. */
    public static String tooLarge(String name) {
        return "'%s' needs more memory than there is: shrink it, or set CNN_JAVA_OPTS=-Xmx4g."
                .formatted(name);
    }

    /** A name may hold a line break, or a code that a terminal obeys: it is shown without. */
    public static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
