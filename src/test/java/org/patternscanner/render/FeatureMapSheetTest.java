package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureMapSheetTest {

    private static final int LEFT = 40;
    private static final int HEAD = 40 + 90; // margin and titles
    private static final int MAPS = HEAD + 28 * 6 + 40; // below the digit
    private static final int PITCH = 112 + 28;

    private static BufferedImage sheet(byte[] digit, float[][][] maps, String note) {
        List<String> captions =
                IntStream.range(0, maps.length).mapToObj(Integer::toString).toList();
        return FeatureMapSheet.of("Maps", "of a test", List.of(note), digit, maps, captions);
    }

    @Test
    void everyNumberHasItsColourOnOneScale() {
        float[][][] maps = new float[32][14][14];
        maps[0][0][0] = -4;
        maps[9][13][2] = 2;
        BufferedImage sheet = sheet(new byte[784], maps, "");
        ColorScale scale = ColorScale.symmetric(4);
        assertThat(Pixels.at(sheet, LEFT + 4, MAPS + 4)).isEqualTo(scale.color(-4));
        // The second map of the second row.
        int x = LEFT + PITCH + 2 * 8 + 4;
        int y = MAPS + 112 + 28 + 28 + 13 * 8 + 4;
        assertThat(Pixels.at(sheet, x, y)).isEqualTo(scale.color(2));
        assertThat(Pixels.at(sheet, x + 8, y)).isEqualTo(scale.color(0));
    }

    @Test
    void digitIsShownPixelByPixel() {
        byte[] digit = new byte[784];
        digit[3 * 28 + 5] = (byte) 255;
        BufferedImage sheet = sheet(digit, new float[32][28][28], "");
        assertThat(Pixels.at(sheet, LEFT + 5 * 6 + 3, HEAD + 3 * 6 + 3)).isEqualTo(Color.BLACK);
        assertThat(Pixels.at(sheet, LEFT + 6 * 6 + 3, HEAD + 3 * 6 + 3)).isEqualTo(Color.WHITE);
    }

    @Test
    void legendStandsBesideTheDigit() {
        float[][][] maps = new float[64][7][7];
        maps[63][6][6] = 5;
        BufferedImage sheet = sheet(new byte[784], maps, "");
        int bar = LEFT + 28 * 6 + 40;
        ColorScale scale = ColorScale.symmetric(5);
        assertThat(Pixels.at(sheet, bar + 1, HEAD + 9)).isEqualTo(scale.color(-4.97));
        assertThat(Pixels.at(sheet, bar + 358, HEAD + 9)).isEqualTo(scale.color(4.97));
        assertThat(Pixels.ink(sheet, bar, HEAD + 22, 360, 24)).isGreaterThan(100);
    }

    @Test
    void nothingIsCutOff() {
        String note =
                "A note that says at quite some length how all of these maps are to be read. ";
        BufferedImage sheet = sheet(new byte[784], new float[8][28][28], note + note);
        assertThat(Pixels.inkOnEdge(sheet, 30)).isZero();
        assertThat(Pixels.inkOnEdge(sheet(new byte[784], new float[64][7][7], note), 30)).isZero();
    }
}
