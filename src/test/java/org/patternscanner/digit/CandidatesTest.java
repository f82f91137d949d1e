package org.patternscanner.digit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patternscanner.image.Box;
import org.patternscanner.picture.PictureReader;

/** What is taken for digits where they look like something else: lines, rims, specks. */
class CandidatesTest {

    private static BufferedImage white(int width, int height, Consumer<Graphics2D> drawing) {
        BufferedImage picture = Drawn.ground(width, height, Color.WHITE);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.BLACK);
        drawing.accept(pen);
        pen.dispose();
        return picture;
    }

    private static List<Box> boxes(BufferedImage picture) throws NoDigitsException {
        return DigitNormalizer.candidates(PictureReader.of(picture)).stream()
                .map(c -> c.digit().box())
                .toList();
    }

    /** A seven of straight strokes, 12 pixels wide, whose box is 70 x 100. */
    private static void seven(Graphics2D pen, int left, int top) {
        pen.fillRect(left, top, 70, 12);
        pen.fillPolygon(
                new int[] {left + 56, left + 70, left + 34, left + 20},
                new int[] {top + 12, top + 12, top + 100, top + 100},
                4);
    }

    @Test
    void twoStraightThinOnesAreNoPrintedLines() throws NoDigitsException {
        BufferedImage eleven =
                white(
                        200,
                        120,
                        pen -> {
                            pen.fillRect(60, 10, 4, 100);
                            pen.fillRect(130, 10, 4, 100);
                        });
        assertThat(boxes(eleven))
                .containsExactly(new Box(60, 10, 63, 109), new Box(130, 10, 133, 109));
    }

    @Test
    void onesThatReachBothRimsAreNoPrintedLinesEither() throws NoDigitsException {
        BufferedImage seventyOneOne =
                white(
                        200,
                        100,
                        pen -> {
                            seven(pen, 0, 0);
                            pen.fillRect(120, 0, 4, 100);
                            pen.fillRect(196, 0, 4, 100);
                        });
        assertThat(boxes(seventyOneOne))
                .extracting(Box::left, Box::right)
                .containsExactly(tuple(0, 69), tuple(120, 123), tuple(196, 199));
    }

    @Test
    void aZeroOfFourStraightStrokesIsNoPrintedLines() throws NoDigitsException {
        BufferedImage zero =
                white(
                        40,
                        60,
                        pen -> {
                            pen.setStroke(new BasicStroke(3));
                            pen.drawRect(4, 4, 31, 51);
                        });
        assertThat(boxes(zero)).containsExactly(new Box(3, 3, 36, 56));
    }

    @Test
    void printedLinesAsDarkAsTheInkAreRemoved() throws NoDigitsException {
        BufferedImage squared = Drawn.ground(400, 400, Color.WHITE);
        Graphics2D pen = squared.createGraphics();
        pen.setColor(Color.DARK_GRAY);
        for (int i = 10; i < 400; i += 60) {
            pen.fillRect(i, 0, 2, 400);
            pen.fillRect(0, i, 400, 2);
        }
        pen.dispose();
        Drawn.two(squared, 120, 80, 220, 14, Color.DARK_GRAY);
        Box box = DigitNormalizer.normalize(PictureReader.of(squared)).box();
        assertThat(box.left()).isBetween(105, 122);
        assertThat(box.right()).isBetween(245, 265);
        assertThat(box.top()).isBetween(70, 90);
        assertThat(box.bottom()).isBetween(300, 315);
    }

    @Test
    void aDigitThatFillsTheLastColumnIsRead() throws NoDigitsException {
        BufferedImage seventyOne =
                white(
                        130,
                        100,
                        pen -> {
                            seven(pen, 0, 0);
                            pen.fillRect(118, 0, 12, 100);
                        });
        assertThat(boxes(seventyOne))
                .extracting(Box::left, Box::right)
                .containsExactly(tuple(0, 69), tuple(118, 129));
    }

    /** Of what the camera saw beside the paper, a strip is left at the rim. */
    @Test
    void theEdgeOfThePaperIsStillNoDigit() throws NoDigitsException {
        BufferedImage strips =
                white(
                        300,
                        200,
                        pen -> {
                            seven(pen, 100, 50);
                            pen.fillRect(290, 0, 10, 200);
                            pen.fillRect(0, 190, 300, 10);
                        });
        assertThat(boxes(strips))
                .extracting(Box::left, Box::right)
                .containsExactly(tuple(100, 169));
    }

    @Test
    @Timeout(value = 10, unit = SECONDS)
    void aLongBarIsNotPartedIntoThousandsOfDigits() throws NoDigitsException {
        BufferedImage bar = white(1000, 300, pen -> pen.fillRect(50, 140, 900, 12));
        assertThat(boxes(bar)).hasSizeLessThan(200);
    }

    @Test
    @Timeout(value = 10, unit = SECONDS)
    void aHundredThousandSpecksTakeNoTime() throws NoDigitsException {
        BufferedImage specks =
                white(
                        1000,
                        1000,
                        pen -> {
                            for (int y = 1; y < 1000; y += 3) {
                                for (int x = 1; x < 1000; x += 3) {
                                    pen.fillRect(x, y, 1, 1);
                                }
                            }
                            pen.fillRect(499, 500, 1, 25);
                        });
        assertThat(boxes(specks)).isNotEmpty();
        assertThat(DigitNormalizer.normalize(PictureReader.of(specks)).image().peak())
                .isEqualTo(255);
    }

    /** 2007 pixels become 1000: what is at the rim of these is at the rim of those. */
    @Test
    void aBoxStaysWithinThePictureThatWasShrunk() throws NoDigitsException {
        BufferedImage sheet = white(2007, 1500, pen -> pen.fillOval(1807, 1100, 400, 800));
        assertThat(DigitNormalizer.normalize(PictureReader.of(sheet)).box())
                .extracting(Box::right, Box::bottom)
                .containsExactly(2006, 1499);
        BufferedImage other = white(1006, 754, pen -> pen.fillOval(600, 500, 300, 500));
        assertThat(DigitNormalizer.normalize(PictureReader.of(other)).box().bottom())
                .isEqualTo(753);
    }

    @Test
    void noPiecesOfInkAreOfferedTwice() throws NoDigitsException {
        BufferedImage openFour =
                white(
                        300,
                        300,
                        pen -> {
                            pen.fillRect(60, 40, 10, 70);
                            pen.fillRect(60, 100, 40, 10);
                            pen.fillRect(106, 40, 10, 120);
                        });
        List<Candidate> candidates = DigitNormalizer.candidates(PictureReader.of(openFour));
        assertThat(candidates)
                .extracting(Candidate::from, Candidate::to)
                .containsExactly(tuple(0, 1), tuple(1, 2), tuple(0, 2));
    }

    @Test
    void aHundredAndOneStrokesAreNoNumber() throws NoDigitsException {
        assertThat(DigitNormalizer.candidates(PictureReader.of(strokes(100)))).isNotEmpty();
        assertThatThrownBy(() -> DigitNormalizer.candidates(PictureReader.of(strokes(101))))
                .isInstanceOf(NoDigitsException.class)
                .hasMessage(
                        "The picture shows 101 patches of ink that may be digits, more than 100:"
                                + " crop it to one number.");
    }

    private static BufferedImage strokes(int count) {
        return white(
                400,
                300,
                pen -> {
                    for (int i = 0; i < count; i++) {
                        pen.fillRect(10 + i % 20 * 19, 10 + i / 20 * 45, 4, 30);
                    }
                });
    }
}
