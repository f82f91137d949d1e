package org.patternscanner.cli;

import java.io.PrintWriter;

/**
 * What is said when Ctrl-C comes while a learner is asked. Nothing is under way then that would
 * have to end first, so unlike {@link StopSignal} it holds nothing back.
 */
final class Farewell {

    private final Thread hook;

    private Farewell(Thread hook) {
        this.hook = hook;
    }

    /** From now until it is closed. */
    static Farewell of(PrintWriter err, String sentence) {
        Thread hook = new Thread(() -> say(err, sentence), "farewell");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Farewell(hook);
    }

    private static void say(PrintWriter err, String sentence) {
        err.println(); // the cursor stands behind the question
        err.println(sentence);
        err.flush();
    }

    /** It will not be said any more. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is shutting down already, and the hook speaks.
        }
    }
}
