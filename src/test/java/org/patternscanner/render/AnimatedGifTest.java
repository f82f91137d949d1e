package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

class AnimatedGifTest {

    private static BufferedImage filled(Color colour) {
        BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[30 * 20];
        Arrays.fill(pixels, colour.getRGB());
        picture.setRGB(0, 0, 30, 20, pixels, 0, 30);
        return picture;
    }

    @Test
    void holdsItsPicturesInOrder() throws Exception {
        List<Color> colours = List.of(Color.RED, Color.BLUE, Color.WHITE);
        List<AnimatedGif.Frame> frames = new ArrayList<>();
        for (Color colour : colours) {
            frames.add(new AnimatedGif.Frame(filled(colour), 150));
        }

        byte[] bytes = AnimatedGif.bytes(frames);

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(bytes)));
        assertThat(reader.getNumImages(true)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(Pixels.at(reader.read(i), 15, 10)).isEqualTo(colours.get(i));
            assertThat(reader.read(i).getWidth()).isEqualTo(30);
        }
    }

    /** By the bytes of GIF89a: graphic control extension 21 F9 04, flags, delay low, delay high. */
    @Test
    void saysHowLongEachStaysAndThatItBeginsAgain() throws Exception {
        byte[] bytes =
                AnimatedGif.bytes(
                        List.of(
                                new AnimatedGif.Frame(filled(Color.RED), 150),
                                new AnimatedGif.Frame(filled(Color.BLUE), 400)));

        assertThat(new String(bytes, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("GIF89a");
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i + 6 < bytes.length; i++) {
            if (bytes[i] == 0x21 && bytes[i + 1] == (byte) 0xF9 && bytes[i + 2] == 4) {
                delays.add((bytes[i + 4] & 255) + 256 * (bytes[i + 5] & 255));
            }
        }
        assertThat(delays).containsExactly(150, 400);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("NETSCAPE2.0" + (char) 3 + (char) 1 + (char) 0 + (char) 0 + (char) 0);
    }
}
