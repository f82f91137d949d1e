package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;
import org.patternscanner.digit.Readings;
import org.patternscanner.image.Box;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.picture.PictureReader;

/** Several digits in one picture, made of images that were held out from training. */
@Tag("slow")
class NumbersTest {

    private static final int SIDE = 140;

    /** Pixels that two digits share. */
    private static final int OVERLAP = 6;

    private static LabelledImages digits;
    private static TrainedNetwork predictor;

    @BeforeAll
    static void load() throws IOException {
        LabelledImages training = ImageSet.mnist().training();
        digits = training.select(Split.balanced(training, 5000).validation());
        predictor = new TrainedNetwork(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu());
    }

    @AfterAll
    static void close() {
        predictor.close();
    }

    @Test
    void nineOfTenNumbersOfFourDigitsAreReadWhole() throws IOException {
        int right = 0;
        for (int i = 0; i < 40; i++) {
            BufferedImage sheet = sheet(4 * SIDE, SIDE);
            for (int place = 0; place < 4; place++) {
                draw(sheet, 4 * i + place, place * SIDE, 0);
            }
            right += text(read(sheet)).equals(labels(4 * i, 4)) ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(36);
    }

    @Test
    void rowsAreReadFromTheTopAndEachFromTheLeft() throws IOException {
        BufferedImage sheet = sheet(5 * SIDE, 2 * SIDE);
        for (int i = 0; i < 10; i++) {
            draw(sheet, ofDigit(i), i % 5 * SIDE, i / 5 * SIDE + i % 3 * 10);
        }
        List<ReadDigit> read = read(sheet);
        assertThat(text(read)).isEqualTo("0123456789");
        for (int i = 0; i < 10; i++) {
            Box box = read.get(i).image().box();
            int left = i % 5 * SIDE;
            assertThat(box.left()).isBetween(left, left + SIDE / 2);
            assertThat(box.right()).isBetween(left + SIDE / 2, left + SIDE);
            int top = i / 5 * SIDE + i % 3 * 10;
            assertThat(box.top()).isBetween(top, top + SIDE / 2);
            assertThat(box.bottom()).isBetween(top + SIDE / 2, top + SIDE);
        }
    }

    @Test
    void digitsThatTouchAreParted() throws IOException {
        BufferedImage sheet = sheet(3 * SIDE, SIDE);
        draw(sheet, ofDigit(3), 0, 0);
        int right = read(sheet).get(0).image().box().right();
        BufferedImage five = sheet(SIDE, SIDE);
        draw(five, ofDigit(5), 0, 0);
        int left = read(five).get(0).image().box().left();
        draw(sheet, ofDigit(5), right - left - OVERLAP, 0);
        List<ReadDigit> read = read(sheet);
        assertThat(text(read)).isEqualTo("35");
        assertThat(read)
                .allSatisfy(
                        digit ->
                                assertThat(digit.warnings())
                                        .contains("It touches its neighbour: they were parted."));
    }

    @Test
    void aSingleDigitIsNeverTakenForTwoThoughItIsWideOrBroken() throws IOException {
        int right = 0;
        for (int i = 0; i < 100; i++) {
            BufferedImage sheet = sheet(2 * SIDE, SIDE);
            Graphics2D pen = sheet.createGraphics();
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.drawImage(image(i), 10, 0, (int) (1.4 * SIDE), SIDE, null);
            pen.dispose();
            right += read(sheet).size() == 1 ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(97);
    }

    @Test
    void aFourInTwoStrokesIsOneDigit() throws IOException {
        BufferedImage sheet = sheet(SIDE, SIDE);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new java.awt.BasicStroke(8, 1, 1));
        pen.drawPolyline(new int[] {50, 40, 74}, new int[] {20, 70, 72}, 3);
        pen.drawLine(86, 40, 84, 120);
        pen.dispose();
        assertThat(text(read(sheet))).isEqualTo("4");
    }

    private static List<ReadDigit> read(BufferedImage picture) throws IOException {
        return new DigitReader(predictor).read(Readings.of(PictureReader.of(picture))).digits();
    }

    private static String text(List<ReadDigit> read) {
        return read.stream()
                .map(digit -> String.valueOf(digit.prediction().digit()))
                .collect(Collectors.joining());
    }

    private static String labels(int from, int count) {
        List<String> labels = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            labels.add(String.valueOf(digits.label(i)));
        }
        return String.join("", labels);
    }

    private static int ofDigit(int digit) {
        return digits.indicesOf(digit)[1];
    }

    private static BufferedImage sheet(int width, int height) {
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return sheet;
    }

    /** Black on white, five times as large; what is black already stays so. */
    private static void draw(BufferedImage sheet, int index, int left, int top) {
        BufferedImage digit = sheet(SIDE, SIDE);
        Graphics2D pen = digit.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(image(index), 0, 0, SIDE, SIDE, null);
        pen.dispose();
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = left + i % SIDE;
            int y = top + i / SIDE;
            if (x >= 0 && x < sheet.getWidth() && y < sheet.getHeight()) {
                int old = sheet.getRGB(x, y) & 255;
                int drawn = digit.getRGB(i % SIDE, i / SIDE) & 255;
                sheet.setRGB(x, y, Math.min(old, drawn) * 0x010101);
            }
        }
    }

    private static BufferedImage image(int index) {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        byte[] pixels = digits.image(index);
        for (int i = 0; i < pixels.length; i++) {
            image.setRGB(i % 28, i / 28, (255 - (pixels[i] & 255)) * 0x010101);
        }
        return image;
    }
}
