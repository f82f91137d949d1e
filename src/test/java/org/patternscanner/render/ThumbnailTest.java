package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.image.Box;

class ThumbnailTest {

    @ParameterizedTest
    @CsvSource({
        "4000, 3000, 160, 120",
        "161, 40, 160, 40",
        "160, 90, 160, 90",
        "28, 28, 140, 140",
        "1, 5000, 1, 160",
        "1, 1, 160, 160"
    })
    void fitsInto160PixelsAndKeepsTheProportions(int width, int height, int small, int high) {
        Thumbnail thumbnail =
                Thumbnail.of(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));

        assertThat(thumbnail.small().getWidth()).isEqualTo(small);
        assertThat(thumbnail.small().getHeight()).isEqualTo(high);
    }

    /** A line of 3 pixels in 1,600: whoever takes one pixel in ten loses it or makes it black. */
    @Test
    void passesOverNoPixel() {
        BufferedImage picture = new BufferedImage(1600, 1600, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        for (int x = 0; x < 1600; x += 100) {
            g.fillRect(x + 3, 0, 3, 1600);
        }
        g.dispose();

        BufferedImage small = Thumbnail.of(picture).small();

        for (int i = 0; i < 16; i++) {
            assertThat(Pixels.at(small, 10 * i, 80).getRed()).isBetween(40, 130);
        }
    }

    @Test
    void laysATransparentPictureOnWhite() {
        Thumbnail thumbnail =
                Thumbnail.of(new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB));

        assertThat(Pixels.colours(thumbnail.small())).containsOnly(Color.WHITE);
    }

    @Test
    void framesEachBox() throws Exception {
        Thumbnail thumbnail =
                Thumbnail.of(new BufferedImage(1600, 800, BufferedImage.TYPE_INT_RGB));
        Box box = new Box(400, 200, 799, 599);

        BufferedImage framed = ImageIO.read(new ByteArrayInputStream(thumbnail.png(List.of(box))));

        assertThat(Pixels.colours(ImageIO.read(new ByteArrayInputStream(thumbnail.png(List.of())))))
                .containsOnly(Color.BLACK);
        // Columns 40 to 79 of rows 20 to 59 stay as they are; around them lies the frame.
        assertThat(Pixels.ink(framed, 40, 20, 40, 40)).isEqualTo(1600);
        assertThat(Pixels.at(framed, 60, 40)).isEqualTo(Color.BLACK);
        for (int[] place : new int[][] {{38, 40}, {81, 40}, {60, 18}, {60, 61}}) {
            assertThat(Pixels.at(framed, place[0], place[1])).isNotEqualTo(Color.BLACK);
        }
    }
}
