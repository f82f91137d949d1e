package org.patternscanner.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a camera was held: the tag 0x0112 of a JPEG's Exif block (JEITA CP-3451, table 3).
 *
 * @param value 1 (as it is) to 8
 */
record ExifOrientation(int value) {

    private static final ExifOrientation AS_IT_IS = new ExifOrientation(1);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int START_OF_SCAN = 0xFFDA;
    private static final int APP1 = 0xFFE1;
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    /** Reads it from a file; a file that is no JPEG or says nothing sensible is left as it is. */
    static ExifOrientation of(byte[] file) {
        try {
            return inJpeg(ByteBuffer.wrap(file));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return AS_IT_IS; // a damaged tag is no reason to refuse a picture that can be decoded
        }
    }

    private static ExifOrientation inJpeg(ByteBuffer file) {
        if (file.getShort() != (short) 0xFFD8) {
            return AS_IT_IS;
        }
        while (true) {
            int marker = file.getShort() & 0xFFFF;
            if (marker == START_OF_SCAN || marker < 0xFF00) {
                return AS_IT_IS;
            }
            int end = file.position() + (file.getShort() & 0xFFFF);
            if (marker == APP1 && isExif(file)) {
                return inTiff(file.slice());
            }
            file.position(end);
        }
    }

    private static boolean isExif(ByteBuffer file) {
        byte[] start = new byte[EXIF.length];
        file.get(start);
        return Arrays.equals(start, EXIF);
    }

    private static ExifOrientation inTiff(ByteBuffer tiff) {
        boolean little = tiff.getShort(0) == 0x4949; // "II", Intel; else "MM", Motorola
        tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.position(tiff.getInt(4));
        int entries = tiff.getShort() & 0xFFFF;
        int first = tiff.position();
        for (int i = 0; i < entries; i++) {
            tiff.position(first + i * ENTRY_BYTES);
            if ((tiff.getShort() & 0xFFFF) == ORIENTATION) {
                tiff.position(tiff.position() + 6); // type and count
                int value = tiff.getShort();
                return value >= 1 && value <= 8 ? new ExifOrientation(value) : AS_IT_IS;
            }
        }
        return AS_IT_IS;
    }

    /** Returns the picture as it was seen; its samples are copied, not converted. */
    BufferedImage upright(BufferedImage picture) {
        if (value == 1) {
            return picture;
        }
        Raster from = picture.getRaster();
        int width = swapped() ? from.getHeight() : from.getWidth();
        int height = swapped() ? from.getWidth() : from.getHeight();
        ColorModel model = picture.getColorModel();
        WritableRaster to = model.createCompatibleWritableRaster(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = leftwards() ? width - 1 - x : x;
                int j = upwards() ? height - 1 - y : y;
                int column = from.getMinX() + (swapped() ? j : i);
                int row = from.getMinY() + (swapped() ? i : j);
                to.setDataElements(x, y, from.getDataElements(column, row, null));
            }
        }
        return new BufferedImage(model, to, model.isAlphaPremultiplied(), null);
    }

    /** Whether the file's rows are columns of what was seen. */
    private boolean swapped() {
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
