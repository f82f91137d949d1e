package org.patternscanner.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.data.LabelledImages;

/** Checks of what a page sends: anyone may send anything. */
final class Numbers {

    private Numbers() {}

    /** A matrix of finite numbers with equal rows, at most so many of them. */
    static void requireRectangle(String name, float @Nullable [] @Nullable [] matrix, int largest) {
        if (matrix == null || matrix.length == 0) {
            throw new IllegalArgumentException("The %s is missing.".formatted(name));
        }
        if (matrix.length > largest) {
            throw new IllegalArgumentException(
                    "The %s has %d rows; at most %d are allowed."
                            .formatted(name, matrix.length, largest));
        }
        for (float[] row : matrix) {
            if (row == null || row.length == 0 || row.length != matrix[0].length) {
                throw new IllegalArgumentException(
                        "The rows of the %s are not of one length.".formatted(name));
            }
            if (row.length > largest) {
                throw new IllegalArgumentException(
                        "The %s has %d columns; at most %d are allowed."
                                .formatted(name, row.length, largest));
            }
            for (float number : row) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException(
                            "The %s holds something that is no number.".formatted(name));
                }
            }
        }
    }

    /** The same, with as many columns as rows. */
    static void requireSquare(String name, float @Nullable [] @Nullable [] matrix, int largest) {
        requireRectangle(name, matrix, largest);
        if (matrix[0].length != matrix.length) {
            throw new IllegalArgumentException(
                    "The %s is %d x %d; it must be square."
                            .formatted(name, matrix.length, matrix[0].length));
        }
    }

    /** A number between two bounds, both allowed. */
    static void requireBetween(String name, int least, int most, int number) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "The %s is %d; it must be from %d to %d.".formatted(name, number, least, most));
        }
    }

    /** The pixels along an axis that a window reads for an output; some may lie outside. */
    static int[] taps(Window window, int output) {
        return IntStream.range(0, window.kernel())
                .map(tap -> window.inputIndex(output, tap))
                .toArray();
    }

    /**
     * An image as a page sends it: 784 bytes in base64.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static byte[] image(@Nullable String base64) {
        byte[] pixels = Base64.getDecoder().decode(base64 == null ? "" : base64);
        if (pixels.length != LabelledImages.PIXELS) {
            throw new IllegalArgumentException(
                    "The image has %d pixels; it must have %d."
                            .formatted(pixels.length, LabelledImages.PIXELS));
        }
        return pixels;
    }

    /** Maps [channel][row][column] as float32, little-endian, in base64: what a page reads fastest. */
    static String base64(float[][][] maps) {
        int size = maps.length * maps[0].length * maps[0][0].length;
        ByteBuffer bytes =
                ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[][] map : maps) {
            for (float[] row : map) {
                for (float number : row) {
                    bytes.putFloat(number);
                }
            }
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
