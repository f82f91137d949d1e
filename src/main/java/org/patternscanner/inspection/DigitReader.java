package org.patternscanner.inspection;

import java.util.ArrayList;
import java.util.List;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.Candidate;
import org.patternscanner.digit.NormalizedDigit;

/**
 * Reads all digits of a picture. Where it isn't clear which pieces of ink make up a digit, the
 * network decides: of all ways to read the pieces, the most probable one.
 *
 * <p>That is the usual way to read connected digits: Y. LeCun et al., "Gradient-Based Learning
 * Applied to Document Recognition" (1998), section V.
 */
public final class DigitReader {

    /** In nats, of log-probability: of two readings about as probable the shorter one is taken. */
    private static final double ANOTHER_DIGIT = 0.05;

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
     */
    public record ReadDigit(NormalizedDigit image, Prediction prediction) {

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

    /** Reads one picture: at least one digit, in reading order. */
    public List<ReadDigit> read(List<Candidate> candidates) {
        return readAll(List.of(candidates)).get(0);
    }

    static byte[] pixels(List<Candidate> candidates) {
        return LabelledImages.joined(
                candidates.stream().map(candidate -> candidate.digit().pixels()).toList());
    }

    /** Reads many pictures at once. */
    public List<List<ReadDigit>> readAll(List<List<Candidate>> pictures) {
        List<Prediction> predictions =
                predictor.predictAll(pixels(pictures.stream().flatMap(List::stream).toList()));
        List<List<ReadDigit>> read = new ArrayList<>();
        int next = 0;
        for (List<Candidate> candidates : pictures) {
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
                    ReadDigit digit = new ReadDigit(candidate.digit(), predictions.get(i));
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
