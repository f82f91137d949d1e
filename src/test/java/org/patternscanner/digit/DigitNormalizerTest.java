package org.patternscanner.digit;

import static java.awt.Color.BLACK;
import static java.awt.Color.WHITE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.picture.PictureFiles;
import org.patternscanner.picture.PictureReader;

class DigitNormalizerTest {

    private static final Color CLEAR = new Color(0, 0, 0, 0);
    private static final Color PAPER = new Color(225, 222, 215);
    private static final Color BALLPOINT = new Color(40, 45, 90);
    private static final Color BOARD = new Color(40, 70, 55);
    private static final Color CHALK = new Color(230, 230, 220);

    private static LabelledImages mnist;

    @BeforeAll
    static void load() throws IOException {
        mnist = ImageSet.mnist().test();
    }

    /** What a clean, bold drawing becomes: the others should come close to it. */
    private static GreyImage reference() throws IOException {
        return DigitNormalizer.normalize(PictureReader.of(Drawn.two(280, 90, 60, 160, 18))).image();
    }

    static Stream<Arguments> twos() {
        BufferedImage dark = Drawn.ground(280, 280, BLACK);
        BufferedImage board = Drawn.ground(400, 300, BOARD);
        BufferedImage grainy =
                Drawn.two(Drawn.ground(400, 400, PAPER), 120, 80, 220, 16, BALLPOINT);
        BufferedImage steep = Drawn.two(Drawn.ground(800, 600, PAPER), 120, 200, 180, 8, BALLPOINT);
        BufferedImage small = Drawn.ground(28, 28, BLACK);
        BufferedImage ruled = Drawn.ground(400, 400, WHITE);
        Drawn.lined(ruled, 60, 2, new Color(120, 140, 200), false);
        BufferedImage squared = Drawn.ground(400, 400, PAPER);
        Drawn.lined(squared, 40, 3, new Color(190, 195, 205), true);
        return Stream.of(
                arguments("dark on light", Drawn.two(280, 20, 90, 160, 20)),
                arguments("light on dark", Drawn.two(dark, 20, 20, 160, 20, WHITE)),
                arguments("chalk on a board", Drawn.two(board, 150, 40, 200, 18, CHALK)),
                arguments("black on nothing", transparent(BLACK)),
                arguments("white on nothing", transparent(WHITE)),
                arguments("red on nothing", transparent(Color.RED)),
                arguments("grain on shaded paper", Drawn.lit(grainy, 0.45, 12)),
                arguments("a thin pen in a large photo", photo()),
                arguments("a pen of one pixel", Drawn.two(900, 200, 50, 800, 1)),
                arguments("in a corner", Drawn.two(600, 480, 440, 150, 14)),
                arguments("28 x 28, small and off-center", Drawn.two(28, 3, 3, 13, 1.6)),
                arguments("28 x 28, to the rim", Drawn.two(small, 6, 2, 24, 3, WHITE)),
                arguments("in steep light", Drawn.lit(steep, 0.25, 4)),
                arguments("on dark ruled paper", Drawn.two(ruled, 120, 80, 220, 12, BLACK)),
                arguments("in a frame", Drawn.two(framed(), 150, 120, 180, 14, BLACK)),
                arguments("on squared paper", Drawn.two(squared, 120, 80, 220, 12, BALLPOINT)),
                arguments(
                        "on paper that lies on a desk",
                        Drawn.two(paperOnDesk(), 320, 150, 250, 12, BALLPOINT)),
                arguments("with specks", specks(Drawn.two(300, 60, 60, 180, 16))));
    }

    private static BufferedImage transparent(Color ink) {
        BufferedImage picture = Drawn.ground(200, 200, CLEAR, BufferedImage.TYPE_INT_ARGB);
        return Drawn.two(picture, 40, 30, 120, 12, ink);
    }

    private static BufferedImage photo() {
        BufferedImage paper = Drawn.ground(2000, 1500, PAPER);
        return Drawn.lit(Drawn.two(paper, 1200, 500, 450, 7, BALLPOINT), 0.5, 6);
    }

    private static BufferedImage framed() {
        return Drawn.paper(
                400,
                400,
                pen -> {
                    pen.setStroke(new BasicStroke(6));
                    pen.drawRect(20, 10, 360, 380);
                });
    }

    private static BufferedImage paperOnDesk() {
        return Drawn.with(
                Drawn.ground(800, 600, new Color(90, 60, 40)),
                pen -> {
                    pen.setColor(PAPER);
                    pen.rotate(0.08);
                    pen.fillRect(120, 40, 600, 500);
                });
    }

