package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.inspection.Sheets.BROKEN;
import static org.patternscanner.inspection.Sheets.STROKES;
import static org.patternscanner.inspection.Sheets.blurred;
import static org.patternscanner.inspection.Sheets.draw;
import static org.patternscanner.inspection.Sheets.fill;
import static org.patternscanner.inspection.Sheets.labels;
import static org.patternscanner.inspection.Sheets.paper;
import static org.patternscanner.inspection.Sheets.path;
import static org.patternscanner.inspection.Sheets.pen;
import static org.patternscanner.inspection.Sheets.strip;
import static org.patternscanner.inspection.Sheets.stroke;
import static org.patternscanner.inspection.Sheets.strokesOf;

import ai.djl.Device;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.digit.Drawn;
import org.patternscanner.digit.Reading;
import org.patternscanner.digit.Readings;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.picture.PictureReader;

/** Kinds of pictures that people bring and that a normalizer gets wrong if it decides too early. */
@Tag("slow")
class HardPicturesTest {

    private static final Color GRAY = new Color(185, 185, 180);

    private static TrainedNetwork network;

    @BeforeAll
    static void load() throws IOException {
        network = new TrainedNetwork(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu());
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
        stroke(sheet, strokesOf(BROKEN, digit), 50, 45, 100, 160, pen);
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
            g.draw(
                    path(
                            strokesOf(STROKES, digit),
                            0.22 * side,
                            0.15 * side,
                            0.5 * side,
                            0.7 * side));
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
