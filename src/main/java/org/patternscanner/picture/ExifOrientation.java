package org.patternscanner.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import org.patternscanner.image.GreyImage;

/**
 * How a camera was held: the tag 0x0112 of a file's Exif block (JEITA CP-3451, table 3).
 *
 * @param value 1 (as it is) to 8
 */
record ExifOrientation(int value) {

    private static final ExifOrientation AS_IT_IS = new ExifOrientation(1);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LITTLE_TIFF = 0x49492A00; // "II", Intel
    private static final int BIG_TIFF = 0x4D4D002A; // "MM", Motorola
    private static final int PNG = 0x89504E47;
    private static final int PNG_EXIF = 0x65584966; // "eXIf"
    private static final int RIFF = 0x52494646;
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    /**
     * Reads it from a JPEG, PNG, WebP or TIFF, and goes back to its start; any other file, or one
     * that says nothing sensible, is left as it is.
     */
    static ExifOrientation of(ImageInputStream file) throws IOException {
        try {
            return find(file);
        } catch (IOException | IndexOutOfBoundsException e) {
            return AS_IT_IS; // a damaged tag is no reason to refuse a picture that can be decoded
        } finally {
            file.seek(0);
            file.setByteOrder(ByteOrder.BIG_ENDIAN);
        }
    }

    private static ExifOrientation find(ImageInputStream file) throws IOException {
        int start = file.readInt();
        if (start == LITTLE_TIFF || start == BIG_TIFF) {
            return inTiff(file, 0);
        } else if (start == PNG) {
            return inPng(file);
        } else if (start == RIFF) {
            return inWebp(file);
        }
        return start >>> 16 == 0xFFD8 ? inJpeg(file) : AS_IT_IS;
    }

    private static ExifOrientation inJpeg(ImageInputStream file) throws IOException {
        JpegSegments segments = new JpegSegments(file);
        while (segments.advance() && !segments.isScan()) {
            if (segments.isApp1() && isExif(file)) {
                return inTiff(file, file.getStreamPosition());
            }
        }
        return AS_IT_IS;
    }

    /** A chunk has its length, its type, its bytes and a checksum. */
    private static ExifOrientation inPng(ImageInputStream file) throws IOException {
        file.seek(8);
        while (true) {
            long length = file.readUnsignedInt();
            int type = file.readInt();
            long data = file.getStreamPosition();
            if (type == PNG_EXIF) {
                return inTiff(file, data);
            }
            file.seek(data + length + 4);
        }
    }

    private static ExifOrientation inWebp(ImageInputStream file) throws IOException {
        WebpChunks chunks = new WebpChunks(file);
        while (chunks.advance()) {
            if (chunks.isExif()) {
                return inTiff(file, chunks.start() + (isExif(file) ? EXIF.length : 0));
            }
        }
        return AS_IT_IS;
    }

    private static boolean isExif(ImageInputStream file) throws IOException {
        byte[] start = new byte[EXIF.length];
        file.readFully(start);
        return Arrays.equals(start, EXIF);
    }

    private static ExifOrientation inTiff(ImageInputStream file, long tiff) throws IOException {
        file.setByteOrder(ByteOrder.BIG_ENDIAN);
        file.seek(tiff);
        if (file.readInt() == LITTLE_TIFF) {
            file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        }
        long table = tiff + file.readUnsignedInt();
        file.seek(table);
        int entries = file.readUnsignedShort();
        for (int i = 0; i < entries; i++) {
            file.seek(table + 2 + (long) i * ENTRY_BYTES);
            if (file.readUnsignedShort() == ORIENTATION) {
                file.skipBytes(6); // type and count
                int value = file.readUnsignedShort();
                return value >= 1 && value <= 8 ? new ExifOrientation(value) : AS_IT_IS;
            }
        }
        return AS_IT_IS;
    }

    /** Returns the picture as it was seen. */
    GreyImage upright(GreyImage picture) {
        if (value == 1) {
            return picture;
        }
        int width = swapped() ? picture.height() : picture.width();
        int height = swapped() ? picture.width() : picture.height();
        return GreyImage.of(
                width,
                height,
                (x, y) -> {
                    int i = leftwards() ? width - 1 - x : x;
                    int j = upwards() ? height - 1 - y : y;
                    return swapped() ? picture.at(j, i) : picture.at(i, j);
                });
    }

    /** Whether the file's rows are columns of what was seen. */
    boolean swapped() {
        return value >= 5;
    }

    /** Whether what was seen on the right comes first in the file. */
    private boolean leftwards() {
        return value == 2 || value == 3 || value == 6 || value == 7;
    }

    /** Whether what was seen at the bottom comes first in the file. */
    private boolean upwards() {
        return value == 3 || value == 4 || value == 7 || value == 8;
    }
}
