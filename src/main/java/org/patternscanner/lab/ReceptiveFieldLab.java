package org.patternscanner.lab;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                    "3s2,3,3",
                    "3,2s2,3,2s2",
                    "3d2,3",
                    "3d2,3,3",
                    "3d2,3d2",
                    "3,3d2,3d4");

    /** In pixels; every stack leaves at least two units here. */
    private static final int IMAGE = 25;

    private static final List<Integer> SIZES = List.of(3, 5, 6, 9);

    /** The channels of the example with equal ones: as many as conv2 has. */
    private static final int CHANNELS = 64;

    /** From the image through conv1 to conv2, as in the lesson's network. */
    private static final List<Integer> LESSON = List.of(1, 32, 64);

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
     * Several 3x3 layers and the one layer that sees as far, without their biases.
     *
     * @param channels those that go into the stack, and those that leave each of its layers; the
     *     one layer has the first and the last
     */
    public record Weights(
            String stack,
            String single,
            List<Integer> channels,
            long stackWeights,
            long singleWeights) {

        private double share() {
            return (double) stackWeights / singleWeights;
        }
    }

    /**
     * What was found.
     *
     * @param weights with as many channels in every layer
     * @param lesson two layers with the channels of the lesson's network
     */
    public record Results(int image, List<Stack> stacks, List<Weights> weights, Weights lesson) {

        private int size(String name) {
            return of(name).size();
        }

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
                "Two 3x3 see 5x5, three see 7x7; with equal channels, with fewer weights.",
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
        return new Results(
                IMAGE,
                stacks,
                List.of(
                        weights(TWO, Collections.nCopies(3, CHANNELS)),
                        weights(THREE, Collections.nCopies(4, CHANNELS))),
                weights(TWO, LESSON));
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

    private static Weights weights(String stack, List<Integer> channels) {
        List<Window> windows = windows(stack);
        Window single = Window.of(ReceptiveField.ofStack(windows).size());
        long weights = 0;
        for (int i = 0; i < windows.size(); i++) {
            weights += weights(windows.get(i), channels.get(i), channels.get(i + 1));
        }
        return new Weights(
                stack,
                single.toString(),
                channels,
                weights,
                weights(single, channels.get(0), channels.get(windows.size())));
    }

    private static long weights(Window window, int inputs, int outputs) {
        return new Layer.Convolution("conv", inputs, outputs, window).parameters() - outputs;
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
                        left("weights"),
                        left("channels"),
                        right("stack"),
                        right("one layer"),
                        right("stack / one"));
        Stream.concat(results.weights.stream(), Stream.of(results.lesson))
                .forEach(
                        weights ->
                                table.row(
                                        "%s against %s".formatted(weights.stack, weights.single),
                                        channels(weights),
                                        "%,d".formatted(weights.stackWeights),
                                        "%,d".formatted(weights.singleWeights),
                                        "%.2f".formatted(weights.share())));
        return table;
    }

    private static String channels(Weights weights) {
        return weights.channels.stream().map(String::valueOf).collect(Collectors.joining("-"));
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
                weightSentence(results),
                growthSentence(results));
    }

    private static String weightSentence(Results results) {
        String equal =
                results.weights.stream()
                        .map(
                                weights ->
                                        "%d layers of 3x3 have %s of the weights of one %sx%s"
                                                .formatted(
                                                        windows(weights.stack).size(),
                                                        Figures.percent(weights.share()),
                                                        weights.single,
                                                        weights.single))
                        .collect(Collectors.joining(", and "));
        Weights lesson = results.lesson;
        return "With equal channels, %s. The lesson does not name that condition: with the channels of its own network, %s, two have %s: %,d against %,d."
                .formatted(
                        equal,
                        channels(lesson),
                        lesson.share() < 1 ? "fewer too" : "more",
                        lesson.stackWeights,
                        lesson.singleWeights);
    }

    /** What one more 3x3 adds: to a plain stack, after a stride, after a dilation. */
    private static String growthSentence(Results results) {
        int plain = results.size(THREE) - results.size(TWO);
        int stride = results.size("3s2,3,3") - results.size("3s2,3");
        int dilation = results.size("3d2,3,3") - results.size("3d2,3");
        Stack holes = results.of("3d2,3d2");
        return "One more 3x3 adds %d pixels; after a stride of 2 (s2) it adds %d, after a dilation of 2 (d2) %d%s. %s counts %d of %d pixels."
                .formatted(
                        plain,
                        stride,
                        dilation,
                        stride == 2 * plain && dilation == plain
                                ? ": a stride multiplies what follows, a dilation adds once"
                                : "",
                        holes.stack,
                        holes.changing,
                        holes.size() * holes.size());
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
