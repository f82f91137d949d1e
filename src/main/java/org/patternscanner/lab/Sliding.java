package org.patternscanner.lab;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Difference;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.network.TorchConvolution;
import org.patternscanner.render.DotProductText;
import org.patternscanner.render.KernelText;
import org.patternscanner.render.SlidingImage;

/** One output pixel in numbers, then the whole map: by plain loops, and by DJL. */
public final class Sliding extends Lab<Sliding.Results> {

    private static final double ROUNDING = 1e-5;

    /** The training image that is used when no picture is given: a 5. */
    private static final int DIGIT = 0;

    private static final List<PatchPattern> PATTERNS = List.of(PatchPattern.values());

    private final Kernel kernel;
    private final @Nullable Subject subject;

    /** With {@code sobel-x}, on a digit. */
    public Sliding() {
        this(Kernel.named("sobel-x").orElseThrow(), null);
    }

    /**
     * With another kernel, or on another picture.
     *
     * @param subject null for a digit of MNIST
     */
    public Sliding(Kernel kernel, @Nullable Subject subject) {
        super(
                "sliding",
                "Convolution is a sliding dot product of kernel and patch.",
                "The kernel %s slides over a picture. Which pixels of the map light up, in either color?"
                        .formatted(KernelText.of(kernel)),
                PATTERNS.stream().map(pattern -> "those on " + pattern.words).toList());
        this.kernel = kernel;
        this.subject = subject;
    }

    /**
     * A picture.
     *
     * @param name what people call it
     * @param ink whether 1 is ink, as with MNIST, and not light
     * @param pixels [row][column], from 0 to 1
     */
    public record Subject(String name, boolean ink, float[][] pixels) {}

    /**
     * A pattern, drawn in black and white, and how the kernel responds to it.
     *
     * @param size of the response, whether it is above 0 or below
     */
    public record Answer(String pattern, double size) {

        private String name() {
            return pattern.replaceFirst(",.*", "");
        }
    }

    /**
     * What was found.
     *
     * @param row the place of the map that is looked at: where the response is largest
     * @param column the same
     * @param sum the dot product there, taken apart, in float64
     * @param map by plain loops, [row][column]
     * @param torch what DJL computed at that place
     * @param largestDifference between the plain loops' map and DJL's
     * @param tolerance how large it may be: 1e-5 times the largest response there can be, which is
     *     the sum of the weights without their signs, and at least 1
     */
    public record Results(
            Subject picture,
            Kernel kernel,
            int row,
            int column,
            double sum,
            float[][] map,
            double torch,
            double largestDifference,
            double tolerance,
            List<Answer> answers) {}

    @Override
    public Results run(LabContext context) throws IOException {
        Device device = context.device();
        Subject picture = subject == null ? digit(context) : subject;
        float[][] pixels = picture.pixels;
        Window window = Window.of(kernel.side());
        float[][] map = ForwardPass.slide(pixels, kernel.weights(), window);
        float[][] torch = TorchConvolution.slide(pixels, kernel.weights(), window, device);
        int[] place = largest(map);
        DotProduct unit = DotProduct.of(pixels, kernel.weights(), window, place[0], place[1]);
        return new Results(
                picture,
                kernel,
                place[0],
                place[1],
                unit.sum(),
                map,
                torch[place[0]][place[1]],
                Difference.of(map, torch).largest(),
                ROUNDING * Math.max(1, Maps.numbers(kernel.weights()).map(Math::abs).sum()),
                PATTERNS.stream()
                        .map(pattern -> new Answer(pattern.words, pattern.answer(kernel.weights())))
                        .toList());
    }

    private static Subject digit(LabContext context) throws IOException {
        return new Subject(
                "MNIST training image " + DIGIT, true, context.data().training().brightness(DIGIT));
    }

