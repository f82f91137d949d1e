package org.patternscanner.render;

import static org.patternscanner.render.TextTable.Column.right;

import java.util.List;
import java.util.Optional;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.Patch;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.network.Normalization;

/** How one number of a feature map came about, in figures for a terminal of 80 columns. */
public final class UnitText {

    /** More dot products than these would bury the reader. */
    private static final int SHOWN = 3;

    private static final int DECIMALS = 6;

    private final FeatureMaps maps;
    private final Place place;

    private UnitText(FeatureMaps maps, Place place) {
        this.maps = maps;
        this.place = place;
    }

    /**
     * A number of a convolution: patch x kernel = products, and how they add up.
     *
     * @param pixels what made the image's pixels the numbers that the network reads
     */
    public static String of(FeatureMaps maps, Place place, UnitSum sum, Normalization pixels) {
        return new UnitText(maps, place).text(sum, pixels);
    }

    /** A number of a pooling layer: its window, before and after ReLU, and the largest number. */
    public static String of(FeatureMaps maps, Place place, UnitMax max) {
        return new UnitText(maps, place).text(max);
    }

    /** The input channels whose dot products are shown in full. */
    static List<Integer> shown(UnitSum sum) {
        return sum.strongest().stream().limit(SHOWN).toList();
    }

    private String text(UnitSum sum, Normalization pixels) {
        StringBuilder text = new StringBuilder();
        List<Integer> shown = shown(sum);
        boolean some = shown.size() < sum.terms().size();
        if (some) {
            text.append(
                    "One dot product for each of %d channels; the %d that count most:\n\n"
                            .formatted(sum.terms().size(), shown.size()));
        }
        for (int channel : shown) {
            text.append(dotProduct(channel, sum.terms().get(channel))).append('\n');
        }
        if (sum.terms().get(0).patch().hasPadding()) {
            text.append("(0) is padding: it lies outside, and counts as 0.\n\n");
        }
        paperNote(maps, pixels, 4).ifPresent(note -> text.append(note).append("\n\n"));
        Addition addition = Addition.of(sum, place.channel());
        return text.append(some ? table(sum) + "\n" : "")
                .append(addition)
                .append('\n')
                .append(check(sum.agreesWith(maps.at(place)), addition))
                .toString();
    }

    private String dotProduct(int channel, DotProduct term) {
        return source(maps.source(), channel, term.patch())
                + "\n"
                + TextGrid.beside(
                        List.of(
                                TextGrid.of("patch", Matrix.of(term.patch())),
                                TextGrid.of("kernel", Matrix.of(term.kernel())),
                                TextGrid.of("products", Matrix.of(term.products()))),
                        List.of(" x ", " = "));
    }

    /** What a window lies on, and where. */
    static String source(String source, int channel, Patch patch) {
        String map =
                source.equals(FeatureMaps.IMAGE)
                        ? source
                        : "%s, channel %d".formatted(source, channel);
        return "%s, %s, %s"
                .formatted(map, range("rows", patch.rows()), range("columns", patch.columns()));
    }

    private static String range(String what, int[] indices) {
        return "%s %d to %d".formatted(what, indices[0], indices[indices.length - 1]);
    }

    /** Why empty paper is not 0, where it is the image that a layer reads. */
    static Optional<String> paperNote(FeatureMaps maps, Normalization pixels, int decimals) {
        return maps.source().equals(FeatureMaps.IMAGE)
                ? Optional.of(
                        "Empty paper is %s: each pixel is (value/255 - %.4g) / %.4g."
                                .formatted(
                                        Signed.text(
                                                -pixels.mean() / pixels.standardDeviation(),
                                                decimals),
                                        pixels.mean(),
                                        pixels.standardDeviation()))
                : Optional.empty();
    }

    /** All dot products, those that count most first, and how the sum grows. */
    private String table(UnitSum sum) {
        TextTable table =
                new TextTable(right(maps.source() + " channel"), right("adds"), right("so far"));
        double soFar = 0;
        int silent = 0;
        for (int channel : sum.strongest()) {
            double adds = sum.terms().get(channel).sum();
            soFar += adds;
            silent += adds == 0 ? 1 : 0;
            if (adds != 0) {
                table.row(String.valueOf(channel), figures(adds), figures(soFar));
            }
        }
        if (silent > 0) {
            table.row("%d others".formatted(silent), figures(0), figures(soFar));
        }
        return table.toString();
    }

    private static String figures(double number) {
        return Signed.text(number, DECIMALS);
    }

    private String check(boolean agrees, Addition addition) {
        String number = addition.text(maps.at(place));
        return agrees
                ? "PyTorch computed the same, but for rounding: %s\n".formatted(number)
                : "But PyTorch computed %s: more than float32's rounding lies between.\n"
                        .formatted(number);
    }

    private String text(UnitMax max) {
        Addition addition = Addition.of(max);
        return source(maps.source(), place.channel(), max.window())
                + "\n"
                + TextGrid.beside(
                        List.of(
                                TextGrid.of("before ReLU", Matrix.of(max.window())),
                                TextGrid.of("after ReLU", Matrix.of(max.relu()))),
                        List.of(" -> "))
                + "\n"
                + winner(max)
                + "\n"
                + addition
                + "\n"
                + check(max.max() == maps.at(place), addition);
    }

    private String winner(UnitMax max) {
        return max.largest() > 0
                ? "The largest is at row %d, column %d of %s; the others are dropped.\n"
                        .formatted(
                                max.window().rows()[max.winnerRow()],
                                max.window().columns()[max.winnerColumn()],
                                maps.source())
                : "None is above 0, so that ReLU leaves only zeros.\n";
    }
}
