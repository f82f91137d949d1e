package org.patternscanner.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads a person's picture file: PNG, JPEG, GIF (its first frame) or BMP, the right way up. */
public final class PictureReader {

    /** Bytes. */
    static final int MOST_BYTES = 100_000_000;

    /**
     * Pixels: 50 million, more than a telephone's camera takes. A bitmap needs 4 bytes for each.
     */
    static final long MOST_PIXELS = 50_000_000;

    /** Others that Java knows are left out: WBMP has no signature and would accept any zeros. */
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    private static final String SAVE_AGAIN = "save it as PNG, JPEG, GIF or BMP";

    private PictureReader() {}

    /**
     * Reads a file.
     *
     * @param file a picture of at most 100 MB and 50 million pixels
     * @return the picture, turned upright if it says that the camera wasn't
     * @throws UnreadablePictureException if it is no such picture; its message is for the user
     */
    public static BufferedImage read(Path file) throws UnreadablePictureException {
        if (Files.isDirectory(file)) {
            throw new UnreadablePictureException(
                    "'%s' is a folder: name one picture file in it.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new UnreadablePictureException(
                    "'%s' does not exist: check the file's name.".formatted(file), e);
        } catch (IOException e) {
            throw new UnreadablePictureException(
                    "'%s' can't be opened: check that you may read it.".formatted(file), e);
        }
    }

    /**
     * Reads a stream to its end, without closing it.
     *
     * @param name what the messages call it
     * @param in at most 100 MB that hold at most 50 million pixels
     * @return the picture, turned upright if it says that the camera wasn't
     * @throws UnreadablePictureException if it is no such picture; its message is for the user
     */
    public static BufferedImage read(String name, InputStream in)
            throws UnreadablePictureException {
        byte[] bytes = bytes(name, in);
        if (bytes.length == 0) {
            throw new UnreadablePictureException(
                    "'%s' is empty: save or copy the picture again.".formatted(name));
        }
        BufferedImage picture = decode(name, bytes);
        return ExifOrientation.of(bytes).upright(picture);
    }

    private static byte[] bytes(String name, InputStream in) throws UnreadablePictureException {
        try {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnreadablePictureException(
                        "'%s' is larger than %d MB: save it smaller or crop it to the digit."
                                .formatted(name, MOST_BYTES / 1_000_000));
            }
            return bytes;
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePictureException(
                    "'%s' can't be read to its end: copy it again.".formatted(name), e);
        }
    }

    private static BufferedImage decode(String name, byte[] bytes)
            throws UnreadablePictureException {
        try (ImageInputStream in = // keeps in memory what ImageIO would write to a file
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(name, in);
            try {
                reader.setInput(in, true, true);
                return decode(name, reader, bytes);
            } finally {
                reader.dispose();
            }
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Java's decoders throw RuntimeExceptions of many kinds at damaged files.
            throw new UnreadablePictureException(damaged(name), e);
        }
    }

    private static ImageReader reader(String name, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
        }
        throw new UnreadablePictureException(
                "'%s' is no picture of a known format: %s.".formatted(name, SAVE_AGAIN));
    }

    private static BufferedImage decode(String name, ImageReader reader, byte[] bytes)
            throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new UnreadablePictureException(
                    "'%s' has %d x %d pixels, more than %d million: crop or shrink it."
                            .formatted(
                                    name,
                                    reader.getWidth(0),
                                    reader.getHeight(0),
                                    MOST_PIXELS / 1_000_000));
        }
        List<String> complaints = new ArrayList<>();
        reader.addIIOReadWarningListener((source, complaint) -> complaints.add(complaint));
        BufferedImage picture = reader.read(0);
        // Of a JPEG that breaks off, the decoder only complains, and paints the rest grey.
        if (!complaints.isEmpty() && isJpegWithoutEnd(bytes)) {
            throw new UnreadablePictureException(damaged(name));
        }
        return picture;
    }

    private static boolean isJpegWithoutEnd(byte[] bytes) {
        int last = bytes.length - 1;
        boolean jpeg = (bytes[0] & 255) == 0xFF && (bytes[1] & 255) == 0xD8;
        boolean end = (bytes[last - 1] & 255) == 0xFF && (bytes[last] & 255) == 0xD9;
        return jpeg && !end;
    }

    private static String damaged(String name) {
        return "'%s' is damaged, breaks off, or is of a rare kind: copy it again, or %s."
                .formatted(name, SAVE_AGAIN);
    }
}
