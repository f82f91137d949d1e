package org.patternscanner.lab;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Spread;

/** What an experiment says of its claim. */
public enum Verdict {
    HELD("The claim held."),
    NOT_DECIDED("Not decided: chance may still be the reason; more seeds would decide it."),
    REFUTED("The claim did NOT hold here.");

    private final String sentence;

    Verdict(String sentence) {
        this.sentence = sentence;
    }

    /** Of something that chance has no part in. */
    static Verdict of(boolean holds) {
        return holds ? HELD : REFUTED;
    }

    /** Whether a true mean is larger than a bound, as far as its 95 % interval tells. */
    static Verdict above(double bound, Spread measured) {
        double from = measured.mean() - measured.margin();
        double to = measured.mean() + measured.margin();
        return from > bound ? HELD : to <= bound ? REFUTED : NOT_DECIDED;
    }

    /**
     * Whether a true mean is as good as 0: an equivalence test, which more noise cannot pass (D.
     * Schuirmann, A Comparison of the Two One-Sided Tests Procedure, 1987; with the 95 % interval,
     * where 90 % would do).
     *
     * @param bound up to which a difference means nothing
     */
    static Verdict within(double bound, Spread measured) {
        double away = Math.abs(measured.mean());
        return away + measured.margin() < bound
                ? HELD
                : away - measured.margin() >= bound ? REFUTED : NOT_DECIDED;
    }

    /** Of several claims that must all hold. */
    static Verdict all(Verdict... verdicts) {
        return Arrays.stream(verdicts).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Whether the claim held; null where that is not decided. */
    public @Nullable Boolean held() {
        return this == NOT_DECIDED ? null : Boolean.valueOf(this == HELD);
    }

    /** What a terminal is told. */
    public String sentence() {
        return sentence;
    }

    /** As JSON has it: held, refuted, not decided. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
