package org.patternscanner.render;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.Explanation.Digit;
import org.patternscanner.inspection.Explanation.Step;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Rival;

/** What the network would have said of each stage, for the terminal. */
public final class ExplanationText {

    private static final int SIDE = 28;
    private static final String BETWEEN = "    ";
    private static final String HOW_TO_READ =
            """
            What the network would say, had the work stopped at a stage and the picture
            been squeezed into 28 x 28 (= is the answer):
            """;

    private final Explanation explanation;
    private final TextColour colour;

    private ExplanationText(Explanation explanation, TextColour colour) {
        this.explanation = explanation;
        this.colour = colour;
    }

    /**
     * A table of the stages, and what the network saw: beside it, what it would have seen of the
     * picture as it came.
     *
     * @param file what the picture is called
     * @param explanation of at least one digit
     */
    public static String render(String file, Explanation explanation, TextColour colour) {
        ExplanationText text = new ExplanationText(explanation, colour);
        return title(file, explanation)
                + "\n\n"
                + text.rivals()
                + HOW_TO_READ
                + text.tables()
                + text.images();
    }

    /** What the picture was read as; of a single digit, from which stage on. */
    static String title(String file, Explanation explanation) {
        List<Digit> digits = explanation.digits();
        String read =
                digits.size() == 1
                        ? reading(digits.get(0))
                        : digits.stream()
                                .map(digit -> digit.answer().prediction().digit())
                                .map(String::valueOf)
                                .collect(Collectors.joining("", "read as ", ""));
        return file + ": " + read;
    }

    /** A table of the readings that competed, if any did. */
    private String rivals() {
        if (explanation.rivals().isEmpty()) {
            return "";
        }
        TextTable table =
                new TextTable(
                        left("reading"),
                        left("read"),
                        right("least sure"),
                        right("ink left out"),
                        right("score"));
        for (Rival rival : explanation.rivals()) {
            table.row(
                    rival.reading().change(),
                    rival.text(),
                    Percent.of(rival.probability()),
                    Percent.of(rival.leftOut()),
                    "%.2f".formatted(rival.score()));
        }
        return "The readings that competed, the best first:\n\n" + table + "\n";
    }

    /** As in 'as usual: 11 (99.79 %, 13 % of the ink left out)'. */
    static String line(Rival rival) {
        return "%s: %s (%s; ink left out: %s)"
                .formatted(
                        rival.reading().change(),
                        rival.text(),
                        Percent.of(rival.probability()),
                        Percent.of(rival.leftOut()));
    }

    private String tables() {
        StringBuilder text = new StringBuilder();
        if (isOfSeveral()) {
            text.append("\nAll digits at once:\n").append(shared());
        }
        for (int i = 0; i < explanation.digits().size(); i++) {
            Digit digit = explanation.digits().get(i);
            text.append(isOfSeveral() ? "\nDigit %d: %s\n".formatted(i + 1, reading(digit)) : "\n")
                    .append(own(digit));
        }
        return text.toString();
    }

    private boolean isOfSeveral() {
        return explanation.digits().size() > 1;
    }

    private String shared() {
        TextTable table = table();
        explanation.shared().forEach(step -> row(table, step, ""));
        return table.toString();
    }

    private static String own(Digit digit) {
        TextTable table = table();
        digit.steps().forEach(step -> row(table, step, digit.agrees(step) ? " =" : "  "));
        return table.toString();
    }

    private static TextTable table() {
        return new TextTable(
                left("stage"),
                left("size"),
                right("says"),
                right("probability"),
                left("what the step does"));
    }

    private static void row(TextTable table, Step step, String mark) {
        Prediction prediction = step.prediction();
        table.row(
                step.stage().name(),
                size(step),
                prediction.digit() + mark,
                Percent.of(prediction.probability()),
                step.stage().change());
    }

    /** As in "420 x 300". */
    private static String size(Step step) {
        return "%d x %d".formatted(step.stage().image().width(), step.stage().image().height());
    }

    /** As in 'read as 4 (99.61 %), from "cropped" on'. */
    static String reading(Digit digit) {
        Prediction answer = digit.answer().prediction();
        return "read as %d (%s), from \"%s\" on"
                .formatted(
                        answer.digit(),
                        Percent.of(answer.probability()),
                        digit.readableFrom().stage().name());
    }

    private record Image(String caption, byte[] pixels) {}

    /** Of the picture as it came, and of each digit as the network saw it; two side by side. */
    private String images() {
        List<Digit> digits = explanation.digits();
        Step came = (isOfSeveral() ? explanation.shared() : digits.get(0).steps()).get(0);
        List<Image> images = new ArrayList<>();
        images.add(new Image("\"%s\", squeezed".formatted(came.stage().name()), came.seen()));
        for (int i = 0; i < digits.size(); i++) {
            Step answer = digits.get(i).answer();
            String which = isOfSeveral() ? "digit %d, ".formatted(i + 1) : "";
            String caption = "%s\"%s\"".formatted(which, answer.stage().name());
            images.add(new Image(caption, answer.seen()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < images.size(); i += 2) {
            text.append('\n').append(sideBySide(images.subList(i, Math.min(i + 2, images.size()))));
        }
        return text.toString();
    }

    private String sideBySide(List<Image> images) {
        StringBuilder text = new StringBuilder();
        text.append(line(images.stream().map(image -> padded(image.caption)).toList()));
        List<List<String>> blocks =
                images.stream().map(image -> HalfBlocks.of(image.pixels, colour)).toList();
        for (int i = 0; i < HalfBlocks.LINES; i++) {
            int row = i;
            text.append(line(blocks.stream().map(lines -> lines.get(row)).toList()));
        }
        return text.toString();
    }

    private static String padded(String caption) {
        return String.format("%-" + SIDE + "s", caption);
    }

    private static String line(List<String> parts) {
        return String.join(BETWEEN, parts).stripTrailing() + "\n";
    }
}
