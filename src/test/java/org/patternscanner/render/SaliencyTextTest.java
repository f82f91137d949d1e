package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SaliencyTextTest {

    private static final byte[] PIXELS = new byte[784];
    private static final float[][] MAP = new float[28][28];

    static {
        PIXELS[1] = (byte) 255;
        PIXELS[2] = (byte) 255;
        MAP[0][0] = 0.4f;
        MAP[0][1] = -0.2f;
        MAP[27][27] = -0.012f;
    }

    @Test
    void withoutColourItIsTenthsWithTheirSign() {
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
    void withColourEveryPixelIsABlockAndInkIsMarked() {
        List<String> lines = SaliencyText.render(PIXELS, MAP, TextColour.FULL).lines().toList();

        assertThat(lines).hasSize(29);
        assertThat(lines.get(0)).startsWith("\u001b[48;2;174;66;0m\u001b[30m  ");
        assertThat(lines.get(0).replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo("  ::::" + "  ".repeat(25));
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
