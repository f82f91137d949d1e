package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.PokedField;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ReceptiveField.Span;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.render.PokedFieldImage;
import org.patternscanner.render.TextTable;

/** How far a unit of a stack sees: by poking pixels, and by the formula. */
public final class ReceptiveFieldLab extends Lab<ReceptiveFieldLab.Results> {

    private static final String ONE = "3";
    private static final String TWO = "3,3";
    private static final String THREE = "3,3,3";

    /** Stacks of windows in short form, the first next to the image. */
    private static final List<String> STACKS =
            List.of(
                    ONE,
                    TWO,
                    THREE,
                    "5",
                    "7",
                    "3s2,3",
                    "3,2s2,3,2s2",
                    "3d2,3",
                    "3d2,3d2",
                    "3,3d2,3d4");

    /** In pixels; every stack leaves at least two units here. */
    private static final int IMAGE = 25;

    private static final List<Integer> SIZES = List.of(3, 5, 6, 9);

    /** The channels of the example, as many as conv2 has. */
    private static final int CHANNELS = 64;

    /**
     * A unit in the middle of a stack's last map.
     *
     * @param stack its windows in short form
     * @param computedRows the image's rows that it depends on, by the formula
     * @param pokedRows those from the first to the last that change it
     * @param computedJump the effective stride, by the formula
     * @param pokedJump how far its neighbor's field lies from its own
     * @param changing how many pixels change it
     * @param pixels [row][column]: 1 for each pixel that changes it
     */
    public record Stack(
            String stack,
            Span computedRows,
            Span computedColumns,
            Span pokedRows,
            Span pokedColumns,
            int computedJump,
            int pokedJump,
            int changing,
            int[][] pixels) {

        private boolean agrees() {
            return computedRows.equals(pokedRows)
                    && computedColumns.equals(pokedColumns)
                    && computedJump == pokedJump;
        }

        private int size() {
            return pokedRows.size();
        }
    }

    /**
     * Several 3x3 layers and the one layer that sees as far, with C channels in and out.
     *
     * @param stackSquares weights of the stack, in C^2
     * @param singleSquares weights of the one layer, in C^2
     * @param stackWeights weights of the stack for the channels of the example
     * @param singleWeights the same of the one layer
     */
    public record Weights(
            String stack,
            String single,
            int stackSquares,
            int singleSquares,
            int channels,
            long stackWeights,
            long singleWeights) {}

    /** What was found. */
    public record Results(int image, List<Stack> stacks, List<Weights> weights) {

