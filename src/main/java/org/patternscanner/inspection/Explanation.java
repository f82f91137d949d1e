package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.Stage;
import org.patternscanner.image.Box;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.DigitReader.ReadPicture;

/**
 * Why a picture was read as it was, or wasn't: what the network would have said of each stage of
 * the normalization, had that been the last.
 *
 * @param shared stages of the whole picture, before its digits are taken apart; none if there is
 *     only one digit
 * @param digits in reading order
 * @param rivals the readings that competed, the winner first; none if there was no doubt
 */
public record Explanation(List<Step> shared, List<Digit> digits, List<Rival> rivals) {

    /** Copies the lists. */
    public Explanation {
        shared = List.copyOf(shared);
        digits = List.copyOf(digits);
        rivals = List.copyOf(rivals);
    }

    /**
     * One stage.
     *
     * @param seen the 28 x 28 bytes that the network would have seen: {@link Stage#squeezed()}
     * @param prediction what it says of them
     */
    public record Step(Stage stage, byte[] seen, Prediction prediction) {}

    /**
     * One digit.
     *
     * @param box where it stands in the picture, in the picture's own pixels
     * @param steps in the order of the work, without the shared ones; at least one
     */
    public record Digit(Box box, List<Step> steps) {

        /** Copies the list. */
        public Digit {
            steps = List.copyOf(steps);
        }

        /** The last step: what the network saw, and its answer. */
        public Step answer() {
            return steps.get(steps.size() - 1);
        }

        /** Whether a step says what the answer says. */
        public boolean agrees(Step step) {
            return step.prediction.digit() == answer().prediction.digit();
        }

        /** The first step from which on all say what the answer says. */
        public Step readableFrom() {
            Step first = answer();
            for (int i = steps.size() - 1; i >= 0 && agrees(steps.get(i)); i--) {
                first = steps.get(i);
            }
            return first;
        }
    }

    /** Explains one picture. */
    public static Explanation of(TrainedNetwork predictor, ReadPicture read) {
        return ofAll(predictor, List.of(read)).get(0);
    }

    /**
     * Explains many pictures at once.
     *
     * @param pictures the digits of each; without any, the explanation is empty
     */
    public static List<Explanation> ofAll(TrainedNetwork predictor, List<ReadPicture> pictures) {
        List<Stage> stages =
                pictures.stream().flatMap(picture -> stages(picture.digits())).toList();
        Iterator<Step> steps = steps(predictor, stages).iterator();
        return pictures.stream().map(picture -> of(picture, steps)).toList();
    }

    /** What the network predicts for some stages, such as those of a picture without digits. */
    public static List<Step> steps(TrainedNetwork predictor, List<Stage> stages) {
        List<byte[]> seen = stages.stream().map(Stage::squeezed).toList();
        List<Prediction> predictions = predictor.predictAll(LabelledImages.joined(seen));
        return IntStream.range(0, stages.size())
                .mapToObj(i -> new Step(stages.get(i), seen.get(i), predictions.get(i)))
                .toList();
    }

    /** The shared ones, then each digit's own. */
    private static Stream<Stage> stages(List<ReadDigit> digits) {
        int shared = shared(digits);
        return Stream.concat(
                digits.stream().limit(1).flatMap(digit -> stages(digit).limit(shared)),
                digits.stream().flatMap(digit -> stages(digit).skip(shared)));
    }

    private static Stream<Stage> stages(ReadDigit digit) {
        return digit.image().stages().stream();
    }

    /** How many stages all digits have in common: the same, not merely equal ones. */
    private static int shared(List<ReadDigit> digits) {
        if (digits.size() < 2) {
            return 0;
        }
        List<Stage> first = digits.get(0).image().stages();
        int shared = 0;
        while (allHave(digits, shared, first.get(shared))) {
            shared++;
        }
        return shared;
    }

    @SuppressWarnings("ReferenceEquality") // pixels need not be compared
    private static boolean allHave(List<ReadDigit> digits, int index, Stage stage) {
        return digits.stream().allMatch(digit -> digit.image().stages().get(index) == stage);
    }

    private static Explanation of(ReadPicture picture, Iterator<Step> steps) {
        List<ReadDigit> read = picture.digits();
        int shared = shared(read);
        List<Step> common = next(shared, steps);
        List<Digit> digits = new ArrayList<>();
        for (ReadDigit digit : read) {
            List<Step> own = next(digit.image().stages().size() - shared, steps);
            Step last = own.remove(own.size() - 1);
            own.add(new Step(last.stage, last.seen, digit.prediction())); // to the last bit
            digits.add(new Digit(digit.image().box(), own));
        }
        return new Explanation(common, digits, picture.rivals());
    }

    private static List<Step> next(int count, Iterator<Step> steps) {
        return Stream.generate(steps::next)
                .limit(count)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
