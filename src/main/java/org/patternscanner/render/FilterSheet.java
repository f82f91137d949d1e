package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Kernel;

/**
 * Pictures of a layer's weights, all on one color scale so that they can be compared.
 *
 * <p>Numbers count from 0, as the channels do in the weight array.
 */
public final class FilterSheet {

    private static final int CELL = 36;
    private static final int SMALL_CELL = 9;
    private static final int GAP = 28;
    private static final int SMALL_GAP = 6;
    private static final Color FAINT = new Color(0x767676); // 4.5 : 1 on white
    private static final String BELOW_EACH =
            "Below each filter: its number, the classical kernel it is most like,";
    private static final String AT_THE_END =
            "Right of each filter: the classical kernel its strongest kernel is most like,";

    private FilterSheet() {}

    /**
     * A sheet of kernels, for a layer that reads one channel. Below each stand its number, the
     * classical kernel that it is most like, and their cosine; in grey where they are not clearly
     * alike.
     *
     * @param kernels shape (n, 3, 3), such as (32, 3, 3)
     * @param columns kernels a row
     */
    public static BufferedImage kernels(
            String title, String subtitle, float[][][] kernels, int columns) {
        ColorScale scale = ColorScale.fitting(kernels);
        List<Part> tiles =
                IntStream.range(0, kernels.length)
                        .mapToObj(number -> tile(number, kernels[number], scale))
                        .toList();
        return page(title, subtitle, scale, Tiles.sheet(GAP, columns, tiles), BELOW_EACH);
    }

    private static Part tile(int number, float[][] kernel, ColorScale scale) {
        Kernel.Match nearest = Kernel.nearest(kernel);
        return Tiles.column(
                        0,
                        Cells.map(kernel, scale, CELL),
                        Text.label(String.valueOf(number)),
                        Text.small(nearest.kernel().name()).in(color(nearest)),
                        Text.small(cosine(nearest)).in(color(nearest)))
                .centered();
    }

    private static String cosine(Kernel.Match nearest) {
        return String.format(Locale.ROOT, "%.2f", nearest.cosine());
    }

    /** Grey says that a name is only the least wrong one. */
    private static Color color(Kernel.Match nearest) {
        return nearest.isClear() ? Page.TEXT : FAINT;
    }

    /**
     * The whole layer as a grid: a row is a filter, a column the input channel that its kernel
     * reads. At the end of a row stands what its strongest kernel is most like.
     *
     * @param filters shape (C_out, C_in, kH, kW), such as (64, 32, 3, 3)
     * @param nearest the classical kernel most like each filter's strongest kernel
     */
    public static BufferedImage filters(
            String title, String subtitle, float[][][][] filters, List<Kernel.Match> nearest) {
        ColorScale scale =
                ColorScale.fitting(
                        Stream.of(filters).flatMap(Stream::of).toArray(float[][][]::new));
        int names = Tiles.column(0, nearest.stream().map(FilterSheet::name).toList()).width();
        List<Part> rows = new ArrayList<>();
        rows.add(Part.space(0, 0));
        for (int channel = 0; channel < filters[0].length; channel++) {
            rows.add(Text.small(String.valueOf(channel)));
        }
        rows.add(Part.space(0, 0));
        for (int filter = 0; filter < filters.length; filter++) {
            rows.add(Text.small(String.valueOf(filter)));
            for (float[][] kernel : filters[filter]) {
                rows.add(Cells.map(kernel, scale, SMALL_CELL));
            }
            Text name = name(nearest.get(filter));
            rows.add(Part.space(names, name.height()).with(name::paint));
        }
        Part grid = new Tiles(rows, filters[0].length + 2, SMALL_GAP, 0.5);
        Part named = Tiles.named("kernel for input channel", "filter", grid);
        return page(title, subtitle, scale, named, AT_THE_END);
    }

    private static Text name(Kernel.Match nearest) {
        return Text.small(nearest.kernel().name() + " " + cosine(nearest)).in(color(nearest));
    }

    /** A page with the legend and a few notes at its head, and the kernels below. */
    private static BufferedImage page(
            String title, String subtitle, ColorScale scale, Part kernels, String where) {
        Part notes =
                Tiles.column(
                        0,
                        Text.small(where),
                        Text.small(
                                "and how alike, from 0 (not at all) to 1 (the same); negative where all signs"),
                        Text.small("are exchanged. Grey: not clearly alike."));
        Part head = Tiles.row(40, scale.legend(), notes);
        return Tiles.column(GAP, head, kernels).page(title, subtitle);
    }
}
