package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.render.EffectiveFieldImage.Panel;

class EffectiveFieldImageTest {

    // Margin, titles, captions and numbers. The panels begin a pixel before the largest box.
    private static final int LEFT = 40 + 30;
    private static final int TOP = 40 + 90 + 96;
    private static final int CELL = 30;
    private static final int FIRST = 9;
    private static final int SIDE = 6;
    private static final Color BLUE = new Color(0x0072B2);

    private static BufferedImage draw() {
        float[][] strong = new float[28][28];
        strong[11][12] = 0.5f;
        strong[12][12] = 0.25f;
        float[][] faint = new float[28][28];
        faint[12][11] = 0.001f;
        return EffectiveFieldImage.of(
                "Fields",
                "of two layers",
                List.of(
                        new Panel(new Box("conv1", 11, 11, 12, 12), strong, 2, "all of it"),
                        new Panel(new Box("conv2", 10, 10, 13, 13), faint, 2, "its middle")));
    }

    private static Color cell(BufferedImage image, int panel, int row, int column) {
        int x = LEFT + panel * (30 + SIDE * CELL + 44) + (column - FIRST) * CELL + CELL / 2;
        return Pixels.at(image, x, TOP + (row - FIRST) * CELL + CELL / 2);
    }

    @Test
    void everyPanelsStrongestPixelHasTheFullColour() {
        BufferedImage image = draw();
        ColorScale scale = ColorScale.symmetric(1);

        assertThat(cell(image, 0, 11, 12)).isEqualTo(scale.color(1));
        assertThat(cell(image, 0, 12, 12)).isEqualTo(scale.color(0.5));
        assertThat(cell(image, 0, 12, 11)).isEqualTo(scale.color(0));
        assertThat(cell(image, 1, 12, 11)).isEqualTo(scale.color(1));
    }

    @Test
    void theBoxRunsAroundThePixelsOfTheField() {
        BufferedImage image = draw();
        int middle = TOP + 2 * CELL + CELL / 2;

        assertThat(Pixels.at(image, LEFT + 2 * CELL, middle)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 4 * CELL, middle)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + CELL, middle)).isNotEqualTo(BLUE);
    }

    @Test
    void onlyAMiddleSmallerThanTheFieldIsDashed() {
        BufferedImage image = draw();
        int second = LEFT + 30 + SIDE * CELL + 44;
        Color dash = Page.TEXT;

        assertThat(Pixels.count(image.getSubimage(LEFT, TOP, SIDE * CELL, SIDE * CELL), dash))
                .isZero();
        assertThat(Pixels.count(image.getSubimage(second, TOP, SIDE * CELL, SIDE * CELL), dash))
                .isGreaterThan(300);
    }

    @Test
    void nothingIsCutOff() {
        BufferedImage image = draw();

        assertThat(Pixels.inkOnEdge(image, 30)).isZero();
        assertThat(Pixels.ink(image, 40, 40, image.getWidth() - 80, 40)).isGreaterThan(300);
    }
}
