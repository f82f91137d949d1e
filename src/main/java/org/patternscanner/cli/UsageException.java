package org.patternscanner.cli;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The command line asks for what cannot be. Its message is one sentence for people; {@link Errors}
 * adds where to read more. Any other exception that is no IOException is an error of ours.
 */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A step that takes what the user typed, and refuses it with a sentence. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    /**
     * With a sentence.
     *
     * @param facts for the format's places, as {@link String#formatted} takes them
     */
    @FormatMethod
    UsageException(String format, @Nullable Object... facts) {
        super(format.formatted(facts));
    }

    /**
     * Makes something of what the user typed.
     *
     * @param attempt throws an IllegalArgumentException only for what was typed
     * @throws UsageException with its sentence
     */
    static <T> T check(Attempt<T> attempt) throws IOException {
        try {
            return attempt.make();
        } catch (IllegalArgumentException e) {
            UsageException ours = new UsageException("%s", e.getMessage());
            ours.initCause(e);
            throw ours;
        }
    }

    /** Refuses a number outside its range; what was not given is in it. */
    static void requireBetween(String option, Number value, long least, long most) {
        if (value.longValue() < least || value.longValue() > most) {
            throw new UsageException(
                    "%s is %s; it must be from %d to %d.", option, value, least, most);
        }
    }

    /** Refuses a count below its least. */
    static void requireAtLeast(String option, Number value, long least) {
        if (value.longValue() < least) {
            throw new UsageException("%s is %s; it must be %d or more.", option, value, least);
        }
    }
}