        private Stack of(String name) {
            return stacks.stream()
                    .filter(stack -> stack.stack.equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public ReceptiveFieldLab() {
        super(
                "receptive-field",
                "Two 3x3 see 5x5, three see 7x7, with fewer weights than one.",
                "One 3x3 convolution follows another. How many pixels of the image can change a unit of the second?",
                SIZES.stream().map(size -> "%d x %d".formatted(size, size)).toList());
    }

    @Override
    public Results run(LabContext context) {
        Random random = new Random(context.seed());
        List<Stack> stacks = new ArrayList<>();
        for (String name : STACKS) {
            context.checkStopped();
            stacks.add(poke(name, random));
        }
        return new Results(IMAGE, stacks, List.of(weights(TWO), weights(THREE)));
    }

    private static List<Window> windows(String stack) {
        return Arrays.stream(stack.split(",", -1)).map(Window::parse).toList();
    }

    private static Stack poke(String name, Random random) {
        List<Window> windows = windows(name);
        int units = IMAGE;
        for (Window window : windows) {
            units = window.outputSize(units);
        }
        int unit = (units - 1) / 2;
        PokedField poked = PokedField.of(windows, IMAGE, unit, unit, random);
        PokedField neighbor = PokedField.of(windows, IMAGE, unit + 1, unit, random);
        ReceptiveField computed = ReceptiveField.ofStack(windows);
        return new Stack(
                name,
                computed.of(unit),
                computed.of(unit),
                poked.rows(),
                poked.columns(),
                computed.jump(),
                neighbor.rows().first() - poked.rows().first(),
                poked.count(),
                pixels(poked.changes()));
    }

    private static int[][] pixels(boolean[][] changes) {
        return Arrays.stream(changes)
                .map(row -> IntStream.range(0, row.length).map(i -> row[i] ? 1 : 0).toArray())
                .toArray(int[][]::new);
    }

    private static Weights weights(String stack) {
        List<Window> windows = windows(stack);
        Window single = Window.of(ReceptiveField.ofStack(windows).size());
        return new Weights(
                stack,
                single.toString(),
                windows.stream().mapToInt(window -> window.kernel() * window.kernel()).sum(),
                single.kernel() * single.kernel(),
                CHANNELS,
                windows.stream().mapToLong(ReceptiveFieldLab::weightsOfOne).sum(),
                weightsOfOne(single));
    }

    /** Of one layer, without its biases. */
    private static long weightsOfOne(Window window) {
        return new Layer.Convolution("conv", CHANNELS, CHANNELS, window).parameters() - CHANNELS;
    }

    @Override
    public Finding finding(Results results) {
        boolean grows = results.of(TWO).size() == 5 && results.of(THREE).size() == 7;
        boolean fewer =
                results.weights.stream()
                        .allMatch(weights -> weights.stackWeights < weights.singleWeights);
        return new Finding(
                Verdict.of(grows && fewer && results.stacks.stream().allMatch(Stack::agrees)),
                answer(results.of(TWO).size()),
                table(results).toString() + "\n" + weightTable(results),
                seen(results),
                List.of(Exhibit.png("receptive-field.png", () -> picture(results))));
    }

    private static int answer(int size) {
        return Quiz.nearest(SIZES.size(), choice -> Math.abs(size - SIZES.get(choice)));
    }

    private static TextTable table(Results results) {
        TextTable table =
                new TextTable(
                        left("stack"),
                        right("poked"),
                        right("formula"),
                        right("jump, poked"),
                        right("formula"),
                        left("pixels that count"));
        for (Stack stack : results.stacks) {
            table.row(
                    stack.stack,
                    square(stack.size()),
                    square(stack.computedRows.size()),
                    String.valueOf(stack.pokedJump),
                    String.valueOf(stack.computedJump),
                    stack.changing == stack.size() * stack.size()
                            ? "all"
                            : "%d of %d".formatted(stack.changing, stack.size() * stack.size()));
        }
        return table;
    }

    private static TextTable weightTable(Results results) {
        TextTable table =
                new TextTable(
                        left("weights for C channels"),
                        right("stack"),
                        right("one layer"),
                        right("C = " + CHANNELS),
                        right("one layer"));
        for (Weights weights : results.weights) {
            table.row(
                    "%s against %s".formatted(weights.stack, weights.single),
                    weights.stackSquares + " C^2",
                    weights.singleSquares + " C^2",
                    "%,d".formatted(weights.stackWeights),
                    "%,d".formatted(weights.singleWeights));
        }
        return table;
    }

    private static String square(int side) {
        return side + " x " + side;
    }

    private static List<String> seen(Results results) {
        long agreeing = results.stacks.stream().filter(Stack::agrees).count();
        return List.of(
                "Poked pixel by pixel, one 3x3 layer sees %s, two see %s, three see %s; the formula agrees for %d of %d stacks."
                        .formatted(
                                square(results.of(ONE).size()),
                                square(results.of(TWO).size()),
                                square(results.of(THREE).size()),
                                agreeing,
                                results.stacks.size()),
                results.weights.stream()
                        .map(
                                weights ->
                                        "%d layers of 3x3 have %s of the weights of one %dx%d"
                                                .formatted(
                                                        windows(weights.stack).size(),
                                                        Figures.percent(
                                                                (double) weights.stackWeights
                                                                        / weights.singleWeights),
                                                        windows(weights.single).get(0).kernel(),
                                                        windows(weights.single).get(0).kernel()))
                        .collect(Collectors.joining(", and ", "", ".")),
                "A stride (s2) makes all that comes after it see further; a dilation (d2) does so too, but may leave holes: %s counts %d of %d pixels."
                        .formatted(
                                "3d2,3d2",
                                results.of("3d2,3d2").changing,
                                results.of("3d2,3d2").size() * results.of("3d2,3d2").size()));
    }

    private static BufferedImage picture(Results results) {
        return PokedFieldImage.of(
                "Which pixels change one unit",
                "Each pixel of %d x %d was poked. Blue: the unit changed. Frames: what the formula says, layer by layer. s: stride, d: dilation."
                        .formatted(results.image, results.image),
                results.stacks.stream()
                        .map(
                                stack ->
                                        new PokedFieldImage.Panel(
                                                words(stack.stack),
                                                "sees " + square(stack.size()),
                                                stack.pixels,
                                                frames(results, stack.stack)))
                        .toList());
    }

    /** 3s2,3 becomes 3x3 s2, 3x3. */
    private static String words(String stack) {
        return windows(stack).stream()
                .map(window -> window.toString().replaceFirst("(\\d+)(.*)", "$1x$1 $2").strip())
                .collect(Collectors.joining(", "));
    }

    /**
     * What the stack sees, and inside it what the units see that it is made of, where 3x3 is all.
     */
    private static List<PokedFieldImage.Frame> frames(Results results, String name) {
        List<String> nested = List.of(ONE, TWO, THREE);
        List<String> names = new ArrayList<>(nested.subList(0, Math.max(0, nested.indexOf(name))));
        names.add(name);
        return names.stream().map(results::of).map(ReceptiveFieldLab::frame).toList();
    }

    private static PokedFieldImage.Frame frame(Stack stack) {
        return new PokedFieldImage.Frame(stack.computedRows, stack.computedColumns);
    }
}
