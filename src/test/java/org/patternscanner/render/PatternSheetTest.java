package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patternscanner.inspection.Patterns;
import org.patternscanner.inspection.Patterns.Maximum;
import org.patternscanner.inspection.Patterns.Patch;
import org.patternscanner.inspection.Patterns.Unit;

class PatternSheetTest {

    private static final int LEFT = 40;
    private static final int TOP = 40 + 90 + 58 + 36 + 27; // margin, titles, legend, gap, caption

    static BufferedImage draw(int units, int field, int pixel) {
        int[][] pixels = new int[field][field];
        pixels[0][0] = pixel;
        Patch patch = new Patch(17, 4, 0, 0, 1.5f, pixels);
        Maximum maximum = new Maximum(0, 2.5f, pixels);
        List<Unit> list =
                IntStream.range(0, units)
                        .mapToObj(i -> new Unit(i, 1, Collections.nCopies(9, patch), maximum))
                        .toList();
        return PatternSheet.of(
                "What excites", "a network", new Patterns("conv1", 100, list), "unit");
    }

    @Test
    void inkIsWhiteAndPaperIsBlack() {
        BufferedImage sheet = draw(1, 3, 200);
        assertThat(Pixels.at(sheet, LEFT + 20, TOP + 20)).isEqualTo(new Color(200, 200, 200));
        assertThat(Pixels.at(sheet, LEFT + 60, TOP + 60)).isEqualTo(Color.BLACK);
        int patches = LEFT + 3 * 38 + 14;
        assertThat(Pixels.at(sheet, patches + 6, TOP + 6)).isEqualTo(new Color(200, 200, 200));
        assertThat(Pixels.at(sheet, patches + 18, TOP + 18)).isEqualTo(Color.BLACK);
    }

    @Test
    void whatLiesOutsideTheImageIsNoGrey() {
        BufferedImage sheet = draw(1, 8, Patterns.OUTSIDE);
        Color outside = Pixels.at(sheet, LEFT + 5, TOP + 5);
        assertThat(outside.getBlue()).isGreaterThan(outside.getRed() + 50);
        // In the input, in nine patches, and in the legend that explains it.
        assertThat(Pixels.count(sheet, outside)).isGreaterThan(19 * 19 + 9 * 36 + 200);
        assertThat(Pixels.count(draw(1, 8, 9), outside)).isZero();
    }

    @Test
    void tilesFillAboutASquare() {
        int one = draw(1, 28, 255).getHeight();
        for (int units : new int[] {4, 10, 128}) {
            int rows = (int) Math.round(Math.sqrt(units));
            assertThat(draw(units, 28, 255).getHeight()).isBetween(one * rows / 2, one * rows);
        }
    }
}
