package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Kernel;

class FilterSheetTest {

    private static final float[][][] KERNELS = {
        {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}}, {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}
    };

    private static final Kernel.Match SPOT =
            new Kernel.Match(Kernel.named("laplacian").orElseThrow(), -0.75);

    // Where the first kernel stands: margin, titles, legend.
    private static final int LEFT = 40;
    private static final int TOP = 40 + 90 + 76;
    private static final int CELL = 36;

    @Test
    void everyCellHasTheColourOfItsWeight() {
        BufferedImage sheet = FilterSheet.kernels("Kernels", "two of them", KERNELS, 8);
        ColorScale scale = ColorScale.symmetric(2);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                Color cell =
                        Pixels.at(
                                sheet,
                                LEFT + column * CELL + CELL / 2,
                                TOP + row * CELL + CELL / 2);
                assertThat(cell)
                        .as("row %d, column %d", row, column)
                        .isEqualTo(scale.color(KERNELS[0][row][column]));
            }
        }
    }

    @Test
    void allKernelsShareOneScale() {
        BufferedImage sheet = FilterSheet.kernels("Kernels", "two of them", KERNELS, 8);
        int second = LEFT + 3 * CELL + 28;
        assertThat(Pixels.at(sheet, second + 54, TOP + 54))
                .isEqualTo(ColorScale.symmetric(2).color(1));
    }

    @Test
    void titleIsWrittenAndNothingIsCutOff() {
        BufferedImage sheet =
                FilterSheet.kernels(
                        "A title that is a good deal wider than its two small kernels",
                        "",
                        KERNELS,
                        8);
        assertThat(Pixels.ink(sheet, 40, 40, sheet.getWidth() - 80, 40)).isGreaterThan(1000);
        assertThat(Pixels.inkOnEdge(sheet, 30)).isZero();
    }

    @Test
    void theNearestClassicalKernelAndTheCosineStandBelowEach() {
        float[][] sobel = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
        float[][] inverse = {{2, 0, -2}, {4, 0, -4}, {2, 0, -2}};
        float[][] other = {{-1, -1, -1}, {2, 2, 2}, {-1, -1, -1}};
        BufferedImage sheet =
                FilterSheet.kernels("Kernels", "", new float[][][] {sobel, inverse, other}, 8);

        assertThat(note(sheet, 0, 1)).isEqualTo(note(sheet, 1, 1)).isNotEqualTo(note(sheet, 2, 1));
        assertThat(note(sheet, 0, 2)).isEqualTo(note(sheet, 2, 2)).isNotEqualTo(note(sheet, 1, 2));
        assertThat(Pixels.inkOnEdge(sheet, 30)).isZero();
    }

    @Test
    void nameIsGreyWhereItIsOnlyTheLeastWrongOne() {
        float[][] sobel = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
        float[][] dot = {{1, 0, 0}, {0, 0, 0}, {0, 0, 0}};
        BufferedImage sheet = FilterSheet.kernels("Kernels", "", new float[][][] {sobel, dot}, 8);

        assertThat(note(sheet, 0, 1)).anyMatch(FilterSheetTest::isDark);
        assertThat(note(sheet, 1, 1))
                .noneMatch(FilterSheetTest::isDark)
                .anyMatch(rgb -> new Color(rgb).getRed() < 0xA0);
    }

    private static boolean isDark(int rgb) {
        return new Color(rgb).getRed() < 0x60;
    }

    /** The pixels of a line below a kernel: 0 is its number, 1 its name, 2 the cosine. */
    private static List<Integer> note(BufferedImage sheet, int kernel, int line) {
        int left = LEFT + kernel * (3 * CELL + 28);
        int top = TOP - 30 + 3 * CELL + (line == 0 ? 4 : 8 + line * 20);
        return Arrays.stream(sheet.getRGB(left, top, 3 * CELL, 20, null, 0, 3 * CELL))
                .boxed()
                .toList();
    }

    @Test
    void moreKernelsThanColumnsMakeMoreRows() {
        int one = FilterSheet.kernels("K", "", new float[8][3][3], 8).getHeight();
        int two = FilterSheet.kernels("K", "", new float[9][3][3], 8).getHeight();
        int same = FilterSheet.kernels("K", "", new float[16][3][3], 8).getHeight();
        assertThat(two).isGreaterThan(one + 3 * CELL).isEqualTo(same);
    }

    @Test
    void gridShowsEveryKernelOfEveryFilterInItsPlace() {
        float[][][][] filters = new float[64][32][3][3];
        filters[63][31][1][1] = -0.5f;
        BufferedImage grid =
                FilterSheet.filters(
                        "conv2",
                        "64 filters of 32 kernels",
                        filters,
                        Collections.nCopies(64, SPOT));
        Color end = ColorScale.symmetric(0.5).color(-0.5);
        int right = 40 + 52 + 31 * 33;
        int bottom = grid.getHeight() - 40 - 33;
        int inLastKernel = Pixels.count(grid.getSubimage(right, bottom, 33, 33), end);
        assertThat(inLastKernel).isGreaterThanOrEqualTo(81);
        assertThat(Pixels.count(grid.getSubimage(0, 250, grid.getWidth(), bottom - 250), end))
                .isZero();
        assertThat(Pixels.ink(grid, right + 33, bottom, 100, 33)).as("its name").isGreaterThan(100);
        assertThat(Pixels.inkOnEdge(grid, 30)).isZero();
    }
}
