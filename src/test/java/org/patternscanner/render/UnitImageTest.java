package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Patch;
import org.patternscanner.arithmetic.UnitMax;
import org.patternscanner.arithmetic.UnitSum;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;
import org.patternscanner.network.Normalization;

class UnitImageTest {

    private static final int CELL = 78 * 56;
    private static final Color PADDING = new Color(0xEDEDED);
    private static final Place CORNER = new Place(0, 0, 0);
    private static final Box FIELD = new Box("conv", 0, 0, 2, 2);

    static BufferedImage draw(int channels, String source, int row) {
        return draw(channels, source, row, Normalization.MNIST);
    }

    private static BufferedImage draw(int channels, String source, int row, Normalization pixels) {
        float[][][] input = new float[channels][5][5];
        float[][][] filter = new float[channels][3][3];
        input[0][1][1] = 2;
        filter[0][1][1] = -3;
        UnitSum sum = UnitSum.of(input, filter, 1, Window.of(3).withPadding(1), row, row);
        FeatureMaps maps = new FeatureMaps("conv", source, input, new float[1][5][5]);
        return UnitImage.of("test", new byte[784], FIELD, maps, CORNER, sum, pixels);
    }

    @Test
    void patchKernelAndProductsHaveTheirColours() {
        BufferedImage image = draw(1, "image", 1);
        Color most = ColorScale.symmetric(1).color(1);
        Color least = ColorScale.symmetric(1).color(-1);
        // One cell of the patch; one of the kernel and one of the products. Each bears a number.
        assertThat(Pixels.count(image, most)).isBetween(CELL * 7 / 10, CELL);
        assertThat(Pixels.count(image, least)).isBetween(2 * CELL * 7 / 10, 2 * CELL);
        assertThat(Pixels.count(image, PADDING)).isLessThan(CELL / 10); // the edges of letters
    }

    /** The line names the normalization: another one is another picture, but not behind conv1. */
    @Test
    void saysWhatEmptyPaperIsWhereTheImageIsRead() {
        Normalization others = new Normalization(0.5, 0.5);
        assertThat(rgb(draw(1, "image", 1))).isNotEqualTo(rgb(draw(1, "image", 1, others)));
        assertThat(rgb(draw(32, "pool1", 1))).isEqualTo(rgb(draw(32, "pool1", 1, others)));
    }

    private static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void paddingIsGrey() {
        // Five of the nine cells of a patch in the corner.
        assertThat(Pixels.count(draw(1, "image", 0), PADDING)).isBetween(4 * CELL, 5 * CELL);
    }

    @Test
    void whatEachOfManyChannelsAddsHasItsColour() {
        BufferedImage image = draw(32, "pool1", 1);
        Color least = ColorScale.symmetric(1).color(-1);
        assertThat(Pixels.count(image, least)).isBetween(3 * CELL * 7 / 10, 3 * CELL);
        assertThat(image.getHeight()).isGreaterThan(draw(1, "image", 1).getHeight());
    }

    @Test
    void winnerIsFramed() {
        float[][] map = {{-1, 1}, {0.5f, 0}};
        int winning = frames(map);
        assertThat(winning).isGreaterThan(frames(new float[2][2]) + 2 * 200 * 4);
    }

    /** Pixels in the color of frames and text. */
    private static int frames(float[][] map) {
        return Pixels.count(draw(map), new Color(0x1A1A1A));
    }

    static BufferedImage draw(float[][] map) {
        UnitMax max = new UnitMax(Patch.of(map, Window.of(2), 0, 0));
        FeatureMaps maps =
                new FeatureMaps("pool1", "conv1", new float[][][] {map}, new float[1][1][1]);
        return UnitImage.of("test", new byte[784], FIELD, maps, CORNER, max);
    }
}
