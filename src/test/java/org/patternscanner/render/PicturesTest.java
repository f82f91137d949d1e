package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.TiedMatrix;
import org.patternscanner.arithmetic.Window;

/** What holds for every picture, with more words than fit beside each other. */
class PicturesTest {

    private static final String WIDE = "more words than such a small picture is wide ".repeat(4);
    private static final byte[] DIGIT = new byte[784];
    private static final float[][] MAP = new float[28][28];
    private static final float[][] HALF = new float[14][14];
    private static final List<String> TWO = List.of("one", WIDE);

    static Stream<Named<BufferedImage>> pictures() {
        Box field = new Box(WIDE, -5, -3, 30, 40);
        float[][] kernel = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
        float[][][] kernels = {kernel, new float[3][3]};
        Kernel.Match match = Kernel.nearest(kernel);
        float[][][][] layer = {kernels};
        float[][][] maps = {MAP, HALF};
        float[][][] halves = {HALF, HALF};
        TiedMatrix matrix = TiedMatrix.of(6, 6, Window.of(3));
        int[][] counts = new int[10][10];
        Arrays.stream(counts).forEach(row -> Arrays.fill(row, 1000));
        return Stream.of(
                named("digits", DigitSheet.of(WIDE, WIDE, List.of(DIGIT, DIGIT), TWO, 1)),
                named("kernels", FilterSheet.kernels(WIDE, "", kernels, 8)),
                named("filters", FilterSheet.filters(WIDE, WIDE, layer, List.of(match))),
                named("maps", MapSheet.of(WIDE, "", halves, TWO, 2, 4)),
                named("large maps", MapSheet.equallyLarge(WIDE, "", maps, TWO, WIDE)),
                named("features", FeatureMapSheet.of(WIDE, WIDE, TWO, DIGIT, halves, TWO)),
                named("saliency", SaliencyImage.of(WIDE, WIDE, DIGIT, MAP, "map", WIDE)),
                named("boxes", ReceptiveFieldImage.onDigit(WIDE, "", DIGIT, List.of(field))),
                named("confusion", ConfusionMatrixImage.of(counts, WIDE)),
                named("no digits", ConfusionMatrixImage.of(new int[10][10], WIDE)),
                named("one unit", SheetsTest.draw(1, 28, 255)),
                named("ten units", SheetsTest.draw(10, 3, 255)),
                named("conv1's unit", UnitTest.draw(1, "image", 1)),
                named("conv2's unit", UnitTest.draw(32, "pool1", 1)),
                named("pool1's unit", UnitTest.draw(HALF)),
                named("four", ExplanationImage.of(WIDE, WIDE, Explained.four())),
                named("nine digits", ExplanationImage.of(WIDE, WIDE, Explained.number(9))),
                named("places", WindowDiagram.of(Window.of(3).withStride(2), 28)),
                named("matrix", TiedMatrixImage.of(WIDE, "", matrix, TWO)),
                named(
                        "heat map",
                        new HeatMap(WIDE, WIDE, TWO, TWO, new double[2][2], WIDE, value -> "0")
                                .draw()));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void theTitleIsWrittenAndNothingIsCutOff(BufferedImage picture) {
        assertThat(Pixels.ink(picture, 40, 40, picture.getWidth() - 80, 40)).isGreaterThan(300);
        assertThat(Pixels.inkOnEdge(picture, 30)).isZero();
    }
}
