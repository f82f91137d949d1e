package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextColourTest {

    @Test
    void plainTextOffATerminalAndWhereColourIsRefused() {
        Map<String, String> full = Map.of("COLORTERM", "truecolor");
        assertThat(TextColour.of(false, full)).isEqualTo(TextColour.NONE);
        assertThat(TextColour.of(true, Map.of("COLORTERM", "truecolor", "NO_COLOR", "1")))
                .isEqualTo(TextColour.NONE);
        assertThat(TextColour.of(true, Map.of("TERM", "dumb"))).isEqualTo(TextColour.NONE);
    }

    @Test
    void allColoursOnlyWhereTheTerminalPromisesThem() {
        assertThat(TextColour.of(true, Map.of("COLORTERM", "truecolor")))
                .isEqualTo(TextColour.FULL);
        assertThat(TextColour.of(true, Map.of())).isEqualTo(TextColour.PALETTE);
        // no-color.org: an empty value does not count.
        assertThat(TextColour.of(true, Map.of("NO_COLOR", ""))).isEqualTo(TextColour.PALETTE);
    }

    @Test
    void picksTheNearestOfXtermsColours() {
        // Numbers and values from xterm's own table.
        assertThat(TextColour.nearest(Color.BLACK)).isEqualTo(16);
        assertThat(TextColour.nearest(Color.WHITE)).isEqualTo(231);
        assertThat(TextColour.nearest(new Color(0xFF0000))).isEqualTo(196);
        assertThat(TextColour.nearest(new Color(0xAF5F00))).isEqualTo(130);
        assertThat(TextColour.nearest(new Color(0x5F87AF))).isEqualTo(67);
        assertThat(TextColour.nearest(new Color(0x080808))).isEqualTo(232);
        assertThat(TextColour.nearest(new Color(0xEEEEEE))).isEqualTo(255);
    }

    @Test
    void filtersUseThePaletteWhereThatIsAll() {
        String text = FilterText.render(new float[][][] {{{2, 0}}}, 1, TextColour.PALETTE);
        assertThat(text).contains("\u001b[48;5;").doesNotContain("48;2;");
    }
}
