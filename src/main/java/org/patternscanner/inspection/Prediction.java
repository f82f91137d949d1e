package org.patternscanner.inspection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Logits;

/**
 * What the network predicts for one image.
 *
 * @param probabilities of the ten classes, calibrated; they add up to 1
 */
public record Prediction(double[] probabilities) {

    /**
     * What the logits of many images say.
     *
     * @param temperature that they are divided by: {@link
     *     org.patternscanner.arithmetic.Calibration}
     * @throws UncheckedIOException with one sentence if they are no numbers
     */
    static List<Prediction> ofAll(float[][] logits, double temperature) {
        requireFinite(logits);
        return Arrays.stream(logits)
                .map(row -> new Prediction(Logits.softmax(row, temperature)))
                .toList();
    }

    static void requireFinite(float[][] logits) {
        if (!Logits.areFinite(logits)) {
            throw new UncheckedIOException(
                    new IOException(
                            "This network's parameters are so large that it computes no finite logits: choose another with --model."));
        }
    }

    /** The most probable class. */
    public int digit() {
        return ranked().get(0);
    }

    /** The most probable class's probability. */
    public double probability() {
        return probabilities[digit()];
    }

    /** The class that comes next. */
    public int second() {
        return ranked().get(1);
    }

    /** All classes, the most probable first. */
    public List<Integer> ranked() {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(digit -> -probabilities[digit]))
                .toList();
    }
}
