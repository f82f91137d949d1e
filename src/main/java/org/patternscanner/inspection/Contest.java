package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.Candidate;
import org.patternscanner.digit.Reading;
import org.patternscanner.digit.Readings;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.DigitReader.ReadPicture;

/** The readings of one picture, and which of them is believed. */
final class Contest {

    /** One digit that is read with so much, and has nothing odd, needs no other reading. */
    private static final double CLEAR = 0.99;

    /** Of the ink: so much is left out of a clear picture at most. */
    private static final double CLEAN = 0.05;

    /** In nats: all ink left out is as bad as a probability of 1/e. */
    private static final double LEFT_OUT = 1;

    /** In nats, for each property of MNIST's digits that one lacks. */
    private static final double ODD = 0.1;

    /** In nats: without a reason, the usual reading is believed. */
    private static final double UNUSUAL = 0.02;

    /** In nats: which tone is ink is seldom in doubt, and the ground between strokes has forms. */
    private static final double TONE = 0.5;

    /** In nats: where long lines are kept, ruled paper reads as digits. */
    private static final double LINES = 0.15;

    /** In nats: a reading that is worse by so much has a vote of 1/e of the better one's. */
    private static final double VOTE = 0.2;

    private final Readings picture;
    private final List<ReadDigit> usual;
    private final Map<Reading, List<ReadDigit>> read = new LinkedHashMap<>();
    private final List<Rival> rivals = new ArrayList<>();

    Contest(Readings picture, List<ReadDigit> usual) {
        this.picture = picture;
        this.usual = usual;
        read.put(Reading.USUAL, usual);
    }

    /** Whether the usual reading leaves any doubt. */
    boolean isOpen() {
        return !picture.rivals().isEmpty()
                && (usual.size() != 1
                        || usual.get(0).prediction().probability() < CLEAR
                        || !usual.get(0).image().warnings().isEmpty()
                        || leftOut(usual, picture.ink(Reading.USUAL)) > CLEAN);
    }

    /** The candidates of each other reading. */
    List<List<Candidate>> rivals() {
        return picture.rivals().stream().map(picture::candidates).toList();
    }

    /**
     * Compares them.
     *
     * @param others what was read by each other reading, in their order
     */
    void hold(Iterator<List<ReadDigit>> others) {
        picture.rivals().forEach(reading -> read.put(reading, others.next()));
        read.forEach(
                (reading, digits) -> {
                    if (!digits.isEmpty()) {
                        rivals.add(rival(reading, digits));
                    }
                });
        rivals.sort(Comparator.comparingDouble(Rival::score).reversed());
    }

    /** What the best reading says; where others contradict, it is less sure of it. */
    ReadPicture winner() {
        if (rivals.isEmpty()) {
            return new ReadPicture(usual, Reading.USUAL, rivals);
        }
        Reading best = rivals.get(0).reading();
        List<ReadDigit> digits = read.getOrDefault(best, List.of());
        List<ReadDigit> doubted = new ArrayList<>();
        for (int i = 0; i < digits.size(); i++) {
            ReadDigit digit = digits.get(i);
            Prediction vote = new Prediction(vote(i, digits.size()));
            doubted.add(new ReadDigit(digit.image(), vote, digit.ink()));
        }
        return new ReadPicture(doubted, best, rivals);
    }

    /**
     * The probabilities of a digit, averaged over all readings; the better one is, the more it
     * counts. One with another number of digits says nothing of this one.
     */
    private double[] vote(int index, int digits) {
        double[] sum = new double[LabelledImages.CLASSES];
        double votes = 0;
        for (Rival rival : rivals) {
            double votesOfRival = Math.exp((rival.score() - rivals.get(0).score()) / VOTE);
            List<ReadDigit> others = read.getOrDefault(rival.reading(), List.of());
            for (int i = 0; i < sum.length; i++) {
                double probability =
                        others.size() == digits
                                ? others.get(index).prediction().probabilities()[i]
                                : 1.0 / sum.length;
                sum[i] += votesOfRival * probability;
            }
            votes += votesOfRival;
        }
        double all = votes;
        return Arrays.stream(sum).map(each -> each / all).toArray();
    }

    private Rival rival(Reading reading, List<ReadDigit> digits) {
        double leftOut = leftOut(digits, allInk(reading));
        double least = 1;
        double score = -LEFT_OUT * leftOut;
        for (ReadDigit digit : digits) {
            double probability = digit.prediction().probability();
            least = Math.min(least, probability);
            score += Math.log(probability) - DigitReader.ANOTHER_DIGIT;
            score -= ODD * digit.image().warnings().size();
        }
        score -= reading == Reading.USUAL ? 0 : UNUSUAL;
        score -= reading == Reading.LINES_KEPT ? LINES : 0;
        score -= reading == Reading.OTHER_TONE ? TONE : 0;
        String text =
                digits.stream()
                        .map(digit -> String.valueOf(digit.prediction().digit()))
                        .collect(Collectors.joining());
        return new Rival(reading, text, least, leftOut, score);
    }

    /**
     * What weak ink or an even ground shows besides is ink that another reading leaves out; but not
     * the frames that are found where lines are kept.
     */
    private double allInk(Reading reading) {
        double own = picture.ink(reading);
        return switch (reading) {
            case USUAL, WEAK_INK, EVEN_GROUND ->
                    Stream.of(Reading.WEAK_INK, Reading.EVEN_GROUND)
                            .mapToDouble(picture::ink)
                            .reduce(own, Math::max);
            case LINES_KEPT, OTHER_TONE -> own;
        };
    }

    private static double leftOut(List<ReadDigit> digits, double all) {
        double used = digits.stream().mapToDouble(ReadDigit::ink).sum();
        return Math.max(0, 1 - used / Math.max(1, all));
    }
}
