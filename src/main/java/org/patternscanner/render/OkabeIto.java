package org.patternscanner.render;

import java.awt.Color;
import java.util.List;

/**
 * Colors that stay apart in the common kinds of color blindness: Okabe and Ito, Color Universal
 * Design (2008).
 */
final class OkabeIto {

    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY_BLUE = new Color(0x56B4E9);
    static final Color YELLOW = new Color(0xF0E442);

    /** In the order in which pictures use them; without the yellow, which white paper swallows. */
    static final List<Color> ON_WHITE =
            List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY_BLUE, Color.BLACK);

    private OkabeIto() {}
}
