package org.patternscanner.render;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kernels for the terminal: coloured blocks, or plain numbers where there is no colour.
 *
 * <p>Numbers above the kernels count from 0, as the channels do in the weight array.
 */
public final class FilterText {

    private static final String BETWEEN = "   ";
    private static final String RESET = "\u001b[0m";
    private static final int LEGEND_STEPS = 9;

    private final float[][][] kernels;
    private final List<String> captions;
    private final ColorScale scale;
    private final TextColour colour;
    // Characters a weight: two spaces make about a square.
    private final int cell;

    private FilterText(float[][][] kernels, List<String> captions, TextColour colour) {
        this.kernels = kernels;
        this.captions = captions;
        this.scale = ColorScale.fitting(kernels);
        this.colour = colour;
        this.cell = colour != TextColour.NONE ? 2 : 1 + scale.label(scale.max()).length();
    }

    /**
     * The kernels in rows, with a legend below if there is colour.
     *
     * @param kernels shape (n, kH, kW)
     * @param columns kernels a row
     * @param colour what the terminal shows
     */
    public static String render(float[][][] kernels, int columns, TextColour colour) {
        List<String> numbers =
                IntStream.range(0, kernels.length).mapToObj(Integer::toString).toList();
        return render(kernels, numbers, columns, colour);
    }

    /** The same with captions of your own, one a kernel, which are no wider than it. */
    public static String render(
            float[][][] kernels, List<String> captions, int columns, TextColour colour) {
        return new FilterText(kernels, captions, colour).text(columns);
    }

    private String text(int columns) {
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < kernels.length; first += columns) {
            int end = Math.min(first + columns, kernels.length);
            text.append(first == 0 ? "" : "\n").append(line(first, end, this::caption));
            for (int row = 0; row < kernels[first].length; row++) {
                int weights = row;
                text.append(line(first, end, i -> weights(kernels[i][weights])));
            }
        }
        return text.append(legend()).toString();
    }

    private static String line(int first, int end, IntFunction<String> part) {
        String line =
                IntStream.range(first, end).mapToObj(part).collect(Collectors.joining(BETWEEN));
        return line.stripTrailing() + "\n";
    }

    private String caption(int index) {
        int width = kernels[index][0].length * cell;
        return String.format(Locale.ROOT, "%-" + width + "s", captions.get(index));
    }

    private String weights(float[] row) {
        if (colour == TextColour.NONE) {
            return numbers(row);
        }
        StringBuilder text = new StringBuilder();
        for (float weight : row) {
            text.append(block(weight));
        }
        return text.append(RESET).toString();
    }

    private String numbers(float[] row) {
        StringBuilder text = new StringBuilder();
        for (float weight : row) {
            String number = scale.label(weight);
            text.append(" ".repeat(Math.max(1, cell - number.length()))).append(number);
        }
        return text.toString();
    }

    private String block(double weight) {
        return colour.ground(scale.color(weight)) + "  ";
    }

    private String legend() {
        if (colour == TextColour.NONE) {
            return "";
        }
        return legend(scale, this::block) + "\n";
    }

    /** The scale from its least number to its greatest, in steps. */
    static String legend(ColorScale scale, DoubleFunction<String> block) {
        StringBuilder bar = new StringBuilder();
        for (int i = 0; i < LEGEND_STEPS; i++) {
            bar.append(block.apply(scale.max() * (2.0 * i / (LEGEND_STEPS - 1) - 1)));
        }
        return "%s %s%s %s"
                .formatted(scale.label(-scale.max()), bar, RESET, scale.label(scale.max()));
    }
}
