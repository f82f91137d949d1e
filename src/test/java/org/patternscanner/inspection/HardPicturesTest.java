package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;
import org.patternscanner.digit.Drawn;
import org.patternscanner.digit.Reading;
import org.patternscanner.digit.Readings;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.picture.PictureReader;

/** Kinds of pictures that people bring and that a normalizer gets wrong if it decides too early. */
@Tag("slow")
class HardPicturesTest {

    private static final Color GRAY = new Color(185, 185, 180);

    /** Strokes in a box of 1 x 1: x and y in turn, strokes apart by a slash. */
    private static final Map<Character, String> STROKES =
            Map.of(
                    '1', ".5 0 .5 1",
                    '2', ".05 .2 .25 0 .7 0 .9 .22 .8 .5 0 1 1 1",
                    '4', ".35 0 0 .62 1 .62 / .72 .25 .68 1",
                    '5', ".9 0 .15 0 .1 .42 .6 .38 .92 .62 .75 .95 .1 1",
                    '7', "0 0 1 0 .4 1");

    /** A 4 whose strokes don't touch, a 5 whose bar flies, a 2 with a gap and its foot apart. */
    private static final Map<Character, String> BROKEN =
            Map.of(
                    '4', ".3 0 .05 .58 .66 .58 / .85 .12 .85 1",
                    '5', ".1 .14 .05 .45 .55 .42 .85 .65 .6 .95 .02 .98 / .3 0 .95 0",
                    '2', ".05 .2 .25 0 .7 0 .88 .25 / .76 .48 .05 .96 / .25 1 1 .98");

    private static TrainedNetwork network;

    @BeforeAll
    static void load() throws IOException {
        network = new TrainedNetwork(Pretrained.run(), Pretrained.EPOCH, Device.cpu());
    }

    @AfterAll
    static void close() {
        network.close();
    }

