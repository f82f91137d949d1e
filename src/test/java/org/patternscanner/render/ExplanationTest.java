package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.inspection.Explanation;

/** Why a picture was read as it was, in text and as a picture. */
class ExplanationTest {

    @Test
    void tellsEachStageAndMarksThoseThatSayTheAnswer() {
        assertThat(ExplanationText.render("four.png", Explained.four(), TextColour.NONE))
                .startsWith(
                        """
                        four.png: read as 4 (> 99.99 %), from "scaled" on

                        What the network would say, had the work stopped at a stage and the picture
                        been squeezed into 28 x 28 (= is the answer):

                        stage    size       says  probability  what the step does
                        -------  ---------  ----  -----------  ------------------
                        grey     400 x 300   3        50.00 %  grey it becomes
                        scaled   20 x 20     4 =      70.00 %  scaled it becomes
                        centred  28 x 28     4 =    > 99.99 %  centred it becomes
                        """)
                .contains("\n\"grey\", squeezed                \"centred\"\n");
    }

    @Test
    void withoutColourACharacterIsTheDenserTheMoreInkItsTwoPixelsHave() {
        List<String> lines = lines(TextColour.NONE);

        assertThat(lines).hasSize(14);
        // 255 above 128, then 128 above 128; then nothing, and no spaces at the ends.
        assertThat(lines.get(0)).isEqualTo("#".repeat(28) + "    " + "#".repeat(28));
        assertThat(lines.get(1)).isEqualTo("+".repeat(28) + "    " + "+".repeat(28));
        assertThat(lines.subList(7, 14)).containsOnly("");
    }

    @Test
    void withColourEachCharacterIsTwoPixels() {
        List<String> lines = lines(TextColour.FULL);

        assertThat(lines).hasSize(14);
        String block = "\u001b[38;2;255;255;255m\u001b[48;2;128;128;128m\u2580";
        assertThat(lines.get(0))
                .isEqualTo((block.repeat(28) + "\u001b[0m    " + block.repeat(28) + "\u001b[0m"));
        assertThat(lines(TextColour.PALETTE).get(13))
                .startsWith("\u001b[38;5;16m\u001b[48;5;16m\u2580");
    }

    private static List<String> lines(TextColour colour) {
        String text = ExplanationText.render("four.png", Explained.four(), colour);
        return text.substring(text.indexOf("squeezed  ")).lines().skip(1).toList();
    }

    @Test
    void tellsTheSharedStagesOfANumberOnceAndOfNoneThatItIsRight() {
        String text = ExplanationText.render("n.png", Explained.number(3), TextColour.NONE);

        assertThat(text)
                .startsWith("n.png: read as 012\n")
                .containsOnlyOnce("grey   400 x 300     9      60.00 %  grey it becomes")
                .contains("\nDigit 3: read as 2 (> 99.99 %), from \"scaled\" on\nstage ")
                .contains("\ndigit 2, \"centred\"" + " ".repeat(14) + "digit 3, \"centred\"\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

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
        assertThat(Pixels.rgb(draw(Explained.four())))
                .isEqualTo(Pixels.rgb(draw(Explained.four())));
    }
}
