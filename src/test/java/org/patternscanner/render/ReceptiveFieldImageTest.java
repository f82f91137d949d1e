package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceptiveFieldImageTest {

    private static final Color BLUE = new Color(0x0072B2);
    private static final Color VERMILION = new Color(0xD55E00);

    // The corner of what is drawn: margin, title, room for the numbers.
    private static final int LEFT = 40 + 34;
    private static final int TOP = 40 + 60 + 34;
    private static final int CELL = 28;

    @Test
    void outlineRunsAlongThePixelsOfTheBox() {
        Box box = new Box("conv2", 2, 3, 5, 7);
        BufferedImage image = ReceptiveFieldImage.onGrid("One box", "", 10, 10, List.of(box));
        int middle = TOP + 4 * CELL;
        assertThat(Pixels.at(image, LEFT + 3 * CELL + 2, middle)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 8 * CELL - 2, middle)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 5 * CELL + 9, TOP + 2 * CELL + 2)).isEqualTo(BLUE);
        assertThat(Pixels.at(image, LEFT + 5 * CELL + 9, TOP + 6 * CELL - 2)).isEqualTo(BLUE);
        assertThat(Pixels.count(image.getSubimage(LEFT, TOP, 3 * CELL, 10 * CELL), BLUE)).isZero();
    }

    @Test
    void twoEqualBoxesAreBothVisible() {
        List<Box> boxes = List.of(new Box("conv1", 2, 2, 4, 4), new Box("relu1", 2, 2, 4, 4));
        BufferedImage image = ReceptiveFieldImage.onGrid("Two boxes", "", 10, 10, boxes);
        BufferedImage grid = image.getSubimage(LEFT, TOP, 10 * CELL, 10 * CELL);
        assertThat(Pixels.count(grid, BLUE)).isGreaterThan(500);
        assertThat(Pixels.count(grid, VERMILION)).isGreaterThan(500);
    }

    @Test
    void paddingIsDashedAndGrey() {
        Box box = new Box("conv1", -2, -2, 3, 3);
        BufferedImage image = ReceptiveFieldImage.onGrid("Padding", "", 10, 10, List.of(box));
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
    void nothingIsCutOff() {
        List<Box> boxes =
                List.of(
                        new Box("a layer with quite a long name", -5, -3, 30, 40),
                        new Box("pixel", 0, 0, 0, 0));
        BufferedImage image =
                ReceptiveFieldImage.onDigit("Fields", "beyond all edges", new byte[784], boxes);
        assertThat(Pixels.inkOnEdge(image, 30)).isZero();
        assertThat(Pixels.ink(image, 40, 40, 400, 40)).isGreaterThan(300);
    }

    @Test
    void refusesABoxThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new Box("conv1", 3, 0, 2, 5))
                .hasMessage("The box conv1 ends before it begins.");
    }
}
