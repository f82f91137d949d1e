package org.patternscanner.lab;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A question with choices, to be answered before the experiment. Which choice is right, the
 * experiment tells: {@link Finding#answer}.
 *
 * @param choices at least two, a phrase each
 */
public record Quiz(String question, List<String> choices) {

    public Quiz {
        choices = List.copyOf(choices);
        if (choices.size() < 2) {
            throw new IllegalArgumentException("A question needs two choices.");
        }
    }

    /**
     * Which choice comes nearest to what was measured.
     *
     * @param distance of a choice, counted from 0
     */
    static int nearest(int choices, IntToDoubleFunction distance) {
        return IntStream.range(0, choices)
                .boxed()
                .min(Comparator.comparingDouble(distance::applyAsDouble))
                .orElseThrow();
    }
}
