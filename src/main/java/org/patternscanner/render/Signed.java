package org.patternscanner.render;

import java.util.Locale;

/** Numbers of either sign: +0.50, -0.50, 0.00. */
final class Signed {

    private Signed() {}

    /** With its sign, which zero has not, and so many decimals. */
    static String text(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%+." + decimals + "f", value);
        return text.matches("[+-]0([.]0*)?") ? text.substring(1) : text;
    }
}
