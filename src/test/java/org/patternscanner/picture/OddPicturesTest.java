package org.patternscanner.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patternscanner.picture.PictureFiles.ascii;
import static org.patternscanner.picture.PictureFiles.concat;
import static org.patternscanner.picture.PictureFiles.encoded;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.image.Picture;

/** What programs and telephones write that is not quite a picture, or not quite whole. */
class OddPicturesTest {

    private static final int PROFILE = 0xE2;

    @Test
    void whereEveryPixelIsTransparentTheColorsCount() throws IOException {
        BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 40 * 40; i++) {
            picture.setRGB(i % 40, i / 40, i % 40 == 20 ? 0x000000 : 0xFFFFFF);
        }
        Picture read = read(encoded(picture, "png"));
        assertThat(read.grey().at(20, 10)).isZero();
        assertThat(read.grey().at(10, 10)).isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GRAY", "twice", "empty", "miscounted"})
    void aJpegIsReadWhateverItsProfile(String kind) throws IOException {
        byte[] plain = encoded(bar(), "jpg");
        Picture read = read(withProfile(plain, kind));
        assertThat(read.warnings()).isEmpty();
        assertThat(read.grey()).isEqualTo(read(plain).grey());
    }

    private static byte[] withProfile(byte[] jpeg, String kind) {
        byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        byte[] one = concat(ascii("ICC_PROFILE\0\1\1"), grey);
        return switch (kind) {
            case "GRAY" -> PictureFiles.withSegment(jpeg, PROFILE, one);
            case "twice" ->
                    PictureFiles.withSegment(
                            PictureFiles.withSegment(jpeg, PROFILE, one), PROFILE, one);
            case "empty" -> PictureFiles.withSegment(jpeg, PROFILE, ascii("ICC_PROFILE\0\1\1"));
            default ->
                    PictureFiles.withSegment(
                            jpeg, PROFILE, concat(ascii("ICC_PROFILE\0\2\3"), grey));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aJpegWithoutTheMarkOfItsEndIsReadWithAWarning(int missing) throws IOException {
        byte[] whole = encoded(bar(), "jpg");
        Picture read = read(Arrays.copyOf(whole, whole.length - missing));
        assertThat(read.grey()).isEqualTo(read(whole).grey());
        assertThat(read.warnings())
                .containsExactly("The file breaks off at its end; all its pixels were there.");
    }

    @Test
    void aJpegWithoutItsLastPixelsIsRefused() throws IOException {
        byte[] whole = encoded(bar(), "jpg");
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 4)))
                .hasMessageContaining("is damaged, breaks off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '\0\0\0\u0018ftypheic\0\0\0\0' | a HEIC photograph
                    '\0\0\0\u001Cftypmif1\0\0\0\0' | a HEIC photograph
                    '\0\0\0\u001Cftypavif\0\0\0\0' | an AVIF picture
                    '%PDF-1.7'                     | a PDF document
                    '<?xml?><svg width="1">'       | an SVG drawing
                    '<!DOCTYPE html><title>404'    | a web page
                    """)
    void whatBearsAPicturesNameIsNamedAsWhatItIs(String start, String kind) {
        assertThatThrownBy(() -> read(ascii(start)))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageStartingWith("'odd.jpg' is " + kind)
                .hasMessageEndingWith(".");
    }

    private static BufferedImage bar() {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 64, 64);
        pen.setColor(Color.BLACK);
        pen.fillRect(28, 10, 8, 44);
        pen.dispose();
        return picture;
    }

    private static Picture read(byte[] file) throws IOException {
        return PictureReader.read("odd.jpg", new ByteArrayInputStream(file));
    }
}
