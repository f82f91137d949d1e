package org.patternscanner.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Receptive fields as nested boxes on a picture's pixels. What a box has beyond the picture, that
 * is padding, is dashed.
 */
public final class ReceptiveFieldImage {

    private static final int TALLEST = 840;
    private static final int LARGEST_CELL = 28;
    private static final int TICKS = 34; // room for the numbers of rows and columns
    private static final int TICK_EVERY = 4;
    private static final int TICKS_APART = 30;
    private static final int SMALLEST_CELL = 2;
    private static final int LINED_CELL = 4; // smaller ones would be hidden by their lines
    private static final int GAP = 40;
    private static final int SWATCH = 36;
    private static final int LEGEND_GAP = 12;
    private static final String DASHED = "dashed, on grey: padding, always 0";
    static final Color PADDING = new Color(0xEDEDED);
    private static final Color GRID = new Color(0xCFCFCF);

    private final byte[] pixels;
    private final int height;
    private final int width;
    private final List<Box> boxes;
    private final Box extent;
    private final int cell;
    private final int tickEvery;

    private ReceptiveFieldImage(
            byte[] pixels, int height, int width, List<Box> boxes, int tallest) {
        this.pixels = pixels;
        this.height = height;
        this.width = width;
        // Large ones first, so that a small one lies on top of what holds it.
        this.boxes =
                boxes.stream()
                        .sorted(Comparator.comparingInt(box -> -box.height() * box.width()))
                        .toList();
        this.extent = extent();
        int longest = Math.max(extent.height(), extent.width());
        this.cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, tallest / longest));
        int apart = TICK_EVERY;
        while (apart * cell < TICKS_APART) {
            apart *= 2;
        }
        this.tickEvery = apart;
    }

    /**
     * Boxes on a digit.
     *
     * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
     */
    public static BufferedImage onDigit(
            String title, String subtitle, byte[] digit, List<Box> boxes) {
        return part(digit, boxes, TALLEST).page(title, subtitle);
    }

    /** Boxes on an empty picture of height x width pixels. */
    public static BufferedImage onGrid(
            String title, String subtitle, int height, int width, List<Box> boxes) {
        byte[] blank = new byte[height * width];
        return new ReceptiveFieldImage(blank, height, width, boxes, TALLEST)
                .part()
                .page(title, subtitle);
    }

    /** As a part of another picture: so many pixels tall that there is room beside it. */
    static Part part(byte[] digit, List<Box> boxes, int tallest) {
        return new ReceptiveFieldImage(digit, 28, 28, boxes, tallest).part();
    }

    private Part part() {
        Part drawn =
                Part.of(
                        TICKS + extent.width() * cell,
                        TICKS + extent.height() * cell,
                        this::paintFields);
        Part legend = Tiles.column(0, Part.space(0, TICKS), legend());
        return Tiles.row(GAP, drawn, legend);
    }

    private void paintFields(Graphics2D g) {
        // From here on (0, 0) is the corner of the first pixel.
        g.translate(TICKS - extent.left() * cell, TICKS - extent.top() * cell);
        paintPixels(g);
        paintTicks(g);
        for (int i = 0; i < boxes.size(); i++) {
            paintBox(g, i);
        }
    }

    private void paintPixels(Graphics2D g) {
        g.setColor(PADDING);
        g.fill(pixelsOf(extent));
        Cells cells = Cells.grey(pixels, width, cell);
        (cell < LINED_CELL ? cells : cells.withLines(GRID)).paint(g);
    }

    private void paintTicks(Graphics2D g) {
        for (int column = 0; column < width; column += tickEvery) {
            Text number = Text.small(String.valueOf(column)).muted();
            int above = extent.top() * cell - number.height() - 2;
            number.centeredIn(cell).paintAt(g, column * cell, above);
        }
        for (int row = 0; row < height; row += tickEvery) {
            Text number = Text.small(String.valueOf(row)).muted();
            int left = extent.left() * cell - number.width() - 8;
            number.paintAt(g, left, row * cell + (cell - number.height()) / 2);
        }
    }

    private void paintBox(Graphics2D g, int index) {
        Rectangle outline = pixelsOf(boxes.get(index));
        // A box with an edge in common with a larger one moves inwards, or it would cover it.
        int inset = Strokes.WIDTH / 2 + Strokes.WIDTH * sharedEdges(index);
        outline.grow(-Math.min(inset, cell / 2 - 1), -Math.min(inset, cell / 2 - 1));
        Rectangle picture = new Rectangle(0, 0, width * cell, height * cell);
        Area outside = new Area(pixelsOf(extent));
        outside.subtract(new Area(picture));
        g.setColor(color(index));
        Graphics2D inside = (Graphics2D) g.create();
        inside.clip(picture);
        inside.setStroke(Strokes.SOLID);
        inside.draw(outline);
        inside.dispose();
        Graphics2D dashed = (Graphics2D) g.create();
        dashed.clip(outside);
        dashed.setStroke(Strokes.DASHED);
        dashed.draw(outline);
        dashed.dispose();
    }

    private int sharedEdges(int index) {
        Box box = boxes.get(index);
        int shared = 0;
        for (Box larger : boxes.subList(0, index)) {
            if (larger.top() == box.top()
                    || larger.left() == box.left()
                    || larger.bottom() == box.bottom()
                    || larger.right() == box.right()) {
                shared++;
            }
        }
        return shared;
    }

    private Part legend() {
        List<Part> entries = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            Color color = color(i);
            Part swatch =
                    Part.of(
                            SWATCH,
                            SWATCH,
                            g -> {
                                g.setColor(color);
                                g.setStroke(Strokes.SOLID);
                                g.drawRect(2, 2, SWATCH - 4, SWATCH - 10);
                            });
            Part words =
                    Tiles.column(
                            0,
                            Text.heading(heading(boxes.get(i))),
                            Text.small(place(boxes.get(i))).muted());
            entries.add(Tiles.row(LEGEND_GAP, swatch, words));
        }
        if (hasPadding()) {
            entries.add(
                    Tiles.row(
                                    0,
                                    Swatch.line(Strokes.DASHED, Page.MUTED),
                                    Text.small(DASHED).muted())
                            .centered());
        }
        return Tiles.column(LEGEND_GAP, entries);
    }

    private static String heading(Box box) {
        return box.label() + "  " + box.height() + " x " + box.width();
    }

    private static String place(Box box) {
        return "%s, %s"
                .formatted(
                        range("row", box.top(), box.bottom()),
                        range("column", box.left(), box.right()));
    }

    private static String range(String what, int first, int last) {
        return first == last ? what + " " + first : what + "s " + first + " to " + last;
    }

    private boolean hasPadding() {
        return !extent.equals(new Box(extent.label(), 0, 0, height - 1, width - 1));
    }

    private static Color color(int index) {
        return OkabeIto.ON_WHITE.get(index % OkabeIto.ON_WHITE.size());
    }

    /** The smallest box that holds the picture and all boxes. */
    private Box extent() {
        Box all = new Box("", 0, 0, height - 1, width - 1);
        for (Box box : boxes) {
            all =
                    new Box(
                            "",
                            Math.min(all.top(), box.top()),
                            Math.min(all.left(), box.left()),
                            Math.max(all.bottom(), box.bottom()),
                            Math.max(all.right(), box.right()));
        }
        return all;
    }

    private Rectangle pixelsOf(Box box) {
        return new Rectangle(
                box.left() * cell, box.top() * cell, box.width() * cell, box.height() * cell);
    }
}
