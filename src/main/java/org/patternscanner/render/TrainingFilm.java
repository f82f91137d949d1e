package org.patternscanner.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A network at several epochs of its training, a picture each: all of one size, and the filters on
 * one colour scale, to be shown one after another.
 *
 * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
 * @param caption what the maps are of, such as "what they make of this 7"
 * @param scenes at most 12, in order
 */
public record TrainingFilm(byte[] digit, String caption, List<Scene> scenes) {

    private static final int COLUMNS = 8;
    private static final int TILE = 42;
    private static final int PITCH = TILE + 6;
    private static final int LEFT = COLUMNS * PITCH - 6;
    private static final int HEADING = 36;
    private static final int BETWEEN = 46;

    private static final int CELL = 44;
    private static final int AXIS = 50;
    private static final int MATRIX = LEFT + BETWEEN;
    private static final int MATRIX_TOP = 56;
    private static final int WIDTH = 1000;

    private static final int TABLE_LABEL = 70;
    private static final int ROW = 30;

    private static final int NORMAL = 150;
    private static final int LAST = 400;

    private static final Color NOW = new Color(0xCFE6F5);
    private static final DivergingScale SHARE = DivergingScale.symmetric(1);

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
        int grid = (scene.filters.length + COLUMNS - 1) / COLUMNS * PITCH - 6;
        int panels = Math.max(2 * (HEADING + grid) + 40, MATRIX_TOP + 10 * CELL);
        Page page = new Page(scene.title, scene.subtitle, WIDTH, panels + 24 + 3 * ROW);
        Graphics2D g = page.graphics();
        heading(g, "conv1's %d filters".formatted(scene.filters.length), 0, 20);
        paintGrid(g, scene.filters, filterScale(), HEADING);
        int maps = HEADING + grid + 40;
        heading(g, caption, 0, maps + 20);
        DigitPainter.paintFramed(g, digit, LEFT - 56, maps - 30, 2);
        // A scale of their own: weight decay makes late maps weak, and they must still be seen.
        paintGrid(g, scene.maps, DivergingScale.fitting(scene.maps), maps + HEADING);
        paintMatrix(g, scene.confusion);
        paintTable(g, number, panels + 24);
        return page.finished();
    }

    /** One for all scenes. */
    private DivergingScale filterScale() {
        return DivergingScale.fitting(
                scenes.stream()
                        .flatMap(scene -> Stream.of(scene.filters))
                        .toArray(float[][][]::new));
    }

    private static void heading(Graphics2D g, String text, int x, int y) {
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, text, x, y);
    }

    private static void paintGrid(Graphics2D g, float[][][] tiles, DivergingScale scale, int top) {
        KernelPainter painter = new KernelPainter(scale, TILE / tiles[0].length);
        for (int i = 0; i < tiles.length; i++) {
            painter.paint(g, tiles[i], i % COLUMNS * PITCH, top + i / COLUMNS * PITCH);
        }
    }

    private static void paintMatrix(Graphics2D g, int[][] counts) {
        heading(g, "how the digits are read (blue: right)", MATRIX + AXIS, 20);
        for (int truth = 0; truth < counts.length; truth++) {
            int total = Math.max(1, Confusion.rowTotal(counts, truth));
            int y = MATRIX_TOP + truth * CELL;
            g.setColor(Page.TEXT);
            g.setFont(Page.LABEL);
            Lettering.right(g, String.valueOf(truth), MATRIX + AXIS - 10, y + CELL / 2 + 6);
            int middle = MATRIX + AXIS + truth * CELL + CELL / 2;
            Lettering.centred(g, String.valueOf(truth), middle, MATRIX_TOP - 10);
            for (int read = 0; read < counts.length; read++) {
                // The root keeps a single mistake apart from none.
                double share = Math.sqrt((double) counts[truth][read] / total);
                Color ground = SHARE.color(truth == read ? -0.6 * share : share);
                int x = MATRIX + AXIS + read * CELL;
                Confusion.paintCell(g, counts[truth][read], ground, Page.SMALL, x, y, CELL);
            }
        }
        g.setColor(Page.MUTED);
        g.setFont(Page.SMALL);
        Lettering.upwards(g, "true digit", MATRIX + 14, MATRIX_TOP + 5 * CELL);
    }

    /** Epoch, accuracy and loss of all scenes; the present one stands on blue. */
    private void paintTable(Graphics2D g, int now, int top) {
        int column = (WIDTH - TABLE_LABEL) / Math.max(scenes.size(), 7);
        g.setColor(NOW);
        g.fillRect(TABLE_LABEL + now * column, top, column, 3 * ROW);
        g.setColor(Page.TEXT);
        g.setFont(Page.LABEL);
        Lettering.left(g, "epoch", 0, top + 21);
        Lettering.left(g, "right", 0, top + ROW + 21);
        Lettering.left(g, "loss", 0, top + 2 * ROW + 21);
        for (int i = 0; i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            int middle = TABLE_LABEL + i * column + column / 2;
            g.setFont(i == now ? Page.LABEL.deriveFont(Font.BOLD) : Page.LABEL);
            Lettering.centred(g, String.valueOf(scene.epoch), middle, top + 21);
            Lettering.centred(
                    g,
                    String.format(Locale.ROOT, "%.1f %%", 100 * scene.accuracy),
                    middle,
                    top + ROW + 21);
            Lettering.centred(
                    g, String.format(Locale.ROOT, "%.3f", scene.loss), middle, top + 2 * ROW + 21);
        }
    }
}