    /** Of 5, 7 and 10 millimeters, drawn with half a millimeter. */
    @ParameterizedTest
    @CsvSource({"150, 5, 0", "150, 7, 6", "150, 10, 6", "300, 5, 6", "300, 7, 0", "300, 10, 6"})
    void aSmallDigitOnAWholeSheetIsFound(int dpi, int millimeters, int grain) throws IOException {
        double millimeter = dpi / 25.4;
        BufferedImage sheet =
                new BufferedImage(
                        (int) (210 * millimeter),
                        (int) (297 * millimeter),
                        BufferedImage.TYPE_BYTE_GRAY);
        fill(sheet, Color.WHITE);
        double size = millimeters * millimeter;
        draw(sheet, '7', 3.0 * dpi, 5.3 * dpi, 0.6 * size, size, millimeter / 2);
        BufferedImage scan = grain == 0 ? sheet : Drawn.lit(sheet, 1, grain);
        assertThat(text(scan)).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "true, 300, 6, 8", "true, 300, 12, 8", "true, 600, 14, 10", "true, 120, 4, 3",
        "false, 300, 6, 8", "false, 300, 12, 8", "false, 600, 14, 10", "false, 120, 4, 3"
    })
    void aFrameSmallerThanTheSheetIsNoDigit(boolean round, int side, int pen, int frame)
            throws IOException {
        BufferedImage sheet = paper(2 * side, 2 * side);
        Graphics2D g = pen(sheet, frame);
        if (round) {
            g.drawOval(side / 2, side / 2, side, side);
        } else {
            g.drawRect(side / 2, side / 2, side, side);
        }
        g.dispose();
        draw(sheet, '7', 0.83 * side, 0.75 * side, 0.36 * side, 0.5 * side, pen);
        assertThat(text(sheet)).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({"100, 3, 7, 10", "100, 3, 7, 90", "60, 2, 5, 40", "140, 4, 10, 20"})
    void aNumberInTheBoxesOfAFormIsRead(int box, int line, int pen, int margin) throws IOException {
        String number = "714274";
        BufferedImage form = paper(number.length() * box + 2 * margin, box + 2 * margin);
        Graphics2D g = pen(form, line);
        for (int i = 0; i < number.length(); i++) {
            g.drawRect(margin + i * box, margin, box, box);
        }
        g.dispose();
        for (int i = 0; i < number.length(); i++) {
            double left = margin + (i + 0.3) * box;
            draw(form, number.charAt(i), left, margin + 0.2 * box, 0.4 * box, 0.6 * box, pen);
        }
        assertThat(text(form)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"7, 14, 0.15", "7, 8, 0.25", "2, 14, 0.2", "4, 12, 0.15"})
    void aLineBelowADigitIsLeftOutWithAWarning(char digit, int pen, double gap) throws IOException {
        BufferedImage sheet = paper(260, 320);
        draw(sheet, digit, 80, 50, 100, 150, pen);
        int y = (int) (200 + pen + gap * 150);
        Graphics2D g = pen(sheet, pen);
        g.drawLine(60, y, 200, y);
        g.dispose();
        ReadPicture read = read(sheet);
        assertThat(text(read)).isEqualTo(String.valueOf(digit));
        assertThat(read.digits().get(0).warnings())
                .contains("A line below or before the digit was left out.");
    }

    @ParameterizedTest
    @CsvSource({"7, 14", "7, 8", "2, 12", "5, 10"})
    void aMinusIsNoDigit(char digit, int pen) throws IOException {
        BufferedImage sheet = paper(320, 260);
        draw(sheet, digit, 140, 50, 100, 150, pen);
        Graphics2D g = pen(sheet, pen);
        g.drawLine(40, 125, 95, 125);
        g.dispose();
        assertThat(text(sheet)).isEqualTo(String.valueOf(digit));
    }

    @ParameterizedTest
    @CsvSource({"4, 8", "4, 12", "5, 8", "5, 12", "2, 12"})
    void piecesOfOneDigitAreOneDigit(char digit, int pen) throws IOException {
        BufferedImage sheet = paper(200, 260);
        stroke(sheet, of(BROKEN, digit), 50, 45, 100, 160, pen);
        assertThat(text(sheet)).isEqualTo(String.valueOf(digit));
    }

    @ParameterizedTest
    @ValueSource(chars = {'2', '4', '5', '7'})
    void aTightCropOfAThickBlurredPenIsRead(char digit) throws IOException {
        int right = 0;
        int[] sides = {60, 75, 90};
        for (int side : sides) {
            BufferedImage crop = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            fill(crop, GRAY);
            Graphics2D g = pen(crop, side / 6f);
            g.setColor(new Color(125, 125, 122)); // 60 levels of 255 darker
            g.draw(path(of(STROKES, digit), 0.22 * side, 0.15 * side, 0.5 * side, 0.7 * side));
            g.dispose();
            BufferedImage photo = Drawn.lit(blurred(crop), 0.97, 2);
            right += text(photo).equals(String.valueOf(digit)) ? 1 : 0;
        }
        assertThat(right).isEqualTo(sides.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 90, 200})
    void aDimDigitOnBlackIsRead(int peak) throws IOException {
        BufferedImage dim = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = pen(dim, 2.5f);
        g.setColor(new Color(peak, peak, peak));
        g.draw(path(".9 .25 .6 0 .2 .1 .1 .35 .5 .5 .85 .3 .9 .1 .8 .6 .4 1", 9, 4, 10, 19));
        g.dispose();
        assertThat(text(blurred(dim))).isEqualTo("9");
    }

    /** 28 pixels high and 1,680 wide: as cnn sample writes the images, side by side. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStripOfSixtyDigitsIsRead(boolean dark) throws IOException {
        assertRead(strip(60, dark), labels(60), 3);
    }

    @Test
    void aDarkObjectAtTheRimDoesNotHideTheNumber() throws IOException {
        BufferedImage digits = strip(10, true);
        BufferedImage photo = new BufferedImage(1000, 420, BufferedImage.TYPE_INT_RGB);
        fill(photo, Color.WHITE);
        Graphics2D g = photo.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(digits, 50, 150, 900, 90, null);
        g.setColor(new Color(40, 40, 40));
        g.fillRect(0, 340, 70, 80);
        g.fillRect(780, 0, 220, 60);
        g.dispose();
        assertRead(Drawn.lit(photo, 0.8, 2), labels(10), 1);
    }

    @Test
    void anEasyPictureTakesOneReading() throws IOException {
        BufferedImage sheet = paper(200, 240);
        draw(sheet, '2', 50, 50, 100, 150, 14);
        ReadPicture read = read(sheet);
        assertThat(text(read)).isEqualTo("2");
        assertThat(read.reading()).isEqualTo(Reading.USUAL);
        assertThat(read.rivals()).isEmpty();
    }

    /** A 4 whose level stroke is faint: as usual its upright strokes alone are read, as 11. */
    @Test
    void weakInkCountsWhereItJoinsStrongInkAndTheAnswerIsLessSure() throws IOException {
        BufferedImage sheet = paper(200, 260);
        Graphics2D g = pen(sheet, 10);
        g.setColor(new Color(180, 180, 180));
        g.draw(path("0 .62 .75 .6", 50, 45, 100, 160));
        g.dispose();
        stroke(sheet, ".3 0 0 .62 / .8 .1 .75 1", 50, 45, 100, 160, 10);
        ReadPicture read = read(sheet);
        Rival best = read.rivals().get(0);
        assertThat(text(read)).isEqualTo("4");
        assertThat(read.reading()).isIn(Reading.WEAK_INK, Reading.EVEN_GROUND);
        assertThat(read.rivals())
                .filteredOn(rival -> rival.reading() == Reading.USUAL)
                .allSatisfy(
                        usual -> {
                            assertThat(usual.text()).isNotEqualTo("4");
                            assertThat(usual.leftOut()).isGreaterThan(best.leftOut());
                        })
                .hasSize(1);
        assertThat(read.digits().get(0).prediction().probability()).isLessThan(best.probability());
    }

    @Test
    void asASingleDigitAllPiecesMayBeOne() throws IOException {
        BufferedImage sheet = paper(300, 260);
        stroke(sheet, ".3 0 .05 .58 .6 .58 / 1.05 .05 1.05 1", 60, 45, 100, 160, 12);
        ReadPicture read =
                new DigitReader(network).read(Readings.of(PictureReader.of(sheet), true, false));
        assertThat(text(read)).isEqualTo("4");
    }

    private static void assertRead(BufferedImage picture, String expected, int most)
            throws IOException {
        String read = text(picture);
        assertThat(edits(read, expected)).as("read as %s", read).isLessThanOrEqualTo(most);
    }

    /** How many digits to change, add or leave out (V. Levenshtein, 1966). */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                } else {
                    int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                    int apart = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
                    edits[i][j] = Math.min(edits[i - 1][j - 1] + changed, apart);
                }
            }
        }
        return edits[from.length()][to.length()];
    }

    private static LabelledImages heldOut() throws IOException {
        LabelledImages training = ImageSet.mnist().training();
        return training.select(Split.balanced(training, 5000).validation());
    }

    private static String labels(int count) throws IOException {
        LabelledImages images = heldOut();
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(images.label(i)))
                .collect(Collectors.joining());
    }

    private static BufferedImage strip(int count, boolean dark) throws IOException {
        LabelledImages images = heldOut();
        BufferedImage strip = new BufferedImage(28 * count, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < count; i++) {
            byte[] image = images.image(i);
            for (int place = 0; place < image.length; place++) {
                int value = image[place] & 0xff;
                strip.getRaster()
                        .setSample(28 * i + place % 28, place / 28, 0, dark ? 255 - value : value);
            }
        }
        return strip;
    }

    private static BufferedImage paper(int width, int height) {
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(paper, Color.WHITE);
        return paper;
    }

    private static void fill(BufferedImage image, Color color) {
        Graphics2D g = image.createGraphics();
        g.setColor(color);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.dispose();
    }

    private static Graphics2D pen(BufferedImage image, float width) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return g;
    }

    private static String of(Map<Character, String> strokes, char digit) {
        return Objects.requireNonNull(strokes.get(digit));
    }

    private static void draw(
            BufferedImage on,
            char digit,
            double left,
            double top,
            double width,
            double height,
            double pen) {
        stroke(on, of(STROKES, digit), left, top, width, height, pen);
    }

    private static void stroke(
            BufferedImage on,
            String strokes,
            double left,
            double top,
            double width,
            double height,
            double pen) {
        Graphics2D g = pen(on, (float) pen);
        g.draw(path(strokes, left, top, width, height));
        g.dispose();
    }

    private static Shape path(
            String strokes, double left, double top, double width, double height) {
        Path2D path = new Path2D.Double();
        for (String stroke : strokes.split(" / ", -1)) {
            double[] points =
                    Arrays.stream(stroke.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
            path.moveTo(points[0], points[1]);
            for (int i = 2; i < points.length; i += 2) {
                path.lineTo(points[i], points[i + 1]);
            }
        }
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(width, height);
        return place.createTransformedShape(path);
    }

    private static BufferedImage blurred(BufferedImage image) {
        float[] weights = new float[25];
        for (int i = 0; i < 25; i++) {
            int dx = i % 5 - 2;
            int dy = i / 5 - 2;
            weights[i] = (float) Math.exp(-(dx * dx + dy * dy) / 4.5);
        }
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < 25; i++) {
            weights[i] /= sum;
        }
        return new ConvolveOp(new Kernel(5, 5, weights), ConvolveOp.EDGE_NO_OP, null)
                .filter(image, null);
    }

    private static ReadPicture read(BufferedImage picture) throws IOException {
        return new DigitReader(network).read(Readings.of(PictureReader.of(picture)));
    }

    private static String text(BufferedImage picture) throws IOException {
        return text(read(picture));
    }

    private static String text(ReadPicture read) {
        return read.digits().stream()
                .map(digit -> String.valueOf(digit.prediction().digit()))
                .collect(Collectors.joining());
    }
}
