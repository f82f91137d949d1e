package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.Candidate;
import org.patternscanner.digit.NormalizedDigit;
import org.patternscanner.digit.Reading;
import org.patternscanner.digit.Readings;

/**
 * Reads all digits of a picture. Where it isn't clear which pieces of ink make up a digit, the
 * network decides: of all ways to read the pieces, the most probable one.
 *
 * <p>That is the usual way to read connected digits: Y. LeCun et al., "Gradient-Based Learning
 * Applied to Document Recognition" (1998), section V.
 */
public final class DigitReader {

    /** In nats, of log-probability: of two readings about as probable the shorter one is taken. */
    static final double ANOTHER_DIGIT = 0.05;

    /** Of 100 held-out digits, one is read with less; of letters and scribbles, half are. */
    private static final double SURE = 0.9;

    private final TrainedNetwork predictor;

    /** Reads with this network, and leaves it open. */
    public DigitReader(TrainedNetwork predictor) {
        this.predictor = predictor;
    }

    /**
     * A digit that was read.
     *
     * @param image as the network saw it
     * @param prediction what it says
     * @param ink the sum of its values in the picture, where full ink is 255
     */
    public record ReadDigit(NormalizedDigit image, Prediction prediction, double ink) {

        /** One sentence for each reason to doubt the answer; usually none. */
        public List<String> warnings() {
            List<String> warnings = new ArrayList<>(image.warnings());
            if (prediction.probability() < SURE) {
                warnings.add(
                        "The network is not sure: %d with %.0f %%, %d with %.0f %%; or it is no digit."
                                .formatted(
                                        prediction.digit(),
                                        100 * prediction.probability(),
                                        prediction.second(),
                                        100 * prediction.probabilities()[prediction.second()]));
            }
            return warnings;
        }
    }

    /**
     * A picture that was read.
     *
     * @param digits in reading order; at least one
     * @param reading the one that won
     * @param rivals all that competed, the winner among them, the best first; none if the usual
     *     reading was in no doubt
     */
    public record ReadPicture(List<ReadDigit> digits, Reading reading, List<Rival> rivals) {

        /** Copies the lists. */
        public ReadPicture {
            digits = List.copyOf(digits);
            rivals = List.copyOf(rivals);
        }

        /** Whether a digit is so unsure that it may be none. */
        public boolean isInDoubt() {
            return probability() < SURE;
        }

        /** A number is as sure as its least sure digit. */
        public double probability() {
            return digits.stream()
                    .mapToDouble(digit -> digit.prediction().probability())
                    .min()
                    .orElse(0);
        }
    }

    /** Reads one picture. */
    public ReadPicture read(Readings picture) {
        return readAll(List.of(picture)).get(0);
    }

    static byte[] pixels(List<Candidate> candidates) {
        return LabelledImages.joined(
                candidates.stream().map(candidate -> candidate.digit().pixels()).toList());
    }

    /** Reads many pictures at once: all as usual, and then what is in doubt in other ways. */
    public List<ReadPicture> readAll(List<Readings> pictures) {
        List<List<ReadDigit>> usual =
                mostProbable(
                        pictures.stream().map(each -> each.candidates(Reading.USUAL)).toList());
        List<Contest> contests = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            contests.add(new Contest(pictures.get(i), usual.get(i)));
        }
        List<Contest> open = contests.stream().filter(Contest::isOpen).toList();
        List<List<List<Candidate>>> rivals = open.parallelStream().map(Contest::rivals).toList();
        Iterator<List<ReadDigit>> read =
                mostProbable(rivals.stream().flatMap(List::stream).toList()).iterator();
        open.forEach(contest -> contest.hold(read));
        return contests.stream().map(Contest::winner).toList();
    }

    private List<List<ReadDigit>> mostProbable(List<List<Candidate>> lists) {
        return mostProbableOfAll(
                lists, predictor.predictAll(pixels(lists.stream().flatMap(List::stream).toList())));
    }

    /**
     * Decides at once, for who can't ask the network twice.
     *
     * @param predictions one for each candidate of each list of {@link #all}
     */
    static ReadPicture read(Readings picture, List<Prediction> predictions) {
        Iterator<List<ReadDigit>> read = mostProbableOfAll(all(picture), predictions).iterator();
        Contest contest = new Contest(picture, read.next());
        if (contest.isOpen()) {
            contest.hold(read);
        }
        return contest.winner();
    }

    /** The candidates of every reading, the usual one first. */
    static List<List<Candidate>> all(Readings picture) {
        return Stream.concat(Stream.of(Reading.USUAL), picture.rivals().stream())
                .map(picture::candidates)
                .toList();
    }

    /** Of each list of candidates the most probable digits. */
    private static List<List<ReadDigit>> mostProbableOfAll(
            List<List<Candidate>> lists, List<Prediction> predictions) {
        List<List<ReadDigit>> read = new ArrayList<>();
        int next = 0;
        for (List<Candidate> candidates : lists) {
            int end = next + candidates.size();
            read.add(mostProbable(candidates, predictions.subList(next, end)));
            next = end;
        }
        return read;
    }

    /** What the pieces from one on are best read as. */
    private record Way(double logProbability, List<ReadDigit> digits) {

        static final Way NONE = new Way(Double.NEGATIVE_INFINITY, List.of());

        Way after(ReadDigit first) {
            List<ReadDigit> all = new ArrayList<>(List.of(first));
            all.addAll(digits);
            double more = Math.log(first.prediction.probability()) - ANOTHER_DIGIT;
            return new Way(logProbability + more, all);
        }
    }

    /**
     * The best way to read a picture, found from the last piece to the first: from each the best
     * way to the end.
     *
     * @param predictions one a candidate
     */
    static List<ReadDigit> mostProbable(List<Candidate> candidates, List<Prediction> predictions) {
        int pieces = candidates.stream().mapToInt(Candidate::to).max().orElse(0);
        Way[] best = new Way[pieces + 1];
        best[pieces] = new Way(0, List.of());
        for (int piece = pieces - 1; piece >= 0; piece--) {
            best[piece] = Way.NONE;
            for (int i = 0; i < candidates.size(); i++) {
                Candidate candidate = candidates.get(i);
                if (candidate.from() == piece) {
                    ReadDigit digit =
                            new ReadDigit(candidate.digit(), predictions.get(i), candidate.ink());
                    Way way = best[candidate.to()].after(digit);
                    if (way.logProbability > best[piece].logProbability) {
                        best[piece] = way;
                    }
                }
            }
        }
        return best[0].digits;
    }
}
