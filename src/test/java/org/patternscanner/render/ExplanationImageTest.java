package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.patternscanner.inspection.Explanation;

class ExplanationImageTest {

    private static BufferedImage draw(Explanation explanation) {
        return ExplanationImage.of("digit.png", "some network", explanation);
    }

    @Test
    void showsInBlueFromWhichStageOnItIsRead() {
        BufferedImage image = draw(Explained.four());

        // Three frames: one of another digit, two of the answer, of which the last is larger.
        int other = Pixels.count(image, Verdict.OTHER.pale);
        int same = Pixels.count(image, Verdict.SAME.pale);
        assertThat(other).isPositive();
        assertThat(same).isGreaterThan(2 * other);
        assertThat(Pixels.count(image, Verdict.NONE.pale)).isLessThan(other / 100); // in letters
    }

    @Test
    void saysOfStagesThatDigitsShareNeitherRightNorWrong() {
        BufferedImage image = draw(Explained.number(2));

        assertThat(Pixels.count(image, Verdict.NONE.pale))
                .isGreaterThan(Pixels.count(image, Verdict.OTHER.pale) / 4);
    }

    @Test
    void drawsARowADigitAndNoMoreThanSix() {
        int one = draw(Explained.number(2)).getHeight();
        int row = draw(Explained.number(3)).getHeight() - one;

        assertThat(row).isGreaterThan(300);
        assertThat(draw(Explained.number(6)).getHeight()).isEqualTo(one + 4 * row);
        assertThat(draw(Explained.number(7)).getHeight()).isEqualTo(one + 4 * row);
    }

    /** WCAG 2 asks for a contrast of 4.5; and without hue, the words must still be read. */
    @Test
    void wordsStandOutFromTheirGround() {
        for (Verdict verdict : Verdict.values()) {
            double ground = Pixels.luminance(verdict.pale);
            for (Color words : new Color[] {verdict.strong, Page.TEXT, Page.MUTED}) {
                assertThat((ground + 0.05) / (Pixels.luminance(words) + 0.05)).isGreaterThan(4.5);
            }
        }
    }

    @Test
    void aSecondDrawingHasTheSamePixels() {
        BufferedImage first = draw(Explained.four());
        BufferedImage second = draw(Explained.four());

        assertThat(second.getRGB(0, 0, second.getWidth(), second.getHeight(), null, 0, 2000))
                .isEqualTo(first.getRGB(0, 0, first.getWidth(), first.getHeight(), null, 0, 2000));
    }
}
