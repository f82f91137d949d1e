package org.patternscanner.machine;

import org.jspecify.annotations.Nullable;

/**
 * One thing of the machine that was checked.
 *
 * @param name what was checked, in one word
 * @param status whether it is as the program needs it
 * @param message what was found, without a full stop
 * @param mend the command or the step that mends it; null where nothing is wrong
 */
public record Finding(String name, Status status, String message, @Nullable String mend) {

    /** A warning costs speed or pictures; with an error, nothing can be computed. */
    public enum Status {
        OK,
        WARNING,
        ERROR
    }

    /** All is well. */
    public static Finding ok(String name, String message) {
        return new Finding(name, Status.OK, message, null);
    }

    /** The program cannot compute before this is mended. */
    public static Finding error(String name, String message, String mend) {
        return new Finding(name, Status.ERROR, message, mend);
    }

    static Finding warning(String name, String message, String mend) {
        return new Finding(name, Status.WARNING, message, mend);
    }

    /** Whether it must be mended. */
    public boolean isError() {
        return status == Status.ERROR;
    }
}
