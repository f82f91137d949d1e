package org.patternscanner.arithmetic;

import java.util.List;

/**
 * The part of the input, along one axis, that a unit of a layer depends on.
 *
 * <p>Computed layer by layer as in Araujo, Norris and Sim, Computing Receptive Fields of
 * Convolutional Neural Networks, Distill 2019.
 *
 * @param size how many input pixels wide
 * @param jump how many input pixels lie between the fields of two neighboring units: the effective
 *     stride
 * @param start the center of the first unit's field, as an input pixel index: the first pixel is 0,
 *     and half numbers lie between two pixels
 */
public record ReceptiveField(int size, int jump, double start) {

    /** The field of an input pixel: itself. */
    public static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 0);

    /**
     * The field of a unit that reads units of this field through a window.
     *
     * @throws IllegalArgumentException if it is too large to be counted
     */
    public ReceptiveField through(Window window) {
        return new ReceptiveField(
                countable(size + (window.extent() - 1L) * jump),
                countable((long) jump * window.stride()),
                start + ((window.extent() - 1) / 2.0 - window.padding()) * jump);
    }

    private static int countable(long pixels) {
        if (pixels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The receptive field grows beyond %d pixels: make a kernel, a stride or a dilation smaller."
                            .formatted(Integer.MAX_VALUE));
        }
        return (int) pixels;
    }

    /** The field after a stack of windows, the first one next to the input. */
    public static ReceptiveField ofStack(List<Window> stack) {
        ReceptiveField field = PIXEL;
        for (Window window : stack) {
            field = field.through(window);
        }
        return field;
    }

    /** The input pixels that unit {@code index} depends on; with padding some may lie outside. */
    public Span of(int index) {
        int first = (int) Math.round(start + (double) index * jump - (size - 1) / 2.0);
        return new Span(first, first + size - 1);
    }

    /**
     * A row of neighboring pixels.
     *
     * @param first the first pixel's index
     * @param last the last pixel's index, included
     */
    public record Span(int first, int last) {

        /** The part of it inside an image of n pixels. */
        public Span within(int n) {
            return new Span(Math.max(first, 0), Math.min(last, n - 1));
        }

        /** Pixels on one side. */
        public int size() {
            return last - first + 1;
        }
    }
}
