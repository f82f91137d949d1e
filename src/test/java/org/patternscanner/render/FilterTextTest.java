package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTextTest {

    private static final float[][][] KERNELS = {
        {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}},
        {{0, 0, 0}, {0, 0.314f, 0}, {0, 0, 0}},
        {{1, 1, 1}, {0, 0, 0}, {-1, -1, -1}}
    };

    @Test
    void withoutColourTheWeightsAreNumbers() {
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
    void withColourEveryWeightIsTwoSpacesOnItsColour() {
        String text = FilterText.render(new float[][][] {{{2, -2}}}, 4, TextColour.FULL);
        String plus = "\u001b[48;2;174;66;0m  ";
        String minus = "\u001b[48;2;33;102;172m  ";
        assertThat(text).startsWith("0\n" + plus + minus + "\u001b[0m\n");
        assertThat(text).contains("-2.00 ").endsWith("+2.00\n");
    }

    @Test
    void colourNeverReachesTheEndOfALine() {
        String text = FilterText.render(KERNELS, 2, TextColour.FULL);
        assertThat(text.lines().filter(line -> line.contains("\u001b")).toList())
                .allSatisfy(
                        line ->
                                assertThat(line.lastIndexOf("\u001b[0m"))
                                        .isEqualTo(line.lastIndexOf('\u001b')));
    }

    @Test
    void captionsStandAboveTheirKernels() {
        String text = FilterText.render(KERNELS, 3, TextColour.FULL);
        assertThat(text.lines().findFirst().orElseThrow()).isEqualTo("0        1        2");
        assertThat(withoutColour(text).lines().skip(1).findFirst().orElseThrow())
                .hasSize(6 + 3 + 6 + 3 + 6);
    }

    @Test
    void captionsMayBeOthersThanNumbers() {
        String text = FilterText.render(KERNELS, List.of("nine", "7", "five"), 2, TextColour.FULL);
        assertThat(text.lines().filter(line -> !line.contains("\u001b")).toList())
                .startsWith("nine     7", "", "five");
    }

    private static String withoutColour(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
