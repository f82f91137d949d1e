package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kernels and maps for the terminal, and its colors. */
class ColoredTextTest {

    private static final float[][][] KERNELS = {
        {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}},
        {{0, 0, 0}, {0, 0.314f, 0}, {0, 0, 0}},
        {{1, 1, 1}, {0, 0, 0}, {-1, -1, -1}}
    };

    private static final byte[] PIXELS = new byte[784];
    private static final float[][] MAP = new float[28][28];

    static {
        PIXELS[1] = (byte) 255;
        PIXELS[2] = (byte) 255;
        MAP[0][0] = 0.4f;
        MAP[0][1] = -0.2f;
        MAP[27][27] = -0.012f;
    }

    private static String withoutColor(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void plainTextOffATerminalAndWhereColorIsRefused() {
        Map<String, String> full = Map.of("COLORTERM", "truecolor");
        assertThat(TextColour.of(false, full)).isEqualTo(TextColour.NONE);
        assertThat(TextColour.of(true, Map.of("COLORTERM", "truecolor", "NO_COLOR", "1")))
                .isEqualTo(TextColour.NONE);
        assertThat(TextColour.of(true, Map.of("TERM", "dumb"))).isEqualTo(TextColour.NONE);
    }

    @Test
    void allColorsOnlyWhereTheTerminalPromisesThem() {
        assertThat(TextColour.of(true, Map.of("COLORTERM", "truecolor")))
                .isEqualTo(TextColour.FULL);
        assertThat(TextColour.of(true, Map.of())).isEqualTo(TextColour.PALETTE);
        // no-color.org: an empty value does not count.
        assertThat(TextColour.of(true, Map.of("NO_COLOR", ""))).isEqualTo(TextColour.PALETTE);
    }

    @Test
    void picksTheNearestOfXtermsColors() {
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

    @Test
    void withoutColorTheWeightsAreNumbers() {
        assertThat(FilterText.render(KERNELS, 2, TextColour.NONE))
                .isEqualTo(
                        """
                        0                    1
                         -1.00  0.00 +1.00     0.00  0.00  0.00
                         -2.00  0.00 +2.00     0.00 +0.31  0.00
                         -1.00  0.00 +1.00     0.00  0.00  0.00

                        2
                         +1.00 +1.00 +1.00
                          0.00  0.00  0.00
                         -1.00 -1.00 -1.00
                        """);
    }

    @Test
    void withColorEveryWeightIsTwoSpacesOnItsColor() {
        String text = FilterText.render(new float[][][] {{{2, -2}}}, 4, TextColour.FULL);
        String plus = "\u001b[48;2;174;66;0m  ";
        String minus = "\u001b[48;2;33;102;172m  ";
        assertThat(text).startsWith("0\n" + plus + minus + "\u001b[0m\n");
        assertThat(text).contains("-2.00 ").endsWith("+2.00\n");
    }

    @Test
    void colorNeverReachesTheEndOfALine() {
        String text = FilterText.render(KERNELS, 2, TextColour.FULL);
        assertThat(text.lines())
                .allMatch(line -> line.lastIndexOf("\u001b[0m") == line.lastIndexOf('\u001b'));
    }

    @Test
    void captionsStandAboveTheirKernels() {
        String text = FilterText.render(KERNELS, 3, TextColour.FULL);
        assertThat(text.lines().findFirst().orElseThrow()).isEqualTo("0        1        2");
        assertThat(withoutColor(text).lines().skip(1).findFirst().orElseThrow())
                .hasSize(6 + 3 + 6 + 3 + 6);
        String named = FilterText.render(KERNELS, List.of("nine", "7", "five"), 2, TextColour.FULL);
        assertThat(named.lines().filter(line -> !line.contains("\u001b")).toList())
                .startsWith("nine     7", "", "five");
    }

    @Test
    void withoutColorItIsTenthsWithTheirSign() {
        List<String> lines = SaliencyText.render(PIXELS, MAP, TextColour.NONE).lines().toList();

        assertThat(lines).hasSize(29);
        assertThat(lines.get(0)).isEqualTo("+9-5 :" + " .".repeat(25));
        assertThat(lines.get(27)).isEqualTo(" .".repeat(28));
        assertThat(lines.get(28))
                .isEqualTo(
                        "+9 is about +0.40, -9 about -0.40; . is about 0, and : is about 0 on ink");
        assertThat(lines).allMatch(line -> line.length() <= 80);
    }

    @Test
    void withColorEveryPixelIsABlockAndInkIsMarked() {
        List<String> lines = SaliencyText.render(PIXELS, MAP, TextColour.FULL).lines().toList();

        assertThat(lines).hasSize(29);
        assertThat(lines.get(0)).startsWith("\u001b[48;2;174;66;0m\u001b[30m  ");
        assertThat(withoutColor(lines.get(0))).isEqualTo("  ::::" + "  ".repeat(25));
        assertThat(lines.get(28)).startsWith("-0.40 ").endsWith(" +0.40   :: is ink");
        assertThat(lines)
                .allMatch(line -> line.lastIndexOf("\u001b[0m") == line.lastIndexOf('\u001b'));
    }

    @Test
    void aMapOfZerosIsNoTrouble() {
        assertThat(SaliencyText.render(PIXELS, new float[28][28], TextColour.NONE))
                .startsWith(" . : : .")
                .contains("+9 is about 0.00");
    }
}
