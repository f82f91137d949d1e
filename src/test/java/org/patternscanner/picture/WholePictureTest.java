package org.patternscanner.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.patternscanner.digit.Drawn;
import org.patternscanner.image.GreyImage;

class WholePictureTest {

    @Test
    void keepsItsSizeHoweverLargeItIs() throws IOException {
        WholePicture picture = read(Drawn.ground(2500, 30, Color.GRAY), false);

        assertThat(picture.channels()).hasSize(1);
        assertThat(picture.channels().get(0).width()).isEqualTo(2500);
        assertThat(picture.channels().get(0).height()).isEqualTo(30);
        assertThat(picture.channels().get(0).at(2499, 29)).isEqualTo(128);
    }

    @Test
    void takesColoursApart() throws IOException {
        BufferedImage orange = Drawn.ground(3, 2, new Color(255, 128, 7));
        orange.setRGB(2, 1, 0xFF010203);

        List<GreyImage> channels = read(orange, true).channels();

        assertThat(channels)
                .extracting(channel -> channel.at(0, 0))
                .containsExactly(255f, 128f, 7f);
        assertThat(channels).extracting(channel -> channel.at(2, 1)).containsExactly(1f, 2f, 3f);
        // Rec. 601
        assertThat(read(orange, false).channels().get(0).at(0, 0))
                .isCloseTo(0.299f * 255 + 0.587f * 128 + 0.114f * 7, within(0.001f));
    }

    @Test
    void greyPictureHasThreeEqualColours() throws IOException {
        List<GreyImage> channels = read(Drawn.grey(2, 1, new int[] {10, 200}), true).channels();

        assertThat(channels).hasSize(3).allMatch(channel -> channel.equals(channels.get(0)));
        assertThat(channels.get(0).rows()).isDeepEqualTo(new float[][] {{10, 200}});
    }

    @Test
    void laysWhatIsTransparentOnWhitePaper() throws IOException {
        BufferedImage clear =
                Drawn.ground(2, 2, new Color(0, 0, 0, 0), BufferedImage.TYPE_INT_ARGB);

        assertThat(read(clear, true).channels()).allMatch(channel -> channel.at(1, 1) == 255);
    }

    private static WholePicture read(BufferedImage picture, boolean colour) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return PictureReader.readWhole(
                "a test", new ByteArrayInputStream(bytes.toByteArray()), colour);
    }
}
