package org.patternscanner.lab;

import java.io.IOException;
import java.util.List;

/**
 * An experiment that puts one claim of the lesson to the test.
 *
 * @param <R> what it finds: a record of numbers, from which all that is said and drawn is made
 */
public abstract class Lab<R extends Record> {

    private final String name;
    private final String claim;
    private final Quiz quiz;

    /** With what does not depend on the results. */
    Lab(String name, String claim, String question, List<String> choices) {
        this.name = name;
        this.claim = claim;
        quiz = new Quiz(question, choices);
    }

    /** As the command line names it, such as {@code weight-sharing}. */
    public final String name() {
        return name;
    }

    /** The claim of the lesson that is tested, in one sentence. */
    public final String claim() {
        return claim;
    }

    /** What a learner should think about before the result is shown. */
    public final Quiz quiz() {
        return quiz;
    }

    /**
     * Does the experiment.
     *
     * @throws IOException if a network or a picture cannot be read
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    public abstract R run(LabContext context) throws IOException;

    /** What the numbers say. It is computed from them alone, and may contradict the claim. */
    public abstract Finding finding(R results);
}
