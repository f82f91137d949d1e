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

    /** So that no product or sum of what is sent leaves the range of a float. */
    private static final float LARGEST = 1e6f;

    private static final int LARGEST_STEP = 64;

    private Numbers() {}

    private static void requireRectangle(
            String name, float @Nullable [] @Nullable [] matrix, int largest) {
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
                requireModest(name, number);
            }
        }
    }

    /** A number that can be reckoned with. */
    static void requireModest(String name, float number) {
        if (!(Math.abs(number) <= LARGEST)) {
            throw new IllegalArgumentException(
                    "The %s holds a number that is too large; they go from -1,000,000 to 1,000,000."
                            .formatted(name));
        }
    }

    /** A text that is there. */
    static String required(String name, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("The %s is missing.".formatted(name));
        }
        return text;
    }

    /** A window of such numbers that the answer stays small. */
    static Window window(int kernel, int stride, int padding, int dilation) {
        requireBetween("kernel", 1, LARGEST_STEP, kernel);
        requireBetween("stride", 1, LARGEST_STEP, stride);
        requireBetween("padding", 0, LARGEST_STEP, padding);
        requireBetween("dilation", 1, LARGEST_STEP, dilation);
        return new Window(kernel, stride, padding, dilation);
    }

    /** A matrix of modest numbers with as many columns as rows, at most so many of them. */
    static void requireSquare(String name, float @Nullable [] @Nullable [] matrix, int largest) {
        requireRectangle(name, matrix, largest);
        if (matrix != null && matrix[0].length != matrix.length) {
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
     * Bytes as a page sends them, in base64.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static byte[] bytes(String name, @Nullable String base64) {
        String text = required(name, base64);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The %s is not in base64.".formatted(name), e);
        }
    }

    /**
     * An image as a page sends it: 784 bytes in base64.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static byte[] image(@Nullable String base64) {
        byte[] pixels = bytes("image", base64);
        if (pixels.length != LabelledImages.PIXELS) {
            throw new IllegalArgumentException(
                    "The image has %d pixels; it must have %d."
                            .formatted(pixels.length, LabelledImages.PIXELS));
        }
        return pixels;
    }

    /**
     * Maps [channel][row][column] as float32, little-endian, in base64: what a page reads fastest.
     */
    static String base64(float[][][] maps) {
        int size = maps.length * maps[0].length * maps[0][0].length;
        ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
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
