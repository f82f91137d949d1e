package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.render.EffectiveFieldImage.Panel;

/** Receptive fields as boxes, and how much their pixels count. */
class FieldImagesTest {

    private static final Color BLUE = new Color(0x0072B2);
    private static final Color VERMILION = new Color(0xD55E00);

    // The corner of what is drawn: margin, title, room for the numbers.
    private static final int LEFT = 40 + 34;
    private static final int TOP = 40 + 60 + 34;
    private static final int CELL = 28;

    private static BufferedImage boxes(Box... boxes) {
        return ReceptiveFieldImage.onGrid("Boxes", "", 10, 10, List.of(boxes));
    }

    @Test
    void outlineRunsAlongThePixelsOfTheBox() {
        BufferedImage image = boxes(new Box("conv2", 2, 3, 5, 7));
        int middle = TOP + 4 * CELL;
        assertThat(Pixels.at(image, LEFT + 3 * CELL + 2, middle)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 8 * CELL - 2, middle)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 5 * CELL + 9, TOP + 2 * CELL + 2)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 5 * CELL + 9, TOP + 6 * CELL - 2)).isEqualTo(BLUE);
        assertThat(Pixels.count(image.getSubimage(LEFT, TOP, 3 * CELL, 10 * CELL), BLUE)).isZero();
    }

    @Test
    void twoEqualBoxesAreBothVisible() {
        BufferedImage image = boxes(new Box("conv1", 2, 2, 4, 4), new Box("relu1", 2, 2, 4, 4));
        BufferedImage grid = image.getSubimage(LEFT, TOP, 10 * CELL, 10 * CELL);
        assertThat(Pixels.count(grid, BLUE)).isGreaterThan(500);
        assertThat(Pixels.count(grid, VERMILION)).isGreaterThan(500);
    }

    @Test
    void paddingIsDashedAndGrey() {
        BufferedImage image = boxes(new Box("conv1", -2, -2, 3, 3));
        // The upper edge lies in the padding, the lower edge mostly in the picture.
        int upper = Pixels.count(image.getSubimage(LEFT + 56, TOP + 2, 112, 1), BLUE);
        int lower = Pixels.count(image.getSubimage(LEFT + 56, TOP + 6 * CELL - 2, 112, 1), BLUE);
        assertThat(upper).isBetween(40, 80);
        assertThat(lower).isGreaterThan(105);
        Color padding = Pixels.at(image, LEFT + CELL, TOP + CELL);
        assertThat(padding).isNotEqualTo(Color.WHITE);
        assertThat(Pixels.at(image, LEFT + 11 * CELL, TOP + CELL)).isEqualTo(padding);
    }

    @Test
    void refusesABoxThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new Box("conv1", 3, 0, 2, 5))
                .hasMessage("The box conv1 ends before it begins.");
    }

    /** The panels show a pixel around the largest box: 6 x 6 cells, each of 30 pixels. */
    @Test
    void everyPanelsStrongestPixelHasTheFullColorAndOnlySmallerMiddlesAreDashed() {
        float[][] strong = new float[28][28];
        strong[11][12] = 0.5f;
        strong[12][12] = 0.25f;
        float[][] faint = new float[28][28];
        faint[12][11] = 0.001f;
        BufferedImage image =
                EffectiveFieldImage.of(
                        "Fields",
                        "of two layers",
                        List.of(
                                new Panel(new Box("conv1", 11, 11, 12, 12), strong, 2, "all of it"),
                                new Panel(new Box("conv2", 10, 10, 13, 13), faint, 2, "half")));
        int numbers = Text.small("10").width() + 8;
        int top = 40 + 90 + 30 + 27 + 22 + 2 * 4 + 8;
        BufferedImage first = image.getSubimage(40 + numbers, top, 180, 180);
        BufferedImage second = image.getSubimage(40 + numbers + 180 + 44 + numbers, top, 180, 180);
        ColorScale scale = ColorScale.symmetric(1);
        assertThat(Pixels.at(first, 3 * 30 + 15, 2 * 30 + 15)).isEqualTo(scale.color(1));
        assertThat(Pixels.at(first, 3 * 30 + 15, 3 * 30 + 15)).isEqualTo(scale.color(0.5));
        assertThat(Pixels.at(first, 2 * 30 + 15, 3 * 30 + 15)).isEqualTo(scale.color(0));
        assertThat(Pixels.at(second, 2 * 30 + 15, 3 * 30 + 15)).isEqualTo(scale.color(1));
        assertThat(Pixels.at(first, 2 * 30, 75)).isEqualTo(BLUE);
        assertThat(Pixels.at(first, 4 * 30, 75)).isEqualTo(BLUE);
        assertThat(Pixels.at(first, 30, 75)).isNotEqualTo(BLUE);
        assertThat(Pixels.count(first, Page.TEXT)).isZero();
        assertThat(Pixels.count(second, Page.TEXT)).isGreaterThan(300);
        assertThat(Pixels.inkOnEdge(image, 30)).isZero();
    }
}
