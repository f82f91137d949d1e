package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SaliencyImageTest {

    // Margin, titles and captions; three panels of 28 cells.
    private static final int LEFT = 40;
    private static final int TOP = 40 + 90 + 34;
    private static final int CELL = 15;
    private static final int PITCH = 28 * CELL + 36;

    private static BufferedImage draw(byte[] pixels, float[][] map) {
        return SaliencyImage.of(
                "Read as 7",
                "how to read it",
                pixels,
                map,
                "Occlusion for a 7",
                "probability lost");
    }

    private static Color cell(BufferedImage image, int panel, int row, int column) {
        return Pixels.at(
                image,
                LEFT + panel * PITCH + column * CELL + CELL / 2,
                TOP + row * CELL + CELL / 2);
    }

    @Test
    void digitAndMapStandCellByCell() {
        byte[] pixels = new byte[784];
        pixels[3 * 28 + 20] = (byte) 255;
        float[][] map = new float[28][28];
        map[3][20] = -0.5f;
        map[27][0] = 0.25f;
        BufferedImage image = draw(pixels, map);
        ColorScale scale = ColorScale.symmetric(0.5);

        assertThat(cell(image, 0, 3, 20)).isEqualTo(Color.BLACK);
        assertThat(cell(image, 0, 27, 0)).isEqualTo(Color.WHITE);
        for (int panel = 1; panel <= 2; panel++) {
            assertThat(cell(image, panel, 3, 20)).isEqualTo(scale.color(-0.5));
            assertThat(cell(image, panel, 27, 0)).isEqualTo(scale.color(0.25));
            assertThat(cell(image, panel, 0, 0)).isEqualTo(scale.color(0));
        }
    }

    @Test
    void onlyTheThirdPanelHasTheOutlineAndItRunsAroundTheInk() {
        byte[] pixels = new byte[784];
        pixels[10 * 28 + 10] = (byte) 200;
        pixels[10 * 28 + 11] = (byte) 200;
        pixels[20 * 28 + 20] = 100; // too little to be ink
        BufferedImage image = draw(pixels, new float[28][28]);
        int x = LEFT + 2 * PITCH;

        assertThat(Pixels.at(image, x + 10 * CELL, TOP + 10 * CELL + 7)).isEqualTo(Color.BLACK);
        assertThat(Pixels.at(image, x + 12 * CELL, TOP + 10 * CELL + 7)).isEqualTo(Color.BLACK);
        assertThat(Pixels.at(image, x + 11 * CELL, TOP + 10 * CELL + 7)).isNotEqualTo(Color.BLACK);
        BufferedImage second =
                image.getSubimage(LEFT + PITCH + 2, TOP + 2, 28 * CELL - 4, 28 * CELL - 4);
        assertThat(Pixels.colours(second)).hasSize(1);
        int faint = Pixels.ink(image, x + 20 * CELL - 3, TOP + 20 * CELL - 3, CELL + 6, CELL + 6);
        BufferedImage around =
                image.getSubimage(x + 20 * CELL - 3, TOP + 20 * CELL - 3, CELL + 6, CELL + 6);
        assertThat(Pixels.colours(around)).hasSize(1);
        assertThat(faint).isEqualTo((CELL + 6) * (CELL + 6)); // the scale's zero is not quite white
    }

    @Test
    void nothingIsCutOff() {
        String wide =
                "a sentence that is a good deal longer than the three panels are wide, ".repeat(3);
        BufferedImage image =
                SaliencyImage.of(wide, wide, new byte[784], new float[28][28], "map", wide);

        assertThat(Pixels.inkOnEdge(image, 30)).isZero();
        assertThat(Pixels.ink(image, 40, 40, image.getWidth() - 80, 40)).isGreaterThan(1000);
    }
}
