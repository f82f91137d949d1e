package org.patternscanner.render;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.patternscanner.image.GreyImage;
import org.patternscanner.inspection.Explanation.Step;

/** A stage of a picture, what the network would have seen of it, and what it would have said. */
final class StageTile implements Part {

    static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    static final int PADDING = 12;
    static final int HEAD = 58;
    static final int HEIGHT = 344;
    static final int FRAME = 3; // around what the network saw

    private static final int SIDE = 28;
    private static final int CELL = 4;
    private static final int SEEN = SIDE * CELL;
    private static final int PICTURE_HEIGHT = 150;
    private static final int LEAST_WIDTH = 212;
    private static final Font DIGIT = new Font(Font.SANS_SERIF, Font.BOLD, 44);

    private final Step step;
    private final Verdict verdict;
    private final int width;

    /**
     * @param width of {@link #widthFor} all tiles
     */
    StageTile(Step step, Verdict verdict, int width) {
        this.step = step;
        this.verdict = verdict;
        this.width = width;
    }

    /** A width that holds the words of each of these steps. */
    static int widthFor(List<Step> steps) {
        int widest = LEAST_WIDTH;
        for (Step step : steps) {
            widest = Math.max(widest, Lettering.width(NAME, step.stage().name()));
            widest = Math.max(widest, Lettering.width(Page.SMALL, step.stage().change()));
        }
        return widest + 2 * PADDING;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void paint(Graphics2D g) {
        card(g, verdict, width);
        words(g, step);
        picture(g);
        int top = HEIGHT - PADDING - FRAME - SEEN;
        seen(g, step.seen(), PADDING + FRAME, top, CELL, verdict);
        int middle = (PADDING + SEEN + width) / 2;
        g.setColor(verdict.strong);
        g.setFont(DIGIT);
        Lettering.centred(g, String.valueOf(step.prediction().digit()), middle, top + SEEN / 2 + 6);
        g.setFont(Page.LABEL);
        Lettering.centred(
                g, Percent.of(step.prediction().probability()), middle, top + SEEN / 2 + 36);
    }

    static void card(Graphics2D g, Verdict verdict, int width) {
        g.setColor(verdict.pale);
        g.fillRect(0, 0, width, HEIGHT);
        g.setColor(verdict.strong);
        g.drawRect(0, 0, width, HEIGHT);
    }

    static void words(Graphics2D g, Step step) {
        g.setColor(Page.TEXT);
        g.setFont(NAME);
        Lettering.left(g, step.stage().name(), PADDING, 26);
        g.setColor(Page.MUTED);
        g.setFont(Page.SMALL);
        Lettering.left(g, step.stage().change(), PADDING, 46);
    }

    /** As large as it fits, in the middle; 255 is white. */
    private void picture(Graphics2D g) {
        GreyImage whole = step.stage().image();
        double scale =
                Math.min(
                        (double) (width - 2 * PADDING) / whole.width(),
                        (double) PICTURE_HEIGHT / whole.height());
        GreyImage image = whole.within((int) Math.max(1, scale * whole.longerSide()));
        int drawnWidth = (int) Math.max(1, scale * whole.width());
        int drawnHeight = (int) Math.max(1, scale * whole.height());
        int x = (width - drawnWidth) / 2;
        int y = HEAD + (PICTURE_HEIGHT - drawnHeight) / 2;
        BufferedImage drawn = GreyPicture.of(image.bytes(), image.width(), image.height());
        g.drawImage(drawn, x, y, drawnWidth, drawnHeight, null);
        g.setColor(Page.LINE);
        g.drawRect(x - 1, y - 1, drawnWidth + 1, drawnHeight + 1);
    }

    /** Pixel by pixel; ink is white, as the network's numbers have it. */
    static void seen(Graphics2D g, byte[] pixels, int x, int y, int cell, Verdict verdict) {
        BufferedImage image = GreyPicture.of(pixels, SIDE, SIDE);
        int side = SIDE * cell;
        g.drawImage(image, x, y, side, side, null);
        g.setColor(verdict.strong);
        for (int i = 1; i <= FRAME; i++) {
            g.drawRect(x - i, y - i, side + 2 * i - 1, side + 2 * i - 1);
        }
    }
}
