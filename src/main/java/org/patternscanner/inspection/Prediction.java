package org.patternscanner.inspection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Logits;

/**
 * What the network says of one image.
 *
 * @param probabilities of the ten classes; they add up to 1
 */
public record Prediction(double[] probabilities) {

    static Prediction of(float[] logits) {
        return new Prediction(Logits.softmax(logits));
    }

    /** The most probable class. */
    public int digit() {
        return ranked().get(0);
    }

    /** The most probable class's probability. */
    public double probability() {
        return probabilities[digit()];
    }

    /** All classes, the most probable first. */
    public List<Integer> ranked() {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(digit -> -probabilities[digit]))
                .toList();
    }
}
