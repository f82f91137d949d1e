package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterSheetTest {

    private static final float[][][] KERNELS = {
        {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}}, {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}
    };

    // Where the first kernel stands: margin, titles, legend.
    private static final int LEFT = 40;
    private static final int TOP = 40 + 90 + 66;
    private static final int CELL = 36;

    @Test
    void everyCellHasTheColourOfItsWeight() {
        BufferedImage sheet = FilterSheet.kernels("Kernels", "two of them", KERNELS, 8);
        DivergingScale scale = DivergingScale.symmetric(2);
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
                .isEqualTo(DivergingScale.symmetric(2).color(1));
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
    void wideCaptionsDoNotTouchEachOther() {
        String caption = "a caption wider than its kernel";
        BufferedImage sheet =
                FilterSheet.kernels("Kernels", "", KERNELS, List.of(caption, caption), 8);
        int middle = sheet.getWidth() / 2;
        int belowTheLegend = 40 + 60 + 66;
        int height = sheet.getHeight() - belowTheLegend;
        assertThat(Pixels.ink(sheet, middle - 8, belowTheLegend, 16, height)).isZero();
        assertThat(Pixels.ink(sheet, 40, belowTheLegend + 110, middle - 48, 28)).isGreaterThan(300);
        assertThat(Pixels.inkOnEdge(sheet, 30)).isZero();
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
        BufferedImage grid = FilterSheet.filters("conv2", "64 filters of 32 kernels", filters);
        Color end = DivergingScale.symmetric(0.5).color(-0.5);
        int right = grid.getWidth() - 40 - 33;
        int bottom = grid.getHeight() - 40 - 33;
        int inLastKernel = Pixels.count(grid.getSubimage(right, bottom, 33, 33), end);
        assertThat(inLastKernel).isGreaterThanOrEqualTo(81);
        assertThat(Pixels.count(grid.getSubimage(0, 250, grid.getWidth(), bottom - 250), end))
                .isZero();
        assertThat(Pixels.inkOnEdge(grid, 30)).isZero();
    }
}
