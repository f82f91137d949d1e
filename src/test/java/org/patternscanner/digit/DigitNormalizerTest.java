package org.patternscanner.digit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.picture.PictureReader;

class DigitNormalizerTest {

    private static final Color CLEAR = new Color(0, 0, 0, 0);
    private static final Color PAPER = new Color(225, 222, 215);
    private static final Color BALLPOINT = new Color(40, 45, 90);

    /** What a clean, bold drawing becomes: the others should come close to it. */
    private static GreyImage reference() throws IOException {
        BufferedImage picture = Drawn.ground(280, 280, Color.WHITE);
        return DigitNormalizer.normalize(
                        PictureReader.of(Drawn.two(picture, 90, 60, 160, 18, Color.BLACK)))
                .image();
    }

    static Stream<Arguments> twos() {
        return Stream.of(
                Arguments.of(
                        "dark on light",
                        Drawn.two(
                                Drawn.ground(280, 280, Color.WHITE), 20, 90, 160, 20, Color.BLACK)),
                Arguments.of(
                        "light on dark",
                        Drawn.two(
                                Drawn.ground(280, 280, Color.BLACK), 20, 20, 160, 20, Color.WHITE)),
                Arguments.of(
                        "chalk on a board",
                        Drawn.two(
                                Drawn.ground(400, 300, new Color(40, 70, 55)),
                                150,
                                40,
                                200,
                                18,
                                new Color(230, 230, 220))),
                Arguments.of("black on nothing", transparent(Color.BLACK)),
                Arguments.of("white on nothing", transparent(Color.WHITE)),
                Arguments.of("red on nothing", transparent(Color.RED)),
                Arguments.of(
                        "grain on shaded paper",
                        Drawn.lit(
                                Drawn.two(
                                        Drawn.ground(400, 400, PAPER), 120, 80, 220, 16, BALLPOINT),
                                0.45,
                                12)),
                Arguments.of("a thin pen in a large photo", photo()),
                Arguments.of(
                        "a pen of one pixel",
                        Drawn.two(
                                Drawn.ground(900, 900, Color.WHITE), 200, 50, 800, 1, Color.BLACK)),
                Arguments.of(
                        "in a corner",
                        Drawn.two(
                                Drawn.ground(600, 600, Color.WHITE),
                                480,
                                440,
                                150,
                                14,
                                Color.BLACK)),
                Arguments.of(
                        "28 x 28, small and off-centre",
                        Drawn.two(Drawn.ground(28, 28, Color.WHITE), 3, 3, 13, 1.6, Color.BLACK)),
                Arguments.of(
                        "28 x 28, to the rim",
                        Drawn.two(Drawn.ground(28, 28, Color.BLACK), 6, 2, 24, 3, Color.WHITE)),
                Arguments.of(
                        "in steep light",
                        Drawn.lit(
                                Drawn.two(
                                        Drawn.ground(800, 600, PAPER), 120, 200, 180, 8, BALLPOINT),
                                0.25,
                                4)),
                Arguments.of(
                        "on dark ruled paper", Drawn.two(ruled(), 120, 80, 220, 12, Color.BLACK)),
                Arguments.of("in a frame", Drawn.two(framed(), 150, 120, 180, 14, Color.BLACK)),
                Arguments.of(
                        "on paper that lies on a desk",
                        Drawn.two(paperOnDesk(), 320, 150, 250, 12, BALLPOINT)),
                Arguments.of("on squared paper", Drawn.two(squared(), 120, 80, 220, 12, BALLPOINT)),
                Arguments.of(
                        "with specks",
                        specks(
                                Drawn.two(
                                        Drawn.ground(300, 300, Color.WHITE),
                                        60,
                                        60,
                                        180,
                                        16,
                                        Color.BLACK))));
    }

    private static BufferedImage transparent(Color ink) {
        BufferedImage picture = Drawn.ground(200, 200, CLEAR, BufferedImage.TYPE_INT_ARGB);
        return Drawn.two(picture, 40, 30, 120, 12, ink);
    }

    private static BufferedImage photo() {
        BufferedImage picture = Drawn.ground(2000, 1500, PAPER);
        return Drawn.lit(Drawn.two(picture, 1200, 500, 450, 7, BALLPOINT), 0.5, 6);
    }

