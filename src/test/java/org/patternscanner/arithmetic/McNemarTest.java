package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    @Test
    void countsTheImagesThatOneReadRightAndTheOtherWrong() {
        boolean[] first = {true, true, true, false, false, true};
        boolean[] second = {true, false, false, true, false, true};

        assertThat(McNemar.of(first, second)).isEqualTo(new McNemar(2, 1));
        assertThat(McNemar.of(second, first)).isEqualTo(new McNemar(1, 2));
    }

    /** All sequences of so many coins, counted one by one. */
    @Test
    void isTheShareOfCoinSequencesThatAreAtLeastAsUneven() {
        for (int tosses = 1; tosses <= 12; tosses++) {
            for (int heads = 0; heads <= tosses; heads++) {
                int uneven = Math.abs(2 * heads - tosses);
                int count = 0;
                for (int sequence = 0; sequence < 1 << tosses; sequence++) {
                    if (Math.abs(2 * Integer.bitCount(sequence) - tosses) >= uneven) {
                        count++;
                    }
                }
                assertThat(new McNemar(heads, tosses - heads).pValue())
                        .isCloseTo((double) count / (1 << tosses), within(1e-12));
            }
        }
    }

    /** Binomial coefficients in whole numbers, where doubles could lose them. */
    @ParameterizedTest
    @CsvSource({"0, 40", "480, 520", "300, 700", "4900, 5100"})
    void staysExactForManyImages(int onlyFirst, int onlySecond) {
        int tosses = onlyFirst + onlySecond;
        BigInteger coefficient = BigInteger.ONE;
        BigInteger tail = BigInteger.ONE;
        for (int heads = 1; heads <= onlyFirst; heads++) {
            coefficient =
                    coefficient
                            .multiply(BigInteger.valueOf(tosses - heads + 1))
                            .divide(BigInteger.valueOf(heads));
            tail = tail.add(coefficient);
        }
        double expected =
                new BigDecimal(tail.shiftLeft(1))
                        .divide(new BigDecimal(BigInteger.TWO.pow(tosses)), MathContext.DECIMAL64)
                        .doubleValue();

        assertThat(new McNemar(onlyFirst, onlySecond).pValue())
                .isCloseTo(expected, within(expected * 1e-8));
    }

    @Test
    void equalNetworksAreWithinNoise() {
        assertThat(new McNemar(0, 0).pValue()).isEqualTo(1);
        assertThat(new McNemar(30, 30).pValue()).isEqualTo(1);
        assertThat(new McNemar(30, 30).isSignificant(1)).isFalse();
    }

    /** 5 of 5 is 2/32, 6 of 6 is 2/64. */
    @Test
    void sixAgainstNoneIsReal() {
        assertThat(new McNemar(0, 5).isSignificant(1)).isFalse();
        assertThat(new McNemar(0, 6).isSignificant(1)).isTrue();
        assertThat(new McNemar(0, 6).isSignificant(3)).isFalse();
    }

    @Test
    void refusesOtherImages() {
        assertThatThrownBy(() -> McNemar.of(new boolean[2], new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 images are not 3.");
        assertThatThrownBy(() -> new McNemar(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