    private static int[] largest(float[][] map) {
        int[] place = {0, 0};
        for (int row = 0; row < map.length; row++) {
            for (int column = 0; column < map[row].length; column++) {
                if (map[row][column] > map[place[0]][place[1]]) {
                    place = new int[] {row, column};
                }
            }
        }
        return place;
    }

    @Override
    public Finding finding(Results results) {
        DotProduct unit = unit(results);
        Answer best =
                results.answers.stream()
                        .max(Comparator.comparingDouble(Answer::size))
                        .orElseThrow();
        boolean held =
                results.largestDifference <= results.tolerance
                        && Math.abs(results.sum - at(results)) <= results.tolerance
                        && Math.abs(results.sum - results.torch) <= results.tolerance;
        return new Finding(
                Verdict.of(held),
                results.answers.indexOf(best),
                table(results, unit),
                List.of(
                        place(results, unit),
                        comparison(results),
                        lightUp(results, best),
                        responses(results)),
                List.of(Exhibit.png("sliding.png", () -> picture(results, unit))));
    }

    private static DotProduct unit(Results results) {
        return DotProduct.of(
                results.picture.pixels,
                results.kernel.weights(),
                Window.of(results.kernel.side()),
                results.row,
                results.column);
    }

    private static double at(Results results) {
        return results.map[results.row][results.column];
    }

    private static String table(Results results, DotProduct unit) {
        return """
                %s
                the sum of the products                   %16s
                row %d, column %d of the map, by plain loops %14s
                the same, by DJL on PyTorch               %16s
                """
                .formatted(
                        DotProductText.of(unit),
                        number(results.sum),
                        results.row,
                        results.column,
                        number(at(results)),
                        number(results.torch));
    }

    private static String number(double value) {
        return "%+.6f".formatted(value);
    }

    private static String place(Results results, DotProduct unit) {
        int[] rows = unit.patch().rows();
        int[] columns = unit.patch().columns();
        return "On rows %d to %d and columns %d to %d of %s the %d products add up to %+.3f; the map has %+.3f there."
                .formatted(
                        rows[0],
                        rows[rows.length - 1],
                        columns[0],
                        columns[columns.length - 1],
                        results.picture.name,
                        rows.length * columns.length,
                        results.sum,
                        at(results));
    }

    private static String comparison(Results results) {
        return "At all %d x %d places of the map the plain loops and DJL's convolution differ by at most %s; rounding may make %.1e."
                .formatted(
                        results.map.length,
                        results.map[0].length,
                        Figures.small(results.largestDifference),
                        results.tolerance);
    }

    private static String responses(Results results) {
        double[] all = Maps.numbers(results.map).toArray();
        long above = Arrays.stream(all).filter(response -> response > 0).count();
        long below = Arrays.stream(all).filter(response -> response < 0).count();
        return "The responses go from %+.2f to %+.2f: %d are above 0, %d below, and %d are 0."
                .formatted(
                        Arrays.stream(all).min().orElseThrow(),
                        Arrays.stream(all).max().orElseThrow(),
                        above,
                        below,
                        all.length - above - below);
    }

    private static String lightUp(Results results, Answer best) {
        if (best.size == 0 || Maps.numbers(results.map).allMatch(response -> response == 0)) {
            return "Nothing lights up.";
        }
        return "What lights up, in either color: pixels on %s. Where those are drawn the response is %.2f, %s."
                .formatted(
                        best.pattern,
                        best.size,
                        results.answers.stream()
                                .filter(answer -> !answer.equals(best))
                                .map(answer -> "on %s %.2f".formatted(answer.name(), answer.size))
                                .collect(Collectors.joining(", ")));
    }

    private static BufferedImage picture(Results results, DotProduct unit) {
        return new SlidingImage(
                        "%s slides over %s".formatted(results.kernel.name(), results.picture.name),
                        results.picture.pixels,
                        results.picture.ink,
                        unit,
                        results.map,
                        results.row,
                        results.column)
                .draw();
    }
}