    private static BufferedImage squared() {
        BufferedImage picture = Drawn.ground(400, 400, PAPER);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(190, 195, 205));
        for (int i = 10; i < 400; i += 40) {
            pen.fillRect(i, 0, 3, 400);
            pen.fillRect(0, i, 400, 3);
        }
        pen.dispose();
        return picture;
    }

    private static BufferedImage ruled() {
        BufferedImage picture = Drawn.ground(400, 400, Color.WHITE);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(120, 140, 200));
        for (int i = 20; i < 400; i += 60) {
            pen.fillRect(0, i, 400, 2);
        }
        pen.dispose();
        return picture;
    }

    private static BufferedImage framed() {
        BufferedImage picture = Drawn.ground(400, 400, Color.WHITE);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(6));
        pen.drawRect(20, 10, 360, 380);
        pen.dispose();
        return picture;
    }

    private static BufferedImage paperOnDesk() {
        BufferedImage picture = Drawn.ground(800, 600, new Color(90, 60, 40));
        Graphics2D pen = picture.createGraphics();
        pen.setColor(PAPER);
        pen.rotate(0.08);
        pen.fillRect(120, 40, 600, 500);
        pen.dispose();
        return picture;
    }

    private static BufferedImage specks(BufferedImage picture) {
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.BLACK);
        pen.fillRect(5, 290, 4, 4);
        pen.fillRect(280, 10, 6, 5);
        pen.fillRect(40, 150, 3, 3);
        pen.dispose();
        return picture;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twos")
    void everyGroundGivesAnImageInMnistsShape(String name, BufferedImage picture)
            throws IOException {
        NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(picture));
        assertMnistShape(digit.image());
        assertThat(digit.warnings()).isEmpty();
        assertThat(likeness(digit.image(), reference())).isGreaterThan(0.85);
    }

    /** Counts for itself, so that a mistake in MnistShape shows. */
    private static void assertMnistShape(GreyImage image) {
        int left = 28;
        int right = -1;
        int top = 28;
        int bottom = -1;
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                float value = image.at(x, y);
                assertThat(value).isBetween(0f, 255f).isEqualTo(Math.round(value));
                if (value > 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
                sum += value;
                sumX += x * value;
                sumY += y * value;
            }
        }
        assertThat(Math.max(right - left, bottom - top) + 1).as("longer side").isEqualTo(20);
        assertThat(sumX / sum).as("centre, column").isGreaterThanOrEqualTo(13.5).isLessThan(14.5);
        assertThat(sumY / sum).as("centre, row").isGreaterThanOrEqualTo(13.5).isLessThan(14.5);
        assertThat(image.peak()).isEqualTo(255);
        assertThat(image.at(0, 0) + image.at(27, 0) + image.at(0, 27) + image.at(27, 27))
                .as("ground")
                .isZero();
    }

    /** The cosine of two images, moved by up to a pixel: the last shift rounds. */
    private static double likeness(GreyImage a, GreyImage b) {
        double best = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                best = Math.max(best, dot(a, b, dx, dy));
            }
        }
        return best / Math.sqrt(dot(a, a, 0, 0) * dot(b, b, 0, 0));
    }

    private static double dot(GreyImage a, GreyImage b, int dx, int dy) {
        double sum = 0;
        for (int y = 1; y < 27; y++) {
            for (int x = 1; x < 27; x++) {
                sum += a.at(x, y) * b.at(x + dx, y + dy);
            }
        }
        return sum;
    }

    @Test
    @Tag("slow")
    void mnistsTestImagesComeThroughUnchanged() throws IOException {
        byte[] pixels = mnist();
        int count = pixels.length / 784;
        int unchanged = 0;
        int unchangedWhenInverted = 0;
        for (int i = 0; i < count; i++) {
            int[] values = values(pixels, i);
            unchanged += comesThrough(values, values) ? 1 : 0;
            unchangedWhenInverted += comesThrough(inverted(values), values) ? 1 : 0;
        }
        assertThat(count).isEqualTo(10_000);
        assertThat(unchanged).isGreaterThanOrEqualTo(9_990);
        assertThat(unchangedWhenInverted).isGreaterThanOrEqualTo(9_990);
    }

    @Test
    void mnistImagesComeThroughUnchangedFromPngFilesOfEachKind() throws IOException {
        byte[] pixels = mnist();
        for (int type :
                List.of(
                        BufferedImage.TYPE_BYTE_GRAY,
                        BufferedImage.TYPE_INT_RGB,
                        BufferedImage.TYPE_INT_ARGB)) {
            for (int i = 0; i < 50; i++) {
                int[] values = values(pixels, i);
                NormalizedDigit digit = DigitNormalizer.normalize(throughPng(values, type));
                assertThat(digit.image()).isEqualTo(image(values));
                assertThat(digit.stages())
                        .extracting(Stage::name)
                        .containsExactly("grey", "polarity");
            }
        }
    }

    /** Luminance has fractions: 0.299 of red, and so on. */
    @Test
    void aColouredMnistImageGetsWholeValues() throws IOException {
        int[] values = values(mnist(), 0);
        BufferedImage bluish = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            int blue = Math.min(255, values[i] == 0 ? 0 : values[i] + 3);
            bluish.setRGB(i % 28, i / 28, values[i] * 0x010100 + blue);
        }
        NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(bluish));
        assertThat(digit.stages()).extracting(Stage::name).containsExactly("grey", "polarity");
        for (float value : digit.image().values()) {
            assertThat(value).isEqualTo(Math.round(value));
        }
    }

    private static Picture throughPng(int[] values, int type) throws IOException {
        BufferedImage picture = Drawn.grey(28, 28, values);
        if (type != BufferedImage.TYPE_BYTE_GRAY) {
            picture = new BufferedImage(28, 28, type);
            for (int i = 0; i < values.length; i++) {
                picture.setRGB(i % 28, i / 28, 0xFF000000 | values[i] * 0x010101);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return PictureReader.read("a.png", new ByteArrayInputStream(png.toByteArray()));
    }

    private static boolean comesThrough(int[] values, int[] expected) throws IOException {
        return DigitNormalizer.normalize(PictureReader.of(Drawn.grey(28, 28, values)))
                .image()
                .equals(image(expected));
    }

    private static GreyImage image(int[] values) {
        return GreyImage.of(28, 28, (x, y) -> values[y * 28 + x]);
    }

    private static int[] inverted(int[] values) {
        int[] inverted = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            inverted[i] = 255 - values[i];
        }
        return inverted;
    }

    private static int[] values(byte[] pixels, int image) {
        int[] values = new int[784];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[image * 784 + i] & 255;
        }
        return values;
    }

    private static byte[] mnist() throws IOException {
        String name = "/mnist/t10k-images-idx3-ubyte.gz";
        InputStream file = DigitNormalizerTest.class.getResourceAsStream(name);
        try (InputStream in = new GZIPInputStream(Objects.requireNonNull(file))) {
            in.skipNBytes(16); // magic number, count, rows, columns
            return in.readAllBytes();
        }
    }

    @Test
    void namesItsStagesInTheOrderOfTheWork() throws IOException {
        NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(photo()));
        assertThat(digit.stages())
                .extracting(Stage::name)
                .containsExactly(
                        "grey",
                        "polarity",
                        "background-corrected",
                        "lines removed",
                        "ink",
                        "cleaned",
                        "cropped",
                        "thickened",
                        "scaled",
                        "centred");
        assertThat(digit.stages().get(0).image().longerSide()).isEqualTo(1000);
        assertThat(digit.stages().get(9).image()).isEqualTo(digit.image());
    }

    @Test
    void everyDigitOfAFontGetsMnistsShape() throws IOException {
        for (int i = 0; i < 10; i++) {
            BufferedImage picture = Drawn.ground(120, 160, Color.WHITE);
            Graphics2D pen = picture.createGraphics();
            pen.setColor(Color.DARK_GRAY);
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 100));
            pen.drawString(String.valueOf(i), 30, 120);
            pen.dispose();
            assertMnistShape(DigitNormalizer.normalize(PictureReader.of(picture)).image());
        }
    }

    @Test
    void aPartThatWasDrawnOnItsOwnStaysWithItsDigit() throws IOException {
        BufferedImage picture = Drawn.ground(300, 300, Color.WHITE);
        Drawn.brokenFive(picture, 80, 60, 180, 12, Color.BLACK);
        GreyImage image = DigitNormalizer.normalize(PictureReader.of(picture)).image();
        assertMnistShape(image);
        float rightOfTheTop = 0;
        for (int x = 15; x < 28; x++) {
            rightOfTheTop += image.at(x, 4) + image.at(x, 5);
        }
        assertThat(rightOfTheTop).isGreaterThan(500);
    }

    @Test
    void ofTwoDigitsTheOneWithMostInkIsTakenAndTheUserIsWarned() throws IOException {
        BufferedImage picture = Drawn.ground(500, 300, Color.WHITE);
        Drawn.two(picture, 60, 60, 180, 16, Color.BLACK);
        Drawn.brokenFive(picture, 300, 70, 150, 10, Color.BLACK);
        NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(picture));
        assertThat(digit.warnings())
                .containsExactly(
                        "There is more than one digit in the picture: the one with most ink is"
                                + " taken.");
        assertThat(likeness(digit.image(), reference())).isGreaterThan(0.85);
    }

    @Test
    void aBlotIsNormalisedButTheUserIsWarned() throws IOException {
        BufferedImage picture = Drawn.ground(200, 200, Color.WHITE);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.BLACK);
        pen.fillRect(70, 70, 50, 50);
        pen.dispose();
        assertThat(DigitNormalizer.normalize(PictureReader.of(picture)).warnings())
                .containsExactly(
                        "400 pixels are ink, MNIST's digits have 38 to 194: the strokes are bold.");
    }

    @Test
    void aPictureWithoutInkIsRefused() {
        assertBlank(Drawn.ground(100, 80, Color.WHITE));
        assertBlank(Drawn.ground(100, 80, Color.BLACK));
        assertBlank(Drawn.ground(1, 1, Color.GRAY));
        assertBlank(Drawn.ground(100, 80, CLEAR, BufferedImage.TYPE_INT_ARGB));
        assertBlank(Drawn.lit(Drawn.ground(300, 300, PAPER), 1, 10));
        assertBlank(Drawn.lit(Drawn.ground(300, 200, PAPER), 0.4, 4));
    }

    private static void assertBlank(BufferedImage picture) {
        assertThatThrownBy(() -> DigitNormalizer.normalize(PictureReader.of(picture)))
                .isInstanceOf(NoDigitsException.class)
                .hasMessage("The picture is blank: no stroke stands out from its ground.");
    }
}