    private static BufferedImage specks(BufferedImage picture) {
        return Drawn.with(
                picture,
                pen -> {
                    pen.fillRect(5, 290, 4, 4);
                    pen.fillRect(280, 10, 6, 5);
                    pen.fillRect(40, 150, 3, 3);
                });
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
        IntSummaryStatistics columns = new IntSummaryStatistics();
        IntSummaryStatistics rows = new IntSummaryStatistics();
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                float value = image.at(x, y);
                assertThat(value).isBetween(0f, 255f).isEqualTo(Math.round(value));
                if (value > 0) {
                    columns.accept(x);
                    rows.accept(y);
                }
                sum += value;
                sumX += x * value;
                sumY += y * value;
            }
        }
        int width = columns.getMax() - columns.getMin() + 1;
        int height = rows.getMax() - rows.getMin() + 1;
        assertThat(Math.max(width, height)).as("longer side").isEqualTo(20);
        assertThat(sumX / sum).as("center, column").isGreaterThanOrEqualTo(13.5).isLessThan(14.5);
        assertThat(sumY / sum).as("center, row").isGreaterThanOrEqualTo(13.5).isLessThan(14.5);
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
        int unchanged = 0;
        int unchangedWhenInverted = 0;
        for (int i = 0; i < 10_000; i++) {
            int[] values = values(i);
            int[] inverted = Arrays.stream(values).map(value -> 255 - value).toArray();
            unchanged += comesThrough(values, values) ? 1 : 0;
            unchangedWhenInverted += comesThrough(inverted, values) ? 1 : 0;
        }
        assertThat(unchanged).isGreaterThanOrEqualTo(9_990);
        assertThat(unchangedWhenInverted).isGreaterThanOrEqualTo(9_990);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB
            })
    void mnistImagesComeThroughUnchangedFromPngFilesOfEachKind(int type) throws IOException {
        for (int i = 0; i < 50; i++) {
            int[] values = values(i);
            NormalizedDigit digit = DigitNormalizer.normalize(throughPng(values, type));
            assertThat(digit.image()).isEqualTo(image(values));
            assertThat(digit.stages()).extracting(Stage::name).containsExactly("grey", "polarity");
        }
    }

    /** Luminance has fractions: 0.299 of red, and so on. */
    @Test
    void aColouredMnistImageGetsWholeValues() throws IOException {
        int[] values = values(0);
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
        byte[] png = PictureFiles.encoded(picture, "png");
        return PictureReader.read("a.png", new ByteArrayInputStream(png));
    }

    private static boolean comesThrough(int[] values, int[] expected) throws IOException {
        return DigitNormalizer.normalize(PictureReader.of(Drawn.grey(28, 28, values)))
                .image()
                .equals(image(expected));
    }

    private static GreyImage image(int[] values) {
        return GreyImage.of(28, 28, (x, y) -> values[y * 28 + x]);
    }

    private static int[] values(int image) {
        return Drawn.values(mnist.image(image));
    }

    @Test
    void namesItsStagesInTheOrderOfTheWork() throws IOException {
        NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(photo()));
        assertThat(digit.stages().stream().map(Stage::name).collect(joining(", ")))
                .isEqualTo(
                        "grey, polarity, background-corrected, lines removed, ink, cleaned,"
                                + " cropped, thickened, scaled, centred");
        assertThat(digit.stages().get(0).image().longerSide()).isEqualTo(1000);
        assertThat(digit.stages().get(9).image()).isEqualTo(digit.image());
    }

    @Test
    void everyDigitOfAFontGetsMnistsShape() throws IOException {
        for (int i = 0; i < 10; i++) {
            String digit = String.valueOf(i);
            BufferedImage picture =
                    Drawn.paper(
                            120,
                            160,
                            pen -> {
                                pen.setColor(Color.DARK_GRAY);
                                pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 100));
                                pen.drawString(digit, 30, 120);
                            });
            assertMnistShape(DigitNormalizer.normalize(PictureReader.of(picture)).image());
        }
    }

    @Test
    void aPartThatWasDrawnOnItsOwnStaysWithItsDigit() throws IOException {
        BufferedImage picture = Drawn.ground(300, 300, WHITE);
        Drawn.brokenFive(picture, 80, 60, 180, 12, BLACK);
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
        BufferedImage picture = Drawn.two(Drawn.ground(500, 300, WHITE), 60, 60, 180, 16, BLACK);
        Drawn.brokenFive(picture, 300, 70, 150, 10, BLACK);
        NormalizedDigit digit = DigitNormalizer.normalize(PictureReader.of(picture));
        assertThat(digit.warnings())
                .singleElement()
                .asString()
                .contains("more than one digit", "most ink");
        assertThat(likeness(digit.image(), reference())).isGreaterThan(0.85);
    }

    @Test
    void aBlotIsNormalisedButTheUserIsWarned() throws IOException {
        BufferedImage picture = Drawn.paper(200, 200, pen -> pen.fillRect(70, 70, 50, 50));
        assertThat(DigitNormalizer.normalize(PictureReader.of(picture)).warnings())
                .containsExactly(
                        "400 pixels are ink, MNIST's digits have 38 to 194: the strokes are bold.");
    }

    @Test
    void aPictureWithoutInkIsRefused() {
        assertBlank(Drawn.ground(100, 80, WHITE));
        assertBlank(Drawn.ground(100, 80, BLACK));
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
