package org.patternscanner.arithmetic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A square kernel: the numbers that are laid over a patch and multiplied with it.
 *
 * @param name the name by which the command line and the page know it
 * @param detects where its response is large
 * @param weights [row][column]
 */
public record Kernel(String name, String detects, float[][] weights) {

    private static final String OWN = "your kernel";

    private static final int LARGEST_SIDE = 7;

    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

    /** The classical 3x3 kernels, each with the name that image processing gives it. */
    public static final List<Kernel> CLASSICAL =
            List.of(
                    kernel("sobel-x", "vertical edge", "-1 0 1 / -2 0 2 / -1 0 1"),
                    kernel("sobel-y", "horizontal edge", "-1 -2 -1 / 0 0 0 / 1 2 1"),
                    kernel("edge-rising", "rising diagonal edge", "-2 -1 0 / -1 0 1 / 0 1 2"),
                    kernel("edge-falling", "falling diagonal edge", "0 -1 -2 / 1 0 -1 / 2 1 0"),
                    kernel("line-vertical", "vertical line", "-1 2 -1 / -1 2 -1 / -1 2 -1"),
                    kernel("line-horizontal", "horizontal line", "-1 -1 -1 / 2 2 2 / -1 -1 -1"),
                    kernel("line-rising", "rising diagonal line", "-1 -1 2 / -1 2 -1 / 2 -1 -1"),
                    kernel("line-falling", "falling diagonal line", "2 -1 -1 / -1 2 -1 / -1 -1 2"),
                    kernel("laplacian", "spot", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"),
                    mean("gaussian", "blob", "1 2 1 / 2 4 2 / 1 2 1"),
                    mean("box", "bright area", "1 1 1 / 1 1 1 / 1 1 1"));

    private static final List<Kernel> OTHERS =
            List.of(
                    kernel("identity", "the pixel itself", "0 0 0 / 0 1 0 / 0 0 0"),
                    kernel(
                            "sharpen",
                            "the pixel, and how it stands out",
                            "0 -1 0 / -1 5 -1 / 0 -1 0"),
                    kernel("emboss", "the pixel, lit from one side", "-2 -1 0 / -1 1 1 / 0 1 2"),
                    kernel("prewitt-x", "vertical edge", "-1 0 1 / -1 0 1 / -1 0 1"),
                    kernel("prewitt-y", "horizontal edge", "-1 -1 -1 / 0 0 0 / 1 1 1"),
                    kernel(
                            "laplacian-4",
                            "spot, seen from four sides",
                            "0 -1 0 / -1 4 -1 / 0 -1 0"));

    /** All kernels that have a name: the classical ones, and others to try on a picture. */
    public static final List<Kernel> NAMED =
            Stream.concat(OTHERS.stream(), CLASSICAL.stream()).toList();

    /** A kernel from its rows, with slashes between them. */
    private static Kernel kernel(String name, String detects, String rows) {
        return new Kernel(name, detects, square(rows.replace(" / ", " ")));
    }

    /** A weighted mean: all weights together are 1, so that even areas keep their brightness. */
    private static Kernel mean(String name, String detects, String rows) {
        Kernel kernel = kernel(name, detects, rows);
        double sum = kernel.sum();
        for (float[] row : kernel.weights) {
            for (int i = 0; i < row.length; i++) {
                row[i] /= (float) sum;
            }
        }
        return kernel;
    }

    /** The kernel of a name. */
    public static Optional<Kernel> named(String name) {
        return NAMED.stream().filter(kernel -> kernel.name.equals(name)).findFirst();
    }

    /**
     * Reads a kernel: its name, or its numbers row by row, with commas or spaces between them, as
     * in {@code -1,0,1,-2,0,2,-1,0,1}. It has 1 to 7 rows, and as many columns.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static Kernel parse(String text) {
        Optional<Kernel> named = named(text.strip());
        if (named.isPresent()) {
            return named.get();
        }
        if (BETWEEN.splitAsStream(text.strip()).noneMatch(part -> part.matches("[-+]?[.]?\\d.*"))) {
            throw new IllegalArgumentException(
                    "There is no kernel '%s': write its numbers row by row, or one of %s."
                            .formatted(
                                    text,
                                    NAMED.stream()
                                            .map(Kernel::name)
                                            .collect(Collectors.joining(", "))));
        }
        return new Kernel(OWN, "whatever is like it", square(text.strip()));
    }

    private static float number(String text) {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // Reported below.
        }
        throw new IllegalArgumentException(
                "'%s' is no number of a kernel: write its numbers row by row, as in 0,-1,0,-1,5,-1,0,-1,0."
                        .formatted(text));
    }

    /** As many rows as columns, from numbers row by row. */
    private static float[][] square(String text) {
        List<String> parts = BETWEEN.splitAsStream(text).toList();
        float[] numbers = new float[parts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(parts.get(i));
        }
        int side = (int) Math.round(Math.sqrt(numbers.length));
        if (side * side != numbers.length || side > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "A kernel cannot have %d numbers: write 1, 4, 9, 16, 25, 36 or 49, row by row."
                            .formatted(numbers.length));
        }
        return Maps.rows(numbers, side);
    }

    /** All weights together: what the response is on an even area of brightness 1. */
    public double sum() {
        return Maps.numbers(weights).sum();
    }

    /** Rows, and columns. */
    public int side() {
        return weights.length;
    }

    /**
     * A classical kernel and how alike it is.
     *
     * @param cosine the cosine of the angle between the two, in [-1, 1]; negative if the weights
     *     are like the kernel with all signs exchanged
     */
    public record Match(Kernel kernel, double cosine) {

        /** Below this cosine a filter has too little of the kernel to be called by its name. */
        private static final double CLEARLY_ALIKE = 0.7;

        /** Whether the two are so alike that the one may be called by the other's name. */
        public boolean isClear() {
            return Math.abs(cosine) >= CLEARLY_ALIKE;
        }
    }

    /** The classical kernel most like {@code weights} (3x3), in either sign. */
    public static Match nearest(float[][] weights) {
        return CLASSICAL.stream()
                .map(kernel -> new Match(kernel, cosine(weights, kernel.weights)))
                .max(Comparator.comparingDouble(match -> Math.abs(match.cosine)))
                .orElseThrow();
    }

    /** The square root of the sum of the squared weights. */
    public static double norm(float[][] weights) {
        return Math.sqrt(dot(weights, weights));
    }

    /** The cosine of the angle between two kernels of one size; 0 if one is zero. */
    public static double cosine(float[][] a, float[][] b) {
        double norms = norm(a) * norm(b);
        return norms == 0 ? 0 : dot(a, b) / norms;
    }

    private static double dot(float[][] a, float[][] b) {
        double sum = 0;
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < a[row].length; column++) {
                sum += (double) a[row][column] * b[row][column];
            }
        }
        return sum;
    }
}
