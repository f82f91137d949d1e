package org.patternscanner.render;

import java.awt.BasicStroke;
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
public final class ReceptiveFieldImage implements Part {

    private static final int TALLEST = 840;
    private static final int LARGEST_CELL = 28;
    private static final int TICKS = 34;
    private static final int TICK_EVERY = 4;
    private static final int LINE_WIDTH = 4;
    private static final int LEGEND_GAP = 40;
    private static final int LEGEND_PITCH = 62;
    private static final int SWATCH = 44;
    private static final String DASHED = "dashed, on grey: padding, always 0";
    static final Color PADDING = new Color(0xEDEDED);
    private static final Color GRID = new Color(0xCFCFCF);

    private final byte[] pixels;
    // In the digit's own pixels; the methods of these names count the picture's.
    private final int height;
    private final int width;
    private final List<Box> boxes;
    private final Box extent;
    private final int cell;

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
        this.cell = Math.max(4, Math.min(LARGEST_CELL, tallest / longest));
    }

    /**
     * Boxes on a digit.
     *
     * @param digit 28 x 28 pixels, row by row, unsigned, 0 is background
     */
    public static BufferedImage onDigit(
            String title, String subtitle, byte[] digit, List<Box> boxes) {
        return new ReceptiveFieldImage(digit, 28, 28, boxes, TALLEST).draw(title, subtitle);
    }

    /** Boxes on an empty picture of height x width pixels. */
    public static BufferedImage onGrid(
            String title, String subtitle, int height, int width, List<Box> boxes) {
        byte[] blank = new byte[height * width];
        return new ReceptiveFieldImage(blank, height, width, boxes, TALLEST).draw(title, subtitle);
    }

    /** As a part of another picture: so many pixels tall that there is room beside it. */
    static Part part(byte[] digit, List<Box> boxes, int tallest) {
        return new ReceptiveFieldImage(digit, 28, 28, boxes, tallest);
    }

    private BufferedImage draw(String title, String subtitle) {
        Page page = new Page(title, subtitle, width(), height());
        paint(page.graphics());
        return page.finished();
    }

    @Override
    public int width() {
        return legendLeft() + legendWidth();
    }

    @Override
    public int height() {
        int legend = TICKS + (boxes.size() + (hasPadding() ? 1 : 0)) * LEGEND_PITCH;
        return Math.max(TICKS + extent.height() * cell, legend);
    }

    private int legendLeft() {
        return TICKS + extent.width() * cell + LEGEND_GAP;
    }

    /** Draws the digit, the boxes and their legend with the top left corner at (0, 0). */
    @Override
    public void paint(Graphics2D graphics) {
        paintLegend(graphics, legendLeft());
        // From here on (0, 0) is the corner of the first pixel.
        Graphics2D g = (Graphics2D) graphics.create();
        g.translate(TICKS - extent.left() * cell, TICKS - extent.top() * cell);
        paintPixels(g);
        paintTicks(g);
        for (int i = 0; i < boxes.size(); i++) {
            paintBox(g, i);
        }
        g.dispose();
    }

    private void paintPixels(Graphics2D g) {
        g.setColor(PADDING);
        g.fill(pixelsOf(extent));
        DigitPainter.paint(g, pixels, width, 0, 0, cell);
        g.setColor(GRID);
        for (int row = 0; row <= height; row++) {
            g.drawLine(0, row * cell, width * cell, row * cell);
        }
        for (int column = 0; column <= width; column++) {
            g.drawLine(column * cell, 0, column * cell, height * cell);
        }
    }

    private void paintTicks(Graphics2D g) {
        g.setColor(Page.MUTED);
        g.setFont(Page.SMALL);
        for (int column = 0; column < width; column += TICK_EVERY) {
            int middle = column * cell + cell / 2;
            Lettering.centred(g, Integer.toString(column), middle, extent.top() * cell - 8);
        }
        for (int row = 0; row < height; row += TICK_EVERY) {
            int baseline = row * cell + cell / 2 + 5;
            Lettering.right(g, Integer.toString(row), extent.left() * cell - 8, baseline);
        }
    }

    private void paintBox(Graphics2D g, int index) {
        Rectangle outline = pixelsOf(boxes.get(index));
        // A box with an edge in common with a larger one moves inwards, or it would cover it.
        int inset = LINE_WIDTH / 2 + LINE_WIDTH * sharedEdges(index);
        outline.grow(-Math.min(inset, cell / 2 - 1), -Math.min(inset, cell / 2 - 1));
        Rectangle picture = new Rectangle(0, 0, width * cell, height * cell);
        Area outside = new Area(pixelsOf(extent));
        outside.subtract(new Area(picture));
        g.setColor(colour(index));
        Graphics2D inside = (Graphics2D) g.create();
        inside.clip(picture);
        inside.setStroke(new BasicStroke(LINE_WIDTH));
        inside.draw(outline);
        inside.dispose();
        Graphics2D dashed = (Graphics2D) g.create();
        dashed.clip(outside);
        dashed.setStroke(dashes());
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

    private void paintLegend(Graphics2D g, int x) {
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            int y = TICKS + i * LEGEND_PITCH;
            g.setColor(colour(i));
            g.setStroke(new BasicStroke(LINE_WIDTH));
            g.drawRect(x + 2, y, SWATCH - 10, SWATCH - 16);
            g.setStroke(new BasicStroke(1));
            g.setColor(Page.TEXT);
            g.setFont(Page.SUBTITLE);
            Lettering.left(g, heading(box), x + SWATCH + 6, y + 14);
            g.setColor(Page.MUTED);
            g.setFont(Page.SMALL);
            Lettering.left(g, place(box), x + SWATCH + 6, y + 36);
        }
        if (hasPadding()) {
            int y = TICKS + boxes.size() * LEGEND_PITCH;
            g.setColor(Page.MUTED);
            g.setStroke(dashes());
            g.drawLine(x + 2, y + 9, x + SWATCH - 8, y + 9);
            g.setStroke(new BasicStroke(1));
            g.setFont(Page.SMALL);
            Lettering.left(g, DASHED, x + SWATCH + 6, y + 14);
        }
    }

    private int legendWidth() {
        List<String> headings = boxes.stream().map(ReceptiveFieldImage::heading).toList();
        List<String> small = new ArrayList<>(List.of(DASHED));
        boxes.forEach(box -> small.add(place(box)));
        int widest =
                Math.max(
                        Lettering.widest(Page.SUBTITLE, headings),
                        Lettering.widest(Page.SMALL, small));
        return SWATCH + 6 + widest;
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

    private static Color colour(int index) {
        return OkabeIto.ON_WHITE.get(index % OkabeIto.ON_WHITE.size());
    }

    private static BasicStroke dashes() {
        return new BasicStroke(
                LINE_WIDTH,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                10,
                new float[] {9, 6},
                0);
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
