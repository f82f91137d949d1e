package org.patternscanner.render;

import java.io.PrintStream;
import java.util.Map;

/**
 * One line on a terminal that shows how far long work is.
 *
 * <p>{@link #step} is for a loop's inside: it counts, and another thread draws.
 */
public interface ProgressLine extends AutoCloseable {

    /** A step is done: so many images, and what to say about it, such as "loss 0.0512". */
    void step(int images, String message);

    /** Erases the line: what is written next stands in its place. */
    @Override
    void close();

    /**
     * Starts a line.
     *
     * @param task what is done, such as "epoch 2/5"
     * @param steps how many steps there will be
     * @param columns the terminal's width in characters
     */
    static ProgressLine on(PrintStream out, String task, long steps, int columns) {
        return new TerminalProgress(out, task, steps, columns);
    }

    /** A line that shows nothing, for output that is not a terminal. */
    static ProgressLine none() {
        return new ProgressLine() {
            @Override
            public void step(int images, String message) {}

            @Override
            public void close() {}
        };
    }

    /** The terminal's width as the environment's COLUMNS has it, or else 80. */
    static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : 80;
    }
}
