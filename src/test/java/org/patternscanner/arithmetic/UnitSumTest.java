package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitSumTest {

    private static final Window PADDED = Window.of(3).withPadding(1);

    @Test
    void dotProductIsTakenApartAsByHand() {
        float[][] image = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        float[][] kernel = {{1, 0, -1}, {2, 0, -2}, {0.5f, 0, 0}};
        UnitSum unit =
                UnitSum.of(
                        new float[][][] {image}, new float[][][] {kernel}, -10, Window.of(3), 0, 0);
        DotProduct term = unit.terms().get(0);
        assertThat(term.patch().numbers()).isDeepEqualTo(image);
        assertThat(term.kernel()).isDeepEqualTo(kernel);
        assertThat(term.products())
                .isDeepEqualTo(new double[][] {{1, 0, -3}, {8, 0, -12}, {3.5, 0, 0}});
        assertThat(unit.sum()).isEqualTo(1 - 3 + 8 - 12 + 3.5);
        assertThat(unit.total()).isEqualTo(-12.5);
        assertThat(unit.relu()).isZero();
    }

    @Test
    void paddingIsMarkedAndCountsAsZero() {
        float[][] image = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        Patch corner = Patch.of(image, PADDED, 0, 2);
        assertThat(corner.rows()).containsExactly(-1, 0, 1);
        assertThat(corner.columns()).containsExactly(1, 2, 3);
        assertThat(corner.numbers()).isDeepEqualTo(new float[][] {{0, 0, 0}, {2, 3, 0}, {5, 6, 0}});
        assertThat(corner.padding())
                .isDeepEqualTo(
                        new boolean[][] {
                            {true, true, true}, {false, false, true}, {false, false, true}
                        });
        assertThat(corner.hasPadding()).isTrue();
        assertThat(Patch.of(image, PADDED, 1, 1).hasPadding()).isFalse();
    }

    @Test
    void everyNumberIsThatOfTheForwardPass() {
        Random random = new Random(1);
        for (Window window :
                List.of(Window.of(1), Window.of(3), PADDED, new Window(3, 2, 1, 2), Window.of(2))) {
            float[][][] input = Numbers.random(random, 3, 7, 7);
            float[][][][] filters = {Numbers.random(random, 3, window.kernel(), window.kernel())};
            float[] bias = {random.nextFloat()};
            float[][] map = ForwardPass.convolution(input, filters, bias, window)[0];
            for (int row = 0; row < map.length; row++) {
                for (int column = 0; column < map[row].length; column++) {
                    UnitSum unit = UnitSum.of(input, filters[0], bias[0], window, row, column);
                    assertThat(unit.total())
                            .as("%s at %d, %d", window, row, column)
                            .isCloseTo(map[row][column], within(1e-5));
                    assertThat(unit.agreesWith(map[row][column])).isTrue();
                }
            }
        }
    }

    /** At a corner 4 of the 9 weights, all 1, meet pixels: each is the channel's number, from 1. */
    @Test
    void theTermsAddUp() {
        float[][][] input = new float[32][5][5];
        float[][][] filter = new float[32][3][3];
        for (int channel = 0; channel < 32; channel++) {
            for (float[] row : input[channel]) {
                Arrays.fill(row, channel + 1);
            }
            for (float[] row : filter[channel]) {
                Arrays.fill(row, 1);
            }
        }
        UnitSum corner = UnitSum.of(input, filter, 0.5f, PADDED, 4, 0);
        assertThat(corner.terms().get(0).sum()).isEqualTo(4);
        assertThat(corner.terms().get(31).sum()).isEqualTo(4 * 32);
        assertThat(corner.sum()).isEqualTo(4 * 32 * 33 / 2);
        assertThat(corner.total()).isEqualTo(2112.5);
        assertThat(UnitSum.of(input, filter, 0.5f, PADDED, 2, 2).total()).isEqualTo(4752.5);
    }

    @Test
    void strongestTermsComeFirstWhateverTheirSign() {
        float[][][] input = {{{1}}, {{2}}, {{3}}, {{4}}};
        float[][][] filter = {{{1}}, {{-5}}, {{2}}, {{0}}};
        assertThat(UnitSum.of(input, filter, 0, Window.of(1), 0, 0).strongest())
                .containsExactly(1, 2, 0, 3);
    }

    @Test
    void numberThatIsOffIsNoRounding() {
        float[][][] input = {{{1}}, {{1}}};
        UnitSum unit = UnitSum.of(input, new float[][][] {{{2}}, {{1}}}, 0, Window.of(1), 0, 0);
        assertThat(unit.agreesWith(3.0001)).isTrue();
        assertThat(unit.agreesWith(3.001)).isFalse();
        assertThat(unit.agreesWith(Double.NaN)).isFalse();
        // 1000 - 1000: float32 leaves about 1e-4 of a sum that should be 0.
        UnitSum cancelled =
                UnitSum.of(input, new float[][][] {{{1000}}, {{-1000}}}, 0, Window.of(1), 0, 0);
        assertThat(cancelled.agreesWith(1e-4)).isTrue();
        assertThat(cancelled.agreesWith(0.01)).isFalse();
    }
}
