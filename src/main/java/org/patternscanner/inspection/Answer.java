package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.image.Box;
import org.patternscanner.inspection.DigitReader.ReadDigit;

/**
 * What {@link DigitTranslator} answers, field by field as JSON has it; the names are those of
 * {@code cnn predict --json}.
 *
 * @param schema {@link #SCHEMA}
 * @param text all digits, in reading order
 * @param warnings one sentence for each reason to doubt the answer; usually none
 */
record Answer(String schema, String text, List<Digit> digits, List<String> warnings) {

    static final String SCHEMA = "digits/1";

    /**
     * One digit.
     *
     * @param digit the most probable one
     * @param probability its own
     * @param probabilities of all ten, calibrated
     * @param box left, top, width and height in pixels of the picture
     */
    record Digit(int digit, double probability, double[] probabilities, int[] box) {

        static Digit of(ReadDigit read) {
            Prediction prediction = read.prediction();
            Box box = read.image().box();
            return new Digit(
                    prediction.digit(),
                    prediction.probability(),
                    prediction.probabilities(),
                    new int[] {box.left(), box.top(), box.width(), box.height()});
        }
    }

    /**
     * Puts together what was read.
     *
     * @param ofPicture warnings of the picture itself
     */
    static Answer of(List<ReadDigit> read, List<String> ofPicture) {
        List<String> warnings = new ArrayList<>(ofPicture);
        read.forEach(digit -> warnings.addAll(digit.warnings()));
        List<Digit> digits = read.stream().map(Digit::of).toList();
        String text =
                digits.stream()
                        .map(digit -> String.valueOf(digit.digit()))
                        .collect(Collectors.joining());
        return new Answer(SCHEMA, text, digits, warnings);
    }
}
