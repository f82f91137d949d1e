package org.patternscanner.arithmetic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How a square window slides along an axis: of a convolution or of a pooling layer.
 *
 * @param kernel how many input pixels it reads along one axis, at least 1
 * @param stride how many pixels it moves from one output to the next, at least 1
 * @param padding how many zero pixels are added at each end of the axis, at least 0
 * @param dilation the distance of two neighboring pixels that it reads, at least 1
 */
public record Window(int kernel, int stride, int padding, int dilation) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})((?:[spd]\\d{1,4})*)");
    private static final Pattern PART = Pattern.compile("([spd])(\\d{1,4})");

    public Window {
        requireAtLeast(1, kernel, "kernel size");
        requireAtLeast(1, stride, "stride");
        requireAtLeast(0, padding, "padding");
        requireAtLeast(1, dilation, "dilation");
    }

    /** A window that moves by one pixel, without padding or dilation. */
    public static Window of(int kernel) {
        return new Window(kernel, 1, 0, 1);
    }

    /**
     * Reads the short form: the kernel size, then any of stride {@code s}, padding {@code p} and
     * dilation {@code d}, as in {@code 3}, {@code 3s2} or {@code 5s2p1d2}.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static Window parse(String text) {
        Matcher whole = TEXT.matcher(text.strip());
        if (!whole.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a window: write the kernel size, then s, p or d with a number, as in 3s2p1d1."
                            .formatted(text));
        }
        Window window = of(Integer.parseInt(whole.group(1)));
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            int number = Integer.parseInt(part.group(2));
            window =
                    switch (part.group(1)) {
                        case "s" -> window.withStride(number);
                        case "p" -> window.withPadding(number);
                        default -> window.withDilation(number);
                    };
        }
        return window;
    }

    /** This window with another stride. */
    public Window withStride(int newStride) {
        return new Window(kernel, newStride, padding, dilation);
    }

    /** This window with another padding. */
    public Window withPadding(int newPadding) {
        return new Window(kernel, stride, newPadding, dilation);
    }

    /** This window with another dilation. */
    public Window withDilation(int newDilation) {
        return new Window(kernel, stride, padding, newDilation);
    }

    /** From the first to the last pixel that the window reads: d(k - 1) + 1. */
    public int extent() {
        return dilation * (kernel - 1) + 1;
    }

    /**
     * How many places the window has on an axis of n pixels: floor((n + 2p - d(k - 1) - 1) / s) + 1
     * (Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016).
     *
     * @throws IllegalArgumentException if the window is larger than the padded axis
     */
    public int outputSize(int n) {
        int room = n + 2 * padding - extent();
        if (room < 0) {
            throw new IllegalArgumentException(
                    "A window %d pixels wide does not fit into %d: make the input or the padding larger, or the kernel or the dilation smaller."
                            .formatted(extent(), n + 2 * padding));
        }
        return room / stride + 1;
    }

    /** The shortest axis, in pixels, on which this window has so many places: at least 1. */
    public int inputSize(int places) {
        return Math.max(1, (places - 1) * stride + extent() - 2 * padding);
    }

    /** How {@link #outputSize} comes about, with the numbers put in. */
    public String formula(int n) {
        return "floor((%d + 2*%d - %d*(%d-1) - 1) / %d) + 1"
                .formatted(n, padding, dilation, kernel, stride);
    }

    /** The pixels along an axis of n that no place of the window reads. */
    public int[] neverRead(int n) {
        boolean[] read = new boolean[n];
        for (int output = 0; output < outputSize(n); output++) {
            for (int tap = 0; tap < kernel; tap++) {
                int pixel = inputIndex(output, tap);
                if (pixel >= 0 && pixel < n) {
                    read[pixel] = true;
                }
            }
        }
        return IntStream.range(0, n).filter(pixel -> !read[pixel]).toArray();
    }

    /** The input pixel that tap {@code tap} reads for output {@code output}; may lie outside. */
    public int inputIndex(int output, int tap) {
        return output * stride - padding + tap * dilation;
    }

    /** The short form that {@link #parse} reads; what has its default value is left out. */
    @Override
    public String toString() {
        return kernel
                + (stride == 1 ? "" : "s" + stride)
                + (padding == 0 ? "" : "p" + padding)
                + (dilation == 1 ? "" : "d" + dilation);
    }

    private static void requireAtLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "The %s is %d; it must be at least %d.".formatted(what, value, least));
        }
    }
}
