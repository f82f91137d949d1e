package org.patternscanner.render;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A network at several epochs of its training, a picture each: all of one size, and the filters on
 * one color scale, to be shown one after another.
 *
 * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
 * @param caption what the maps are of, such as "what they make of this 7"
 * @param scenes at most 12, in order
 */
public record TrainingFilm(byte[] digit, String caption, List<Scene> scenes) {

    private static final int COLUMNS = 8;
    private static final int TILE = 42;
    private static final int BETWEEN_TILES = 6;
    private static final int GAP = 40;
    private static final int CELL = 44;
    private static final int WIDTH = 1000;
    private static final int TABLE_LABEL = 70;

    private static final int NORMAL = 150;
    private static final int LAST = 400;

    private static final Color NOW = new Color(0xCFE6F5);
    private static final ColorScale SHARE = ColorScale.symmetric(1);

    /**
     * An epoch.
     *
     * @param title such as "Epoch 5 of 40"
     * @param subtitle what has changed since the beginning
     * @param filters shape (n, 3, 3)
     * @param maps of the digit, one a filter, never negative, 14 x 14
     * @param confusion how often each truth (first index) was read as each digit
     */
    public record Scene(
            String title,
            String subtitle,
            int epoch,
            double accuracy,
            double loss,
            float[][][] filters,
            float[][][] maps,
            int[][] confusion) {}

    public TrainingFilm {
        scenes = List.copyOf(scenes);
    }

    /** The film, about a second and a half an epoch. */
    public byte[] gif() throws IOException {
        List<AnimatedGif.Frame> frames = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            frames.add(new AnimatedGif.Frame(frame(i), i == scenes.size() - 1 ? LAST : NORMAL));
        }
        return AnimatedGif.bytes(frames);
    }

    /** The picture of a scene, from 0. */
    public BufferedImage frame(int number) {
        Scene scene = scenes.get(number);
        Part filters =
                Tiles.column(
                        GAP / 4,
                        Text.label("conv1's %d filters".formatted(scene.filters.length)),
                        grid(scene.filters, filterScale()));
        // A scale of their own: weight decay makes late maps weak, and they must still be seen.
        Part maps =
                Tiles.column(
                        GAP / 4,
                        Tiles.row(GAP, Text.label(caption), Cells.digit(digit, 2)),
                        grid(scene.maps, ColorScale.fitting(scene.maps)));
        Part panels = Tiles.row(GAP, Tiles.column(GAP, filters, maps), matrix(scene.confusion));
        return Tiles.column(GAP, panels, table(number)).page(scene.title, scene.subtitle);
    }

    /** One for all scenes. */
    private ColorScale filterScale() {
        return ColorScale.fitting(
                scenes.stream()
                        .flatMap(scene -> Stream.of(scene.filters))
                        .toArray(float[][][]::new));
    }

    private static Part grid(float[][][] tiles, ColorScale scale) {
        return Tiles.sheet(
                BETWEEN_TILES,
                COLUMNS,
                Stream.of(tiles).map(tile -> Cells.map(tile, scale, TILE / tile.length)).toList());
    }

    private static Part matrix(int[][] counts) {
        return Confusion.part(
                "how the digits are read (blue: right)",
                counts,
                CELL,
                (truth, read) -> {
                    int total = Math.max(1, Confusion.rowTotal(counts, truth));
                    // The root keeps a single mistake apart from none.
                    double share = Math.sqrt((double) counts[truth][read] / total);
                    return SHARE.color(truth == read ? -0.6 * share : share);
                },
                (truth, read) -> Text.small(Confusion.text(counts[truth][read])));
    }

    /** Epoch, accuracy and loss of all scenes; the present one stands on blue. */
    private Part table(int now) {
        int width = (WIDTH - TABLE_LABEL) / Math.max(scenes.size(), 7);
        List<Part> columns = new ArrayList<>();
        columns.add(
                Tiles.column(
                        0,
                        Text.label("epoch"),
                        Text.label("right"),
                        Text.label("loss"),
                        Part.space(TABLE_LABEL, 0)));
        for (int i = 0; i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            boolean here = i == now;
            Part column =
                    Tiles.column(
                            0,
                            Stream.of(
                                            String.valueOf(scene.epoch),
                                            String.format(
                                                    Locale.ROOT, "%.1f %%", 100 * scene.accuracy),
                                            String.format(Locale.ROOT, "%.3f", scene.loss))
                                    .map(text -> words(text, here).centeredIn(width))
                                    .toList());
            columns.add(here ? column.on(NOW) : column);
        }
        return Tiles.row(0, columns);
    }

    private static Text words(String text, boolean bold) {
        return bold ? Text.label(text).bold() : Text.label(text);
    }
}
