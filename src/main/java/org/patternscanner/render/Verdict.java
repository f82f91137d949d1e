package org.patternscanner.render;

import java.awt.Color;

/** What a stage's answer is worth, in colours that colour-blind people can tell apart. */
enum Verdict {
    SAME("the same digit as the answer", new Color(0x2166AC), new Color(0xE6F0F8)),
    OTHER("another digit", new Color(0xAE4200), new Color(0xFCEDDD)),
    NONE(
            "several digits at once: no answer could be right",
            new Color(0x555555),
            new Color(0xF2F2F2));

    final String meaning;
    final Color strong;
    final Color pale;

    Verdict(String meaning, Color strong, Color pale) {
        this.meaning = meaning;
        this.strong = strong;
        this.pale = pale;
    }

    static Verdict of(boolean agrees) {
        return agrees ? SAME : OTHER;
    }
}
