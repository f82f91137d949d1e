package org.patternscanner.render;

import java.util.Arrays;

/** Whether Java can draw letters: small containers come without any font. */
public final class Letters {

    /** A sentence about what to do. */
    public static final String MISSING =
            "Java finds no fonts here, so it can draw no letters; install some (on Debian or Ubuntu: 'sudo apt install fontconfig fonts-dejavu-core') and try again.";

    private Letters() {}

    /** Whether this failure, or what caused it, is that there are no fonts. */
    public static boolean areMissing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (Arrays.stream(cause.getStackTrace()).anyMatch(Letters::isOfFonts)) {
                return true;
            }
        }
        return false;
    }

    /** Java has no exception of its own for it, and throws several. */
    private static boolean isOfFonts(StackTraceElement frame) {
        return frame.getClassName().startsWith("sun.font.")
                || frame.getClassName().startsWith("sun.awt.FontConfiguration");
    }
}
