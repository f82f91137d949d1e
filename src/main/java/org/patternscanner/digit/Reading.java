package org.patternscanner.digit;

import java.util.Locale;

/**
 * One way to read a picture. The usual one decides early what is ink, ground and line, and a later
 * stage can't undo that; where its answer is in doubt, the others compete with it.
 */
public enum Reading {
    /** As each picture is read first. */
    USUAL("as usual"),
    /**
     * Weak ink that hangs together with strong ink is ink: for strokes that fade or are blurred.
     */
    WEAK_INK("fainter ink counts"),
    /** One ground for the whole picture, and weak ink: for thick pens and tight crops. */
    EVEN_GROUND("the ground is taken for even, and fainter ink counts"),
    /** Long lines are strokes: for a tall 4, or a number in the boxes of a form. */
    LINES_KEPT("long lines are kept"),
    /** For a tight crop of bold digits, whose ground is rarer than their ink. */
    OTHER_TONE("the other tone is ink");

    private final String change;

    Reading(String change) {
        this.change = change;
    }

    /** As JSON names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does otherwise than usual, in a few words. */
    public String change() {
        return change;
    }

    boolean takesWeakInk() {
        return this == WEAK_INK || this == EVEN_GROUND;
    }
}
