package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final int[][] THREE = {{98, 0, 2}, {0, 0, 0}, {1, 0, 9}};

    // The first cell's corner: margin, titles, room for the labels.
    private static final int LEFT = 40 + 27 + 8 + Text.label("0").width() + 8;
    private static final int TOP = 40 + 90 + 27 + 8 + 27 + 8;
    private static final int CELL = 68;

    @Test
    void textShowsZerosAsDots() {
        assertThat(ConfusionMatrixText.of(THREE))
                .isEqualTo(
                        """
                        true    0  1   2  total    right
                        -----  --  -  --  -----  -------
                        0      98  .   2    100  98.00 %
                        1       .  .   .      0        -
                        2       1  .   9     10  90.00 %
                        -----  --  -  --  -----  -------
                        total  99  0  11    110  97.27 %
                        """);
    }

    @Test
    void printedTotalsAreTheSumsOfThePrintedCells() {
        Random random = new Random(3);
        int[][] counts = new int[10][10];
        for (int[] row : counts) {
            Arrays.setAll(row, i -> random.nextInt(3) * random.nextInt(50));
        }
        List<int[]> rows =
                ConfusionMatrixText.of(counts)
                        .lines()
                        .filter(line -> line.matches("[0-9t].*[0-9] %"))
                        .map(ConfusionMatrixTest::numbers)
                        .toList();
        assertThat(rows).hasSize(11);
        for (int column = 0; column <= 10; column++) {
            int at = column;
            int sum = rows.subList(0, 10).stream().mapToInt(row -> row[at]).sum();
            assertThat(rows.get(10)[column]).as("column %d", column).isEqualTo(sum);
        }
        for (int[] row : rows) {
            assertThat(Arrays.stream(row, 0, 10).sum()).isEqualTo(row[10]);
        }
    }

    /** The counts and the total of a printed row. */
    private static int[] numbers(String line) {
        return Arrays.stream(line.strip().split(" +"))
                .skip(1)
                .limit(11)
                .mapToInt(cell -> cell.equals(".") ? 0 : Integer.parseInt(cell))
                .toArray();
    }

    @Test
    void oneMistakeIsOrangeBesideAThousandRightAndCountsAreWritten() {
        int[][] counts = new int[10][10];
        for (int digit = 0; digit < 10; digit++) {
            counts[digit][digit] = 1000;
        }
        counts[4][9] = 100;
        counts[7][2] = 1;
        BufferedImage image = ConfusionMatrixImage.of(counts, "a run");
        Color mistake = cell(image, 7, 2);
        assertThat(mistake.getRed()).isGreaterThan(mistake.getBlue() + 20);
        assertThat(Pixels.luminance(cell(image, 4, 9))).isLessThan(Pixels.luminance(mistake) - 0.3);
        assertThat(cell(image, 2, 7)).isEqualTo(Color.WHITE);
        assertThat(cell(image, 0, 0).getBlue()).isGreaterThan(cell(image, 0, 0).getRed() + 20);
        BufferedImage first = image.getSubimage(LEFT + 5, TOP + 20, CELL - 10, 28);
        assertThat(Pixels.colours(first)).hasSizeGreaterThan(5);
    }

    @Test
    void aMatrixWithoutMistakesHasNoOrange() {
        int[][] perfect = new int[10][10];
        perfect[3][3] = 5;
        assertThat(Pixels.colours(ConfusionMatrixImage.of(perfect, "")))
                .doesNotContain(ColorScale.symmetric(1).color(1));
    }

    /** The ground of a cell, in its corner where no number is. */
    private static Color cell(BufferedImage image, int truth, int read) {
        return Pixels.at(image, LEFT + read * CELL + 5, TOP + truth * CELL + 5);
    }
}
