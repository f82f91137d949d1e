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
    private static final String HOW_TO_READ =
            "above: the picture after the step; below: the same, squeezed into 28 x 28 as the"
                    + " network would have seen it, and what it would have said";

    private final Explanation explanation;
    private final List<Digit> digits;
    private final int tileWidth;

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
        List<Part> rows = new ArrayList<>();
        rows.add(Tiles.column(4, Text.label(HOW_TO_READ).muted(), legend()));
        if (!explanation.rivals().isEmpty()) {
            rows.add(Tiles.column(4, rivals()));
        }
        List<Part> shared = tiles(explanation.shared(), step -> Verdict.NONE);
        rows.addAll(rows("All digits at once", shared));
        for (int i = 0; i < digits.size(); i++) {
            rows.addAll(rows(digits.get(i), i + 1));
        }
        return Tiles.column(GAP, rows)
                .page(ExplanationText.title(file, explanation), subtitle(model));
    }

    private List<Part> rivals() {
        List<Part> lines = new ArrayList<>();
        lines.add(Text.label("The readings that competed, the best first").bold());
        explanation.rivals().stream()
                .map(rival -> Text.label(ExplanationText.line(rival)).muted())
                .forEach(lines::add);
        return lines;
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

    private List<Part> rows(Digit digit, int number) {
        List<Step> before = digit.steps().subList(0, digit.steps().size() - 1);
        List<Part> tiles = tiles(before, step -> Verdict.of(digit.agrees(step)));
        tiles.add(StageTile.answer(digit.answer()));
        return rows(
                several() ? "Digit %d: %s".formatted(number, ExplanationText.reading(digit)) : "",
                tiles);
    }

    /** Tiles in rows, with arrows between them; the first row has the heading, if there is one. */
    private static List<Part> rows(String heading, List<Part> tiles) {
        List<Part> rows = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i += TILES) {
            List<Part> row = new ArrayList<>();
            for (Part tile : tiles.subList(i, Math.min(i + TILES, tiles.size()))) {
                if (!row.isEmpty()) {
                    row.add(Part.of(GAP, StageTile.HEIGHT, ExplanationImage::arrow));
                }
                row.add(tile);
            }
            Part drawn = Tiles.row(0, row);
            rows.add(
                    i > 0 || heading.isEmpty()
                            ? drawn
                            : Tiles.column(6, Text.label(heading).bold(), drawn));
        }
        return rows;
    }

    private List<Part> tiles(List<Step> steps, Function<Step, Verdict> verdict) {
        List<Part> tiles = new ArrayList<>();
        for (Step step : steps) {
            tiles.add(StageTile.of(step, verdict.apply(step), tileWidth));
        }
        return tiles;
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

    private Part legend() {
        return Tiles.row(
                GAP,
                Stream.of(Verdict.values())
                        .filter(verdict -> verdict != Verdict.NONE || several())
                        .map(
                                verdict ->
                                        Swatch.of(
                                                verdict.pale,
                                                verdict.strong,
                                                Text.label(verdict.meaning).in(verdict.strong)))
                        .toList());
    }
}
