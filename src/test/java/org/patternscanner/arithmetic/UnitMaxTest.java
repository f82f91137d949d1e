package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitMaxTest {

    private static final Window HALVE = Window.of(2).withStride(2);

    @Test
    void everyNumberIsThatOfReluAndPooling() {
        Random random = new Random(3);
        float[][] map = Numbers.random(random, 8, 8); // some windows have nothing above 0
        float[][] pooled = ForwardPass.maxPool(ForwardPass.relu(new float[][][] {map}), HALVE)[0];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                UnitMax unit = new UnitMax(Patch.of(map, HALVE, row, column));
                assertThat(unit.max()).isEqualTo(pooled[row][column]);
                assertThat(unit.largest())
                        .isEqualTo(
                                map[2 * row + unit.winnerRow()][2 * column + unit.winnerColumn()]);
            }
        }
    }

    @Test
    void largestOneWinsEvenBelowZero() {
        UnitMax unit = new UnitMax(Patch.of(new float[][] {{-3, -2}, {-1, -4}}, HALVE, 0, 0));
        assertThat(unit.winnerRow()).isEqualTo(1);
        assertThat(unit.winnerColumn()).isZero();
        assertThat(unit.largest()).isEqualTo(-1);
        assertThat(unit.max()).isZero();
        assertThat(unit.relu()).isDeepEqualTo(new float[2][2]);
    }

    @Test
    void firstOfEqualNumbersWins() {
        UnitMax unit = new UnitMax(Patch.of(new float[][] {{1, 5}, {5, 0}}, HALVE, 0, 0));
        assertThat(unit.winnerRow()).isZero();
        assertThat(unit.winnerColumn()).isEqualTo(1);
    }
}
