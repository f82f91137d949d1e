package org.patternscanner.digit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patternscanner.image.Box;
import org.patternscanner.picture.PictureReader;

/** What is taken for digits where they look like something else: lines, rims, specks. */
class CandidatesTest {

    /** White paper with black rectangles: left, top, width and height of each. */
    private static BufferedImage paper(int width, int height, int... rectangles) {
        return Drawn.paper(
                width,
                height,
                pen -> {
                    for (int i = 0; i < rectangles.length; i += 4) {
                        pen.fillRect(
                                rectangles[i],
                                rectangles[i + 1],
                                rectangles[i + 2],
                                rectangles[i + 3]);
                    }
                });
    }

    private static List<Box> boxes(BufferedImage picture) throws NoDigitsException {
        return DigitNormalizer.candidates(PictureReader.of(picture)).stream()
                .map(c -> c.digit().box())
                .toList();
    }

    /** Draws a seven of straight strokes, 12 pixels wide, whose box is 70 x 100. */
    private static BufferedImage seven(BufferedImage on, int left, int top) {
        return Drawn.with(
                on,
                pen -> {
                    pen.fillRect(left, top, 70, 12);
                    pen.fillPolygon(
                            new int[] {left + 56, left + 70, left + 34, left + 20},
                            new int[] {top + 12, top + 12, top + 100, top + 100},
                            4);
                });
    }

    @Test
    void straightThinOnesAreNoPrintedLinesEvenIfTheyReachBothRims() throws NoDigitsException {
        assertThat(boxes(paper(200, 120, 60, 10, 4, 100, 130, 10, 4, 100)))
                .containsExactly(new Box(60, 10, 63, 109), new Box(130, 10, 133, 109));
        BufferedImage ones = paper(200, 100, 120, 0, 4, 100, 196, 0, 4, 100);
        assertThat(boxes(seven(ones, 0, 0)))
                .extracting(Box::left, Box::right)
                .containsExactly(tuple(0, 69), tuple(120, 123), tuple(196, 199));
    }

    @Test
    void aZeroOfFourStraightStrokesIsNoPrintedLines() throws NoDigitsException {
        BufferedImage zero = paper(40, 60, 3, 3, 34, 3, 3, 54, 34, 3, 3, 3, 3, 54, 34, 3, 3, 54);
        assertThat(boxes(zero)).containsExactly(new Box(3, 3, 36, 56));
    }

    @Test
    void printedLinesAsDarkAsTheInkAreRemoved() throws NoDigitsException {
        Color ink = Color.DARK_GRAY;
        BufferedImage squared = Drawn.lined(Drawn.ground(400, 400, Color.WHITE), 60, 2, ink, true);
        Drawn.two(squared, 120, 80, 220, 14, ink);
        Box box = DigitNormalizer.normalize(PictureReader.of(squared)).box();
        assertThat(box.left()).isBetween(105, 122);
        assertThat(box.right()).isBetween(245, 265);
        assertThat(box.top()).isBetween(70, 90);
        assertThat(box.bottom()).isBetween(300, 315);
    }

    @Test
    void aDigitThatFillsTheLastColumnIsRead() throws NoDigitsException {
        assertThat(boxes(seven(paper(130, 100, 118, 0, 12, 100), 0, 0)))
                .extracting(Box::left, Box::right)
                .containsExactly(tuple(0, 69), tuple(118, 129));
    }

    /** Of what the camera saw beside the paper, a strip is left at the rim. */
    @Test
    void theEdgeOfThePaperIsStillNoDigit() throws NoDigitsException {
        BufferedImage strips = paper(300, 200, 290, 0, 10, 200, 0, 190, 300, 10);
        assertThat(boxes(seven(strips, 100, 50)))
                .extracting(Box::left, Box::right)
                .containsExactly(tuple(100, 169));
    }

    @Test
    @Timeout(value = 10, unit = SECONDS)
    void aLongBarIsNotPartedIntoThousandsOfDigits() throws NoDigitsException {
        assertThat(boxes(paper(1000, 300, 50, 140, 900, 12))).hasSizeLessThan(200);
    }

    @Test
    @Timeout(value = 10, unit = SECONDS)
    void aHundredThousandSpecksTakeNoTime() throws NoDigitsException {
        BufferedImage specks = paper(1000, 1000, 499, 500, 1, 25);
        for (int i = 0; i < 333 * 333; i++) {
            specks.setRGB(1 + i % 333 * 3, 1 + i / 333 * 3, 0);
        }
        assertThat(boxes(specks)).isNotEmpty();
        assertThat(DigitNormalizer.normalize(PictureReader.of(specks)).image().peak())
                .isEqualTo(255);
    }

    /** 2007 pixels become 1000: what is at the rim of these is at the rim of those. */
    @Test
    void aBoxStaysWithinThePictureThatWasShrunk() throws NoDigitsException {
        BufferedImage sheet = Drawn.paper(2007, 1500, pen -> pen.fillOval(1807, 1100, 400, 800));
        assertThat(DigitNormalizer.normalize(PictureReader.of(sheet)).box())
                .extracting(Box::right, Box::bottom)
                .containsExactly(2006, 1499);
        BufferedImage other = Drawn.paper(1006, 754, pen -> pen.fillOval(600, 500, 300, 500));
        assertThat(DigitNormalizer.normalize(PictureReader.of(other)).box().bottom())
                .isEqualTo(753);
    }

    @Test
    void noPiecesOfInkAreOfferedTwice() throws NoDigitsException {
        BufferedImage openFour = paper(300, 300, 60, 40, 10, 70, 60, 100, 40, 10, 106, 40, 10, 120);
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
                .hasMessageContainingAll("101", "more than 100", "crop it");
    }

    private static BufferedImage strokes(int count) {
        return paper(
                400,
                300,
                IntStream.range(0, count)
                        .flatMap(i -> IntStream.of(10 + i % 20 * 19, 10 + i / 20 * 45, 4, 30))
                        .toArray());
    }
}
