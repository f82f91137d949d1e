package org.patternscanner.render;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.patternscanner.image.GreyImage;
import org.patternscanner.inspection.Explanation.Step;

/** A stage of a picture, what the network would have seen of it, and what it would have said. */
final class StageTile {

    static final int HEIGHT = 356;

    private static final int PADDING = 12;
    private static final int FRAME = 3; // around what the network saw
    private static final int SIDE = 28;
    private static final int CELL = 4;
    private static final int LARGE_CELL = 9;
    private static final int PICTURE_HEIGHT = 150;
    private static final int LEAST_WIDTH = 212;
    private static final int LONGEST_BAR = 150;
    private static final Font DIGIT = new Font(Font.SANS_SERIF, Font.BOLD, 44);

    private StageTile() {}

    /**
     * @param width of {@link #widthFor} all tiles
     */
    static Part of(Step step, Verdict verdict, int width) {
        int inner = width - 2 * PADDING;
        Part seen = seen(step.seen(), CELL, verdict);
        Part answer =
                Tiles.column(
                                4,
                                new Text(
                                        String.valueOf(step.prediction().digit()),
                                        DIGIT,
                                        verdict.strong),
                                Text.label(Percent.of(step.prediction().probability()))
                                        .in(verdict.strong))
                        .centered()
                        .centeredIn(inner - seen.width());
        return card(
                step,
                verdict,
                width,
                Tiles.column(
                        PADDING,
                        picture(step.stage().image(), inner),
                        Tiles.row(0, seen, answer).centered()));
    }

    /** The last stage: what the network saw, large, and all ten probabilities. */
    static Part answer(Step step) {
        List<Part> bars = new ArrayList<>();
        double[] probabilities = step.prediction().probabilities();
        int labels = Text.small("> 99.99 %").width();
        for (int digit = 0; digit < probabilities.length; digit++) {
            boolean answer = digit == step.prediction().digit();
            Text number = Text.small(String.valueOf(digit));
            int length = Math.max(1, (int) Math.round(LONGEST_BAR * probabilities[digit]));
            bars.add(
                    Tiles.row(
                                    8,
                                    answer ? number.in(Verdict.SAME.strong).bold() : number,
                                    Part.space(length, 17)
                                            .on(answer ? Verdict.SAME.strong : Page.LINE),
                                    Text.small(Percent.of(probabilities[digit])))
                            .centered());
        }
        bars.add(Part.space(LONGEST_BAR + labels + 30, 0));
        Part content =
                Tiles.row(
                                2 * PADDING,
                                seen(step.seen(), LARGE_CELL, Verdict.SAME),
                                Tiles.column(3, bars))
                        .centered();
        return card(step, Verdict.SAME, content.width() + 2 * PADDING, content);
    }

    /** A width that holds the words of each of these steps. */
    static int widthFor(List<Step> steps) {
        return 2 * PADDING
                + steps.stream()
                        .mapToInt(step -> words(step).width())
                        .reduce(LEAST_WIDTH, Math::max);
    }

    private static Part card(Step step, Verdict verdict, int width, Part content) {
        Part all = Tiles.column(8, words(step), content);
        return Part.space(width, HEIGHT)
                .on(verdict.pale)
                .with(
                        g -> {
                            g.setColor(verdict.strong);
                            g.drawRect(0, 0, width, HEIGHT);
                            all.paintAt(g, PADDING, PADDING - 4);
                        });
    }

    private static Part words(Step step) {
        return Tiles.column(
                0,
                Text.label(step.stage().name()).bold(),
                Text.small(step.stage().change()).muted());
    }

    /** As large as it fits, in the middle; 255 is white. */
    private static Part picture(GreyImage whole, int width) {
        double scale =
                Math.min((double) width / whole.width(), (double) PICTURE_HEIGHT / whole.height());
        GreyImage image = whole.within((int) Math.max(1, scale * whole.longerSide()));
        int drawnWidth = (int) Math.max(1, scale * whole.width());
        int drawnHeight = (int) Math.max(1, scale * whole.height());
        BufferedImage picture = GreyPicture.of(image.bytes(), image.width(), image.height());
        Part drawn =
                Part.of(
                        drawnWidth,
                        drawnHeight,
                        g -> {
                            g.drawImage(picture, 0, 0, drawnWidth, drawnHeight, null);
                            g.setColor(Page.LINE);
                            g.drawRect(-1, -1, drawnWidth + 1, drawnHeight + 1);
                        });
        return Tiles.row(0, drawn, Part.space(0, PICTURE_HEIGHT)).centered().centeredIn(width);
    }

    /** Pixel by pixel; ink is white, as the network's numbers have it. */
    private static Part seen(byte[] pixels, int cell, Verdict verdict) {
        int side = SIDE * cell;
        BufferedImage image = GreyPicture.of(pixels, SIDE, SIDE);
        int whole = side + 2 * FRAME;
        return Part.space(whole, whole)
                .on(verdict.strong)
                .with(g -> g.drawImage(image, FRAME, FRAME, side, side, null));
    }
}
