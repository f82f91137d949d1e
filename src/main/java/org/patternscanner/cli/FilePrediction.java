package org.patternscanner.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.cli.PredictCommand.Decoded;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Rival;

/**
 * What became of one file, as JSON has it: a prediction or an error.
 *
 * @param text all its digits
 * @param readings those that competed, the best first, if explanations were asked for
 * @param digit of a picture that holds only one, like the two after it
 */
record FilePrediction(
        String file,
        @Nullable String text,
        @Nullable Integer digit,
        @Nullable Double probability,
        double @Nullable [] probabilities,
        @Nullable List<FoundDigit> digits,
        @Nullable List<Competitor> readings,
        @Nullable List<String> warnings,
        @Nullable String error) {

    /**
     * One digit.
     *
     * @param box left, top, width and height in pixels of the picture
     * @param stages of its normalisation, if they were asked for
     */
    record FoundDigit(
            int digit, double probability, int[] box, @Nullable List<StageReading> stages) {

        static FoundDigit of(ReadDigit read, @Nullable List<StageReading> stages) {
            Box box = read.image().box();
            return new FoundDigit(
                    read.prediction().digit(),
                    read.prediction().probability(),
                    new int[] {box.left(), box.top(), box.width(), box.height()},
                    stages);
        }
    }

    /** A reading that competed, what it found, and how much of the ink it left out. */
    record Competitor(
            String reading, String text, double probability, double leftOut, double score) {

        static Competitor of(Rival rival) {
            return new Competitor(
                    rival.reading().toString(),
                    rival.text(),
                    rival.probability(),
                    rival.leftOut(),
                    rival.score());
        }
    }

    /** A stage, its size in pixels, and what the network would have said of it. */
    record StageReading(String name, int width, int height, int digit, double probability) {

        static StageReading of(Explanation.Step step) {
            GreyImage image = step.stage().image();
            return new StageReading(
                    step.stage().name(),
                    image.width(),
                    image.height(),
                    step.prediction().digit(),
                    step.prediction().probability());
        }
    }

    /**
     * What became of a picture.
     *
     * @param explanation if it was asked for
     */
    static FilePrediction of(
            Decoded picture, List<ReadDigit> read, @Nullable Explanation explanation) {
        if (picture.error() != null) {
            return new FilePrediction(
                    picture.file(), null, null, null, null, null, null, null, picture.error());
        }
        Prediction only = read.size() == 1 ? read.get(0).prediction() : null;
        List<FoundDigit> digits = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            digits.add(
                    FoundDigit.of(
                            read.get(i), explanation == null ? null : stages(explanation, i)));
        }
        return new FilePrediction(
                picture.file(),
                text(read),
                only == null ? null : only.digit(),
                only == null ? null : only.probability(),
                only == null ? null : only.probabilities(),
                digits,
                explanation == null
                        ? null
                        : explanation.rivals().stream().map(Competitor::of).toList(),
                warnings(picture.warnings(), read),
                null);
    }

    /** All that one digit went through, the shared ones too. */
    private static List<StageReading> stages(Explanation explanation, int digit) {
        return Stream.concat(
                        explanation.shared().stream(),
                        explanation.digits().get(digit).steps().stream())
                .map(StageReading::of)
                .toList();
    }

    private static String text(List<ReadDigit> read) {
        return read.stream()
                .map(digit -> String.valueOf(digit.prediction().digit()))
                .collect(Collectors.joining());
    }

    /** The picture's, then each digit's; where there are several, it is said which one it is. */
    private static List<String> warnings(List<String> picture, List<ReadDigit> read) {
        List<String> warnings = new ArrayList<>(picture);
        for (int i = 0; i < read.size(); i++) {
            String which =
                    read.size() == 1
                            ? ""
                            : "Digit %d (%d): ".formatted(i + 1, read.get(i).prediction().digit());
            read.get(i).warnings().forEach(warning -> warnings.add(which + warning));
        }
        return warnings;
    }
}
