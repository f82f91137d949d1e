package org.patternscanner.render;

import java.util.Locale;

/** Probabilities as people read them. */
public final class Percent {

    private Percent() {}

    /** As in "91.25 %"; never 100 % or 0 % of what is only nearly so. */
    public static String of(double probability) {
        if (probability > 0.9999) {
            return "> 99.99 %";
        }
        return probability < 0.0001
                ? "< 0.01 %"
                : String.format(Locale.ROOT, "%.2f %%", 100 * probability);
    }
}
