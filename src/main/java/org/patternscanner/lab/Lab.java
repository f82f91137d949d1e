package org.patternscanner.lab;

import java.io.IOException;

/**
 * An experiment that puts one claim of the lesson to the test.
 *
 * @param <R> what it finds: a record of numbers, from which all that is said and drawn is made
 */
public interface Lab<R extends Record> {

    /** As the command line names it, such as {@code weight-sharing}. */
    String name();

    /** The claim of the lesson that is tested, in one sentence. */
    String claim();

    /** What a learner should think about before the result is shown. */
    Quiz quiz();

    /**
     * Does the experiment.
     *
     * @throws IOException if a network or a picture cannot be read
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    R run(LabContext context) throws IOException;

    /** What the numbers say. It is computed from them alone, and may contradict the claim. */
    Finding finding(R results);
}
