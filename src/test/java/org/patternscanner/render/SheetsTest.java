package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.inspection.Patterns;
import org.patternscanner.inspection.Patterns.Maximum;
import org.patternscanner.inspection.Patterns.Patch;
import org.patternscanner.inspection.Patterns.Unit;

/** Sheets of digits, kernels, maps and patterns, cell by cell. */
class SheetsTest {

    private static final int LEFT = 40; // margin
    private static final int TOP = 40 + 90; // margin and titles
    private static final int PATTERNS = TOP + 58 + 36 + 27; // legend, gap, caption
    private static final float[][] SOBEL = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
    private static final float[][] DOT = {{1, 0, 0}, {0, 0, 0}, {0, 0, 0}};

    private static BufferedImage kernels(float[][]... kernels) {
        return FilterSheet.kernels("Kernels", "of a test", kernels, 8);
    }

    @Test
    void everyWeightHasItsColorOnOneScaleForAllKernels() {
        BufferedImage sheet = kernels(SOBEL, DOT);
        ColorScale scale = ColorScale.symmetric(2);
        int kernels = TOP + 66 + 28; // below the notes
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                assertThat(Pixels.at(sheet, LEFT + column * 36 + 18, kernels + row * 36 + 18))
                        .as("row %d, column %d", row, column)
                        .isEqualTo(scale.color(SOBEL[row][column]));
            }
        }
        int second = LEFT + 3 * 36 + 28;
        assertThat(Pixels.at(sheet, second + 18, kernels + 18)).isEqualTo(scale.color(1));
    }

    @Test
    void theNearestClassicalKernelAndTheCosineStandBelowEach() {
        float[][] inverse = {{2, 0, -2}, {4, 0, -4}, {2, 0, -2}};
        float[][] other = {{-1, -1, -1}, {2, 2, 2}, {-1, -1, -1}};
        BufferedImage sheet = kernels(SOBEL, inverse, other);
        assertThat(note(sheet, 0, 2)).isEqualTo(note(sheet, 1, 2)).isNotEqualTo(note(sheet, 2, 2));
        assertThat(note(sheet, 0, 1)).isEqualTo(note(sheet, 2, 1)).isNotEqualTo(note(sheet, 1, 1));
    }

    /** The pixels below a kernel, of the last line but so many. */
    private static int[] note(BufferedImage sheet, int kernel, int line) {
        int left = LEFT + kernel * (3 * 36 + 28);
        return sheet.getRGB(left, sheet.getHeight() - 40 - 22 * line, 108, 22, null, 0, 108);
    }

    @Test
    void nameIsGreyWhereItIsOnlyTheLeastWrongOne() {
        assertThat(darkestOfName(kernels(SOBEL))).isLessThan(0x60);
        assertThat(darkestOfName(kernels(DOT))).isBetween(0x60, 0xA0);
    }

    private static int darkestOfName(BufferedImage sheet) {
        return Arrays.stream(note(sheet, 0, 2)).map(rgb -> rgb & 255).min().orElseThrow();
    }

    @Test
    void moreKernelsThanColumnsMakeMoreRows() {
        int one = kernels(new float[8][3][3]).getHeight();
        int two = kernels(new float[9][3][3]).getHeight();
        assertThat(two).isGreaterThan(one + 3 * 36);
        assertThat(kernels(new float[16][3][3]).getHeight()).isEqualTo(two);
    }

    @Test
    void gridShowsEveryKernelOfEveryFilterInItsPlace() {
        float[][][][] filters = new float[64][32][3][3];
        filters[63][31][1][1] = -0.5f;
        Kernel.Match spot = new Kernel.Match(Kernel.named("laplacian").orElseThrow(), -0.75);
        BufferedImage grid =
                FilterSheet.filters("conv2", "a layer", filters, Collections.nCopies(64, spot));
        Color end = ColorScale.symmetric(0.5).color(-0.5);
        // The last row, and what is left of the names: 114 pixels, a gap and a margin.
        int bottom = grid.getHeight() - 40 - 27;
        int right = grid.getWidth() - 40 - Text.small("laplacian -0.75").width() - 6 - 27;
        assertThat(Pixels.count(grid.getSubimage(right, bottom, 27, 27), end)).isEqualTo(81);
        assertThat(Pixels.count(grid.getSubimage(0, 250, grid.getWidth(), bottom - 250), end))
                .isZero();
        assertThat(Pixels.ink(grid, right + 33, bottom, 100, 27)).as("its name").isGreaterThan(100);
    }

    private static BufferedImage maps(byte[] digit, float[][][] maps) {
        List<String> captions = Collections.nCopies(maps.length, "7");
        return FeatureMapSheet.of("Maps", "of a test", List.of(), digit, maps, captions);
    }

    @Test
    void everyNumberOfAMapHasItsColorOnOneScale() {
        float[][][] maps = new float[32][14][14];
        maps[0][0][0] = -4;
        maps[9][13][2] = 2; // the second map of the second row
        BufferedImage sheet = maps(new byte[784], maps);
        ColorScale scale = ColorScale.symmetric(4);
        int top = TOP + 28 * 6 + 40; // below the digit
        assertThat(Pixels.at(sheet, LEFT + 4, top + 4)).isEqualTo(scale.color(-4));
        int x = LEFT + 112 + 28 + 2 * 8 + 4;
        int y = top + 112 + 28 + 28 + 13 * 8 + 4;
        assertThat(Pixels.at(sheet, x, y)).isEqualTo(scale.color(2));
        assertThat(Pixels.at(sheet, x + 8, y)).isEqualTo(scale.color(0));
    }

    @Test
    void legendStandsBesideTheDigit() {
        float[][][] maps = new float[64][7][7];
        maps[63][6][6] = 5;
        byte[] digit = new byte[784];
        digit[3 * 28 + 5] = (byte) 255;
        BufferedImage sheet = maps(digit, maps);
        assertThat(Pixels.at(sheet, LEFT + 5 * 6 + 3, TOP + 3 * 6 + 3)).isEqualTo(Color.BLACK);
        assertThat(Pixels.at(sheet, LEFT + 6 * 6 + 3, TOP + 3 * 6 + 3)).isEqualTo(Color.WHITE);
        int bar = LEFT + 28 * 6 + 40;
        ColorScale scale = ColorScale.symmetric(5);
        assertThat(Pixels.at(sheet, bar + 1, TOP + 9)).isEqualTo(scale.color(-4.97));
        assertThat(Pixels.at(sheet, bar + 358, TOP + 9)).isEqualTo(scale.color(4.97));
        assertThat(Pixels.ink(sheet, bar, TOP + 22, 360, 24)).isGreaterThan(100);
    }

    @Test
    void onePixelOfADigitBecomesOneSquareOfItsGreyAboveTheCaption() {
        byte[] digit = new byte[784];
        digit[3 * 28 + 4] = (byte) 255; // row 3, column 4
        digit[3 * 28 + 5] = (byte) 155;
        String caption = "true 4, read 9 (71 %)";
        BufferedImage sheet = DigitSheet.of("One", "a", List.of(digit), List.of(caption), 10);
        int left = LEFT + (Text.label(caption).width() - 140) / 2 + 4 * 5;
        int top = TOP + 3 * 5;
        assertThat(Pixels.count(sheet.getSubimage(left, top, 5, 5), Color.BLACK)).isEqualTo(25);
        assertThat(Pixels.at(sheet, left + 7, top + 2)).isEqualTo(new Color(100, 100, 100));
        assertThat(Pixels.at(sheet, left - 1, top + 2)).isEqualTo(Color.WHITE);
        assertThat(Pixels.ink(sheet, LEFT, TOP + 142, 180, 26)).isGreaterThan(300);
    }

    @Test
    void refusesDigitsOfAnotherSizeAndDigitsWithoutCaptions() {
        List<byte[]> wrong = List.of(new byte[783]);
        assertThatThrownBy(() -> DigitSheet.of("Wrong", "", wrong, List.of("0"), 1))
                .hasMessage("A digit has 784 pixels, not 783.");
        List<byte[]> digits = List.of(new byte[784], new byte[784]);
        assertThatThrownBy(() -> DigitSheet.of("Wrong", "", digits, List.of("0"), 1))
                .hasMessage("2 digits cannot have 1 captions.");
    }

    @Test
    void onlyTheThirdSaliencyPanelHasTheOutlineAndItRunsAroundTheInk() {
        byte[] pixels = new byte[784];
        pixels[10 * 28 + 10] = (byte) 200;
        pixels[10 * 28 + 11] = (byte) 200;
        pixels[20 * 28 + 20] = 100; // too little to be ink
        float[][] map = new float[28][28];
        map[0][27] = -0.5f;
        BufferedImage image = SaliencyImage.of("Read as 7", "how", pixels, map, "map", "share");
        int top = TOP + 34;
        int pitch = 28 * 15 + 36;
        int[] panels = IntStream.range(0, 3).map(panel -> LEFT + panel * pitch).toArray();
        ColorScale scale = ColorScale.symmetric(0.5);
        assertThat(Pixels.at(image, panels[0] + 157, top + 157)).isEqualTo(new Color(55, 55, 55));
        for (int panel = 1; panel <= 2; panel++) {
            assertThat(Pixels.at(image, panels[panel] + 27 * 15 + 7, top + 7))
                    .isEqualTo(scale.color(-0.5));
            assertThat(Pixels.at(image, panels[panel] + 7, top + 7)).isEqualTo(scale.color(0));
        }
        for (int column : new int[] {10, 12}) {
            assertThat(Pixels.at(image, panels[2] + column * 15, top + 157)).isEqualTo(Color.BLACK);
        }
        assertThat(Pixels.at(image, panels[2] + 11 * 15, top + 157)).isNotEqualTo(Color.BLACK);
        assertThat(Pixels.colours(image.getSubimage(panels[1] + 2, top + 20, 416, 396))).hasSize(1);
        assertThat(Pixels.colours(image.getSubimage(panels[2] + 297, top + 297, 21, 21)))
                .containsOnly(scale.color(0));
    }

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
        assertThat(Pixels.at(sheet, LEFT + 20, PATTERNS + 20)).isEqualTo(new Color(200, 200, 200));
        assertThat(Pixels.at(sheet, LEFT + 60, PATTERNS + 60)).isEqualTo(Color.BLACK);
        int patches = LEFT + 3 * 38 + 14;
        assertThat(Pixels.at(sheet, patches + 6, PATTERNS + 6)).isEqualTo(new Color(200, 200, 200));
        assertThat(Pixels.at(sheet, patches + 18, PATTERNS + 18)).isEqualTo(Color.BLACK);
    }

    @Test
    void whatLiesOutsideTheImageIsNoGrey() {
        BufferedImage sheet = draw(1, 8, Patterns.OUTSIDE);
        Color outside = Pixels.at(sheet, LEFT + 5, PATTERNS + 5);
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
