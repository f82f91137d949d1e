package org.patternscanner.render;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.Explanation.Digit;
import org.patternscanner.inspection.Explanation.Step;

/**
 * Why a picture was read as it was: its stages side by side, under each what the network would have
 * seen and said, had it been the last.
 */
public final class ExplanationImage {

    /** More digits than these would make a picture that nobody can look at. */
    static final int MOST_DIGITS = 6;

    private static final int TILES = 5; // a row
    private static final int GAP = 26;
    private static final int HEADING = 34;
    private static final int LEGEND = 66;
    private static final int SWATCH = 18;
    private static final String HOW_TO_READ =
            "above: the picture after the step; below: the same, squeezed into 28 x 28 as the"
                    + " network would have seen it, and what it would have said";

    private final Explanation explanation;
    private final List<Digit> digits;
    private final int tileWidth;

    /** A heading, which may be empty, and what stands below it. */
    private record Row(String heading, List<Part> parts) {

        int width() {
            return parts.stream().mapToInt(part -> part.width() + GAP).sum() - GAP;
        }

        int height() {
            return (heading.isEmpty() ? 0 : HEADING) + StageTile.HEIGHT + GAP;
        }
    }

    private ExplanationImage(Explanation explanation) {
        this.explanation = explanation;
        this.digits = explanation.digits().stream().limit(MOST_DIGITS).toList();
        List<Step> all =
                Stream.concat(
                                explanation.shared().stream(),
                                digits.stream().flatMap(digit -> digit.steps().stream()))
                        .toList();
        this.tileWidth = StageTile.widthFor(all);
    }

    /**
     * Draws it: a row of stages that all digits share, then a row for each digit.
     *
     * @param file what the picture is called
     * @param model what the network is called
     * @param explanation of at least one digit; the first six are drawn
     */
    public static BufferedImage of(String file, String model, Explanation explanation) {
        return new ExplanationImage(explanation).draw(file, model);
    }

    private BufferedImage draw(String file, String model) {
        List<Row> rows = rows();
        int width =
                Math.max(
                        rows.stream().mapToInt(Row::width).max().orElse(0),
                        Lettering.width(Page.LABEL, HOW_TO_READ));
        int height = rows.stream().mapToInt(Row::height).sum() - GAP;
        Page page =
                new Page(
                        ExplanationText.title(file, explanation),
                        subtitle(model),
                        width,
                        LEGEND + height);
        Graphics2D g = page.graphics();
        legend(g);
        int y = LEGEND;
        for (Row row : rows) {
            paint((Graphics2D) g.create(), row, y);
            y += row.height();
        }
        return page.finished();
    }

    private boolean several() {
        return explanation.digits().size() > 1;
    }

    private String subtitle(String model) {
        int all = explanation.digits().size();
        return all == digits.size()
                ? model
                : "%s; the first %d of %d digits".formatted(model, digits.size(), all);
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<Part> shared = tiles(explanation.shared(), step -> Verdict.NONE);
        for (int i = 0; i < shared.size(); i += TILES) {
            rows.add(new Row(i == 0 ? "All digits at once" : "", part(shared, i)));
        }
        for (int i = 0; i < digits.size(); i++) {
            rows.addAll(rows(digits.get(i), i + 1));
        }
        return rows;
    }

    private List<Row> rows(Digit digit, int number) {
        List<Step> before = digit.steps().subList(0, digit.steps().size() - 1);
        List<Part> tiles = tiles(before, step -> Verdict.of(digit.agrees(step)));
        String heading =
                several() ? "Digit %d: %s".formatted(number, ExplanationText.reading(digit)) : "";
        List<Row> rows = new ArrayList<>();
        int i = 0;
        for (; tiles.size() - i >= TILES; i += TILES) {
            rows.add(new Row(i == 0 ? heading : "", part(tiles, i)));
        }
        List<Part> last = new ArrayList<>(part(tiles, i));
        last.add(new AnswerPanel(digit.answer()));
        rows.add(new Row(i == 0 ? heading : "", last));
        return rows;
    }

    private static List<Part> part(List<Part> tiles, int from) {
        return tiles.subList(from, Math.min(from + TILES, tiles.size()));
    }

    private List<Part> tiles(List<Step> steps, Function<Step, Verdict> verdict) {
        List<Part> tiles = new ArrayList<>();
        for (Step step : steps) {
            tiles.add(new StageTile(step, verdict.apply(step), tileWidth));
        }
        return tiles;
    }

    private static void paint(Graphics2D g, Row row, int y) {
        g.translate(0, y);
        if (!row.heading.isEmpty()) {
            g.setColor(Page.TEXT);
            g.setFont(StageTile.NAME);
            Lettering.left(g, row.heading, 0, HEADING - 12);
            g.translate(0, HEADING);
        }
        for (Part part : row.parts) {
            part.paint(g);
            g.translate(part.width(), 0);
            if (part != row.parts.get(row.parts.size() - 1)) {
                arrow(g);
            }
            g.translate(GAP, 0);
        }
        g.dispose();
    }

    private static void arrow(Graphics2D g) {
        int middle = StageTile.HEIGHT / 2;
        Path2D arrow = new Path2D.Float();
        arrow.moveTo(8, middle - 9);
        arrow.lineTo(GAP - 8, middle);
        arrow.lineTo(8, middle + 9);
        g.setColor(Page.LINE);
        g.fill(arrow);
    }

    private void legend(Graphics2D g) {
        g.setFont(Page.LABEL);
        g.setColor(Page.MUTED);
        Lettering.left(g, HOW_TO_READ, 0, 8);
        int x = 0;
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.NONE || several()) {
                g.setColor(verdict.pale);
                g.fillRect(x, 22, SWATCH, SWATCH);
                g.setColor(verdict.strong);
                g.drawRect(x, 22, SWATCH, SWATCH);
                g.drawRect(x + 1, 23, SWATCH - 2, SWATCH - 2);
                Lettering.left(g, verdict.meaning, x + SWATCH + 8, 37);
                x += SWATCH + 36 + Lettering.width(Page.LABEL, verdict.meaning);
            }
        }
    }
}
