package org.patternscanner.render;

import java.awt.Graphics2D;
import org.patternscanner.inspection.Explanation.Step;

/** The last stage: what the network saw, large, and all ten probabilities. */
final class AnswerPanel implements Part {

    private static final int SIDE = 28;
    private static final int CELL = 9;
    private static final int SEEN = SIDE * CELL;
    private static final int BARS = StageTile.PADDING + SEEN + 44;
    private static final int LONGEST = 150;
    private static final int PITCH = SEEN / 10;
    private static final int THICK = 17;
    private static final int WIDTH =
            BARS + LONGEST + 12 + Lettering.width(Page.SMALL, "> 99.99 %") + StageTile.PADDING;

    private final Step step;

    AnswerPanel(Step step) {
        this.step = step;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return StageTile.HEIGHT;
    }

    @Override
    public void paint(Graphics2D g) {
        int top = StageTile.HEAD + (StageTile.HEIGHT - StageTile.HEAD - SEEN) / 2;
        StageTile.card(g, Verdict.SAME, WIDTH);
        StageTile.words(g, step);
        StageTile.seen(
                g, step.seen(), StageTile.PADDING + StageTile.FRAME, top, CELL, Verdict.SAME);
        double[] probabilities = step.prediction().probabilities();
        for (int digit = 0; digit < probabilities.length; digit++) {
            boolean answer = digit == step.prediction().digit();
            bar(g, digit, probabilities[digit], answer, top + digit * PITCH);
        }
    }

    private static void bar(Graphics2D g, int digit, double probability, boolean answer, int y) {
        int length = (int) Math.round(LONGEST * probability);
        int baseline = y + THICK - 3;
        g.setColor(answer ? Verdict.SAME.strong : Page.LINE);
        g.fillRect(BARS, y, Math.max(1, length), THICK);
        g.setColor(answer ? Verdict.SAME.strong : Page.TEXT);
        g.setFont(answer ? StageTile.NAME : Page.LABEL);
        Lettering.right(g, String.valueOf(digit), BARS - 8, baseline);
        g.setFont(Page.SMALL);
        Lettering.left(g, Percent.of(probability), BARS + length + 8, baseline);
    }
}
