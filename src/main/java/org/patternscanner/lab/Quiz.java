package org.patternscanner.lab;

import java.util.List;

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
}
