package org.patternscanner.render;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patternscanner.image.Box;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.Explanation.Digit;
import org.patternscanner.inspection.Explanation.Step;
import org.patternscanner.inspection.Prediction;

/**
 * What a report says of one file.
 *
 * @param file as it was named
 * @param picture if it could be decoded
 * @param explanation if a digit was found
 * @param warnings about what was read
 * @param error why nothing could be read
 */
public record ReportCard(
        String file,
        @Nullable Thumbnail picture,
        @Nullable Explanation explanation,
        List<String> warnings,
        @Nullable String error) {

    /** The stages of more digits than these would hide the other pictures. */
    private static final int MOST_DIGITS = 6;

    private static final int SIDE = 28;
    private static final int SHOWN = 56;

    /** Copies the list. */
    public ReportCard {
        warnings = List.copyOf(warnings);
    }

    /** How probable the least probable digit is; below 0 without any. */
    double sureness() {
        return explanation == null
                ? -1
                : explanation.digits().stream()
                        .mapToDouble(digit -> digit.answer().prediction().probability())
                        .min()
                        .orElse(-1);
    }

    /** An article, in the words and classes of report.css. */
    String html() throws IOException {
        StringBuilder html = new StringBuilder();
        html.append("<article>\n<h2><bdi>").append(Html.text(file)).append("</bdi></h2>\n");
        html.append(image());
        html.append("<div>\n");
        if (error != null) {
            html.append("<p class=\"error\">").append(Html.text(error)).append("</p>\n");
        }
        if (explanation != null) {
            html.append(answer(explanation));
        }
        for (String warning : warnings) {
            html.append("<p class=\"warning\">").append(Html.text(warning)).append("</p>\n");
        }
        if (explanation != null) {
            html.append(rivals(explanation));
            html.append(stages(explanation));
        }
        return html.append("</div>\n</article>\n").toString();
    }

    private String image() throws IOException {
        if (picture == null) {
            return "<p class=\"picture\">no picture</p>\n";
        }
        List<Box> boxes =
                explanation == null
                        ? List.of()
                        : explanation.digits().stream().map(Digit::box).toList();
        String alt =
                boxes.isEmpty() ? "the picture" : "the picture, with a frame around each digit";
        String image =
                Html.image(
                        picture.png(boxes),
                        picture.small().getWidth(),
                        picture.small().getHeight(),
                        alt);
        return "<p class=\"picture\">%s</p>\n".formatted(image);
    }

    private static String answer(Explanation explanation) {
        StringBuilder html = new StringBuilder("<p class=\"answer\">");
        for (Digit digit : explanation.digits()) {
            Prediction answer = digit.answer().prediction();
            html.append(
                    "<span><b>%d</b> %s</span>\n"
                            .formatted(
                                    answer.digit(), Html.text(Percent.of(answer.probability()))));
        }
        return html.append("</p>\n").toString();
    }

    private static String rivals(Explanation explanation) {
        String lines =
                explanation.rivals().stream()
                        .map(rival -> Html.text(ExplanationText.line(rival)))
                        .map("<li>%s</li>\n"::formatted)
                        .collect(Collectors.joining());
        return lines.isEmpty()
                ? ""
                : "<h3>The readings that competed, the best first</h3>\n<ul class=\"readings\">\n%s</ul>\n"
                        .formatted(lines);
    }

    private static String stages(Explanation explanation) throws IOException {
        StringBuilder html = new StringBuilder();
        List<Digit> digits = explanation.digits();
        boolean several = digits.size() > 1;
        if (several) {
            html.append("<h3>All digits at once</h3>\n<ol>\n");
            for (Step step : explanation.shared()) {
                html.append(stage(step, "shared", ""));
            }
            html.append("</ol>\n");
        }
        for (int i = 0; i < Math.min(MOST_DIGITS, digits.size()); i++) {
            if (several) {
                html.append("<h3>Digit %d</h3>\n".formatted(i + 1));
            }
            html.append(digit(digits.get(i)));
        }
        if (digits.size() > MOST_DIGITS) {
            html.append(
                    "<p>The stages of %d more digits are left out.</p>\n"
                            .formatted(digits.size() - MOST_DIGITS));
        }
        return html.toString();
    }

    private static String digit(Digit digit) throws IOException {
        StringBuilder html = new StringBuilder("<div class=\"digit\">\n<ol>\n");
        for (Step step : digit.steps()) {
            boolean same = digit.agrees(step);
            html.append(stage(step, same ? "same" : "other", same ? "= " : ""));
        }
        return html.append("</ol>\n").append(bars(digit)).append("</div>\n").toString();
    }

    private static String stage(Step step, String verdict, String mark) throws IOException {
        byte[] png = Png.bytes(GreyPicture.of(step.seen(), SIDE, SIDE));
        String image = Html.image(png, SHOWN, SHOWN, "28 x 28 pixels of " + step.stage().name());
        return "<li class=\"%s\" title=\"%s\">%s %s <b>%s%d</b> %s</li>\n"
                .formatted(
                        verdict,
                        Html.text(step.stage().change()),
                        image,
                        Html.text(step.stage().name()),
                        mark,
                        step.prediction().digit(),
                        Html.text(Percent.of(step.prediction().probability())));
    }

    private static String bars(Digit digit) {
        Prediction answer = digit.answer().prediction();
        StringBuilder html = new StringBuilder("<table>\n<caption>probabilities</caption>\n");
        for (int i = 0; i < answer.probabilities().length; i++) {
            double probability = answer.probabilities()[i];
            html.append(
                    "<tr%s><th scope=\"row\">%d</th><td>%s</td><td>%s</td></tr>\n"
                            .formatted(
                                    i == answer.digit() ? " class=\"same\"" : "",
                                    i,
                                    bar(probability),
                                    Html.text(Percent.of(probability))));
        }
        return html.append("</table>\n").toString();
    }

    /** Its length is an attribute: the page's policy allows no style but the sheet. */
    private static String bar(double probability) {
        return "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + String.format(
                        Locale.ROOT,
                        "<rect width=\"%.2f\" height=\"8\"/></svg>",
                        100 * probability);
    }
}
