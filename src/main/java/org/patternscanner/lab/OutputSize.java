package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.render.TextTable;
import org.patternscanner.render.WindowDiagram;

/** How large the map is, and which pixels are never read. */
public final class OutputSize extends Lab<OutputSize.Results> {

    private static final int IMAGE = 28;

    /** What the picture and the question are about. */
    private static final Window LEFTOVER = Window.parse("3s2");

    /**
     * The lesson's own layers, and what happens when the window and the image don't go together.
     */
    private static final List<Window> WINDOWS =
            List.of(
                    Window.parse("3p1"),
                    Window.parse("2s2"),
                    LEFTOVER,
                    Window.parse("3s2p1"),
                    Window.parse("3d2"),
                    Window.parse("5s3p2d2"));

    /** How far the formula is compared with counting, with every combination. */
    private static final int LARGEST_IMAGE = 32;

    private static final int LARGEST = 5; // kernel, stride, dilation; the padding up to 4

    /**
     * A window on 28 pixels.
     *
     * @param window in short form: kernel size, then s stride, p padding, d dilation
     * @param formula with the numbers put in
     * @param size what the formula gives
     * @param counted how many places there are when the window is moved along
     * @param neverRead the pixels that no place reads, from 0
     */
    public record Example(
            String window, String formula, int size, int counted, List<Integer> neverRead) {}

    /**
     * What was found.
     *
     * @param combinations of image, kernel, stride, padding and dilation that were counted out
     * @param agreeing how many of them the formula gets right
     */
    public record Results(List<Example> examples, int combinations, int agreeing) {}

    public OutputSize() {
        super(
                "output-size",
                "A window has floor((n + 2p - d(k-1) - 1) / s) + 1 places along n pixels.",
                "A 3x3 kernel slides over 28x28 pixels, two at a time, without padding. How large is the map?",
                List.of(
                        "14 x 14",
                        "13 x 13, and all pixels are read",
                        "13 x 13, and some are not"));
    }

    @Override
    public Results run(LabContext context) {
        List<Example> examples = WINDOWS.stream().map(OutputSize::example).toList();
        int combinations = 0;
        int agreeing = 0;
        for (int n = 1; n <= LARGEST_IMAGE; n++) {
            for (Window window : allWindows()) {
                if (window.extent() <= n + 2 * window.padding()) {
                    combinations++;
                    agreeing += window.outputSize(n) == places(window, n).size() ? 1 : 0;
                }
            }
        }
        return new Results(examples, combinations, agreeing);
    }

    private static Example example(Window window) {
        List<List<Integer>> places = places(window, IMAGE);
        return new Example(
                window.toString(),
                window.formula(IMAGE),
                window.outputSize(IMAGE),
                places.size(),
                neverRead(places));
    }

    private static List<Window> allWindows() {
        List<Window> windows = new ArrayList<>();
        for (int kernel = 1; kernel <= LARGEST; kernel++) {
            for (int stride = 1; stride <= LARGEST; stride++) {
                for (int padding = 0; padding < LARGEST; padding++) {
                    for (int dilation = 1; dilation <= LARGEST; dilation++) {
                        windows.add(new Window(kernel, stride, padding, dilation));
                    }
                }
            }
        }
        return windows;
    }

    /**
     * The pixels that the window reads at each of its places. It is moved until it would leave the
     * padded image: no formula.
     */
    private static List<List<Integer>> places(Window window, int n) {
        List<List<Integer>> places = new ArrayList<>();
        for (int first = -window.padding(); ; first += window.stride()) {
            int begin = first;
            List<Integer> pixels =
                    IntStream.range(0, window.kernel())
                            .mapToObj(tap -> begin + tap * window.dilation())
                            .toList();
            if (pixels.get(pixels.size() - 1) >= n + window.padding()) {
                return places;
            }
            places.add(pixels);
        }
    }

    private static List<Integer> neverRead(List<List<Integer>> places) {
        return IntStream.range(0, IMAGE)
                .boxed()
                .filter(pixel -> places.stream().noneMatch(place -> place.contains(pixel)))
                .toList();
    }

    @Override
    public Finding finding(Results results) {
        Example leftover =
                results.examples.stream()
                        .filter(example -> example.window.equals(LEFTOVER.toString()))
                        .findFirst()
                        .orElseThrow();
        return new Finding(
                Verdict.of(results.agreeing == results.combinations),
                leftover.counted == 14 ? 0 : leftover.neverRead.isEmpty() ? 1 : 2,
                table(results).toString(),
                seen(results, leftover),
                List.of(Exhibit.png("output-size.png", () -> WindowDiagram.of(LEFTOVER, IMAGE))));
    }

    private static List<String> seen(Results results, Example leftover) {
        return List.of(
                "The formula agrees with counting in %,d of %,d combinations of image, kernel, stride, padding and dilation."
                        .formatted(results.agreeing, results.combinations),
                "%d pixels, kernel 3, stride 2: %s = %d; never read: %s."
                        .formatted(
                                IMAGE,
                                leftover.formula,
                                leftover.size,
                                pixels(leftover.neverRead)));
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        left("window"),
                        left("formula"),
                        right("size"),
                        right("counted"),
                        left("never read"));
        for (Example example : results.examples) {
            table.row(
                    example.window,
                    example.formula,
                    String.valueOf(example.size),
                    String.valueOf(example.counted),
                    pixels(example.neverRead));
        }
        return table;
    }

    private static String pixels(List<Integer> pixels) {
        return pixels.isEmpty()
                ? "none"
                : "pixel " + pixels.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
