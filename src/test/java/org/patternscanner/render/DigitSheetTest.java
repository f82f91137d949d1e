package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitSheetTest {

    @Test
    void onePixelBecomesOneSquareOfItsGrey() {
        byte[] digit = new byte[784];
        digit[3 * 28 + 4] = (byte) 255; // row 3, column 4
        digit[3 * 28 + 5] = (byte) 155;
        BufferedImage sheet = DigitSheet.of("One", "", List.of(digit), List.of("4"), 10);
        int left = 40 + 4 * 5;
        int top = 40 + 60 + 3 * 5;
        assertThat(Pixels.count(sheet.getSubimage(left, top, 5, 5), Color.BLACK)).isEqualTo(25);
        assertThat(Pixels.at(sheet, left + 7, top + 2)).isEqualTo(new Color(100, 100, 100));
        assertThat(Pixels.at(sheet, left - 1, top + 2)).isEqualTo(Color.WHITE);
    }

    @Test
    void captionsAreWrittenAndNotCutOff() {
        String caption = "true 4, read 9 (71 %)";
        BufferedImage sheet =
                DigitSheet.of(
                        "Mistakes",
                        "",
                        Collections.nCopies(7, new byte[784]),
                        Collections.nCopies(7, caption),
                        3);
        int underFirstRow = 40 + 60 + 142;
        assertThat(Pixels.ink(sheet, 40, underFirstRow, 180, 26)).isGreaterThan(300);
        assertThat(Pixels.inkOnEdge(sheet, 30)).isZero();
    }

    @Test
    void refusesADigitOfAnotherSize() {
        List<byte[]> wrong = List.of(new byte[783]);
        assertThatThrownBy(() -> DigitSheet.of("Wrong", "", wrong, List.of("0"), 1))
                .hasMessage("A digit has 784 pixels, not 783.");
    }

    @Test
    void refusesDigitsWithoutCaptions() {
        List<byte[]> digits = List.of(new byte[784], new byte[784]);
        assertThatThrownBy(() -> DigitSheet.of("Wrong", "", digits, List.of("0"), 1))
                .hasMessage("2 digits cannot have 1 captions.");
    }
}
