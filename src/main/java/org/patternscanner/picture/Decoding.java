package org.patternscanner.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;

/** From a file's bytes to a picture, within limits that are checked before there is any pixel. */
final class Decoding {

    /** TwelveMonkeys' decoder keeps an object for each 4 x 4 pixels of a lossy WebP. */
    private static final int BYTES_PER_WEBP_PIXEL = 40;

    /** The rest is for the files, for what is made of the pictures, and for garbage. */
    private static final HeapShare BITMAPS = new HeapShare(0.5);

    /**
     * A JPEG may come in scans, from coarse to fine, about ten. One more takes 100 bytes, and for
     * 50 million pixels a tenth of a second.
     */
    private static final int MOST_SCANS = 100;

    private final String name;
    private final ImageInputStream file;
    private boolean breaksOff; // a JPEG without its end

    private Decoding(String name, ImageInputStream file) {
        this.name = name;
        this.file = file;
    }

    /** What is taken from the bitmap, before it is turned upright: one picture a channel. */
    interface Taking {
        List<GreyImage> from(BufferedImage bitmap);
    }

    /**
     * What a file shows, upright.
     *
     * @param width of the bitmap
     * @param height of the bitmap
     */
    record Decoded(int width, int height, List<GreyImage> channels, List<String> warnings) {

        /** Its only channel, which may be smaller. */
        Picture picture() {
            return new Picture(width, height, channels.get(0), warnings);
        }

        WholePicture whole() {
            return new WholePicture(channels, warnings);
        }
    }

    static Decoded decode(String name, ImageInputStream file, Taking taking)
            throws UnreadablePictureException {
        Decoding decoding = new Decoding(name, file);
        try {
            return decoding.picture(taking);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders throw RuntimeExceptions of many kinds at damaged files.
            throw e.getCause() instanceof OutOfMemoryError
                    ? decoding.tooLarge(e)
                    : decoding.damaged(e);
        } catch (OutOfMemoryError e) {
            throw decoding.tooLarge(e);
        }
    }

    private Decoded picture(Taking taking) throws IOException {
        ExifOrientation orientation = ExifOrientation.of(file);
        ImageReader reader = Decoders.of(file).orElseThrow(this::unknown);
        try {
            long parts = pixelsOfParts(reader);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            checkPixels(width, height);
            long pixels = Math.max(parts, (long) width * height);
            List<GreyImage> channels =
                    channels(reader, pixels, taking).stream().map(orientation::upright).toList();
            return orientation.swapped()
                    ? new Decoded(height, width, channels, warnings(reader))
                    : new Decoded(width, height, channels, warnings(reader));
        } finally {
            reader.dispose();
        }
    }

    private void checkPixels(int width, int height) throws UnreadablePictureException {
        if ((long) width * height > PictureReader.MOST_PIXELS) {
            throw new UnreadablePictureException(
                    "'%s' has %d x %d pixels, more than %d million: crop or shrink it."
                            .formatted(name, width, height, PictureReader.MOST_PIXELS / 1_000_000));
        }
    }

    /**
     * What decoders trust, and don't hold against the size of the picture: returns how many pixels
     * the parts of a WebP claim to have, and refuses a JPEG that is painted over and over.
     */
    private long pixelsOfParts(ImageReader reader) throws IOException {
        file.mark();
        try {
            if (isOf("webp", reader)) {
                return webpPixels();
            } else if (isOf("jpeg", reader)) {
                goThroughJpeg();
            }
            return 0;
        } finally {
            file.reset();
        }
    }

    private long webpPixels() throws IOException {
        WebpChunks chunks = new WebpChunks(file);
        if (!chunks.areWhole()) {
            throw damaged(null); // the decoder would take zeros for what is missing
        }
        return chunks.mostPixels();
    }

    private void goThroughJpeg() throws IOException {
        JpegSegments segments = new JpegSegments(file);
        int scans = 0;
        while (segments.advance()) {
            scans += segments.isScan() ? 1 : 0;
        }
        if (scans > MOST_SCANS) {
            throw damaged(null);
        }
        breaksOff = !segments.isWhole();
    }

    private List<GreyImage> channels(ImageReader reader, long pixels, Taking taking)
            throws IOException {
        long bytes = pixels * bytesPerPixel(reader);
        if (!HeapShare.canBe(bytes)) {
            throw tooLarge(null);
        }
        return BITMAPS.with(bytes, () -> taking.from(read(reader)));
    }

    /** At most: the bitmap, and once more for the decoder's own work. */
    private static long bytesPerPixel(ImageReader reader) throws IOException {
        if (isOf("webp", reader)) {
            return BYTES_PER_WEBP_PIXEL;
        }
        int[] bits = reader.getImageTypes(0).next().getSampleModel().getSampleSize();
        return 2L * (Arrays.stream(bits).sum() / 8 + 1);
    }

    private BufferedImage read(ImageReader reader) throws IOException {
        List<String> complaints = new ArrayList<>();
        reader.addIIOReadWarningListener((source, complaint) -> complaints.add(complaint));
        BufferedImage picture = reader.read(0);
        // Of a JPEG that breaks off, the decoder only complains: once if nothing but the mark of
        // its end is missing, again if pixels are, which it paints grey.
        if (complaints.size() > 1 && breaksOff) {
            throw damaged(null);
        }
        return picture;
    }

    /** A JPEG is not asked: a second picture in it is a thumbnail or a map of depth. */
    private List<String> warnings(ImageReader reader) throws IOException {
        if (breaksOff) {
            return List.of("The file breaks off at its end; all its pixels were there.");
        }
        int pictures = isOf("jpeg", reader) ? 1 : count(reader);
        return pictures > 1
                ? List.of("The file holds %d pictures: the first is read.".formatted(pictures))
                : List.of();
    }

    private static int count(ImageReader reader) {
        try {
            return reader.getNumImages(true);
        } catch (IOException | RuntimeException e) {
            return 1; // whatever comes after it, the first could be read
        }
    }

    private static boolean isOf(String format, ImageReader reader) throws IOException {
        return reader.getFormatName().toLowerCase(Locale.ROOT).equals(format);
    }

    private UnreadablePictureException unknown() {
        return new UnreadablePictureException(
                "'%s' is %s.".formatted(name, OtherFormats.advice(file)));
    }

    private UnreadablePictureException damaged(@Nullable Throwable cause) {
        return new UnreadablePictureException(
                "'%s' is damaged, breaks off, or is of a rare kind: copy it again, or save it as %s."
                        .formatted(name, PictureReader.FORMATS),
                cause);
    }

    private UnreadablePictureException tooLarge(@Nullable Throwable cause) {
        return new UnreadablePictureException(PictureReader.tooLarge(name), cause);
    }
}
