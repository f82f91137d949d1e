package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class ColorScaleTest {

    private final ColorScale scale = ColorScale.symmetric(2);

    @Test
    void everyStepAwayFromZeroIsDarkerAndBothSignsAreEquallyLight() {
        double lighter = 1;
        for (double value = 0; value <= 2; value += 0.05) {
            double here = Pixels.luminance(scale.color(value));
            double opposite = Pixels.luminance(scale.color(-value));
            assertThat(here).as("at %s", value).isLessThan(lighter);
            assertThat(here).as("at %s", value).isCloseTo(opposite, within(0.01));
            lighter = here;
        }
    }

    @Test
    void zeroIsNearlyWhiteNegativeIsBlueAndPositiveOrange() {
        Color zero = scale.color(0);
        assertThat(Pixels.luminance(zero)).isGreaterThan(0.9);
        assertThat(zero.getRed()).isEqualTo(zero.getGreen()).isEqualTo(zero.getBlue());
        assertThat(scale.color(-0.0)).isEqualTo(zero);
        assertThat(scale.color(-1).getBlue()).isGreaterThan(scale.color(-1).getRed() + 50);
        assertThat(scale.color(1).getRed()).isGreaterThan(scale.color(1).getBlue() + 50);
    }

    @Test
    void lightnessFallsEvenly() {
        double top = lightness(scale.color(0));
        double bottom = lightness(scale.color(2));
        for (int quarter = 1; quarter < 4; quarter++) {
            assertThat(lightness(scale.color(quarter * 0.5)))
                    .isCloseTo(top + (bottom - top) * quarter / 4, within(0.5));
        }
    }

    @Test
    void valuesBeyondTheEndKeepItsColorAndWhatIsNotANumberIsBlack() {
        assertThat(scale.color(5)).isEqualTo(scale.color(2));
        assertThat(scale.color(Double.NEGATIVE_INFINITY)).isEqualTo(scale.color(-2));
        assertThat(scale.color(Double.NaN)).isEqualTo(Color.BLACK);
    }

    @Test
    void fitsTheLargestWeightOfEitherSign() {
        float[][][] kernels = {{{0.5f, -0.75f}}, {{0.1f, 0.2f}}};
        assertThat(ColorScale.fitting(kernels).max()).isEqualTo(0.75);
        assertThat(ColorScale.fitting(new float[2][3][3]).color(0)).isEqualTo(scale.color(0));
    }

    @Test
    void refusesAnEndThatIsNoNumber() {
        assertThatThrownBy(() -> ColorScale.symmetric(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColorScale.symmetric(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesSmallNumbersWithTheDecimalsThatTheyNeed() {
        assertThat(ColorScale.symmetric(0.58).label(-0.58)).isEqualTo("-0.58");
        assertThat(ColorScale.symmetric(0.0042).label(0.0042)).isEqualTo("+0.0042");
        assertThat(ColorScale.symmetric(0.58).label(-0.001)).isEqualTo("0.00");
    }

    @Test
    void textOnEveryColorOfTheScaleCanBeRead() {
        for (double value = -2; value <= 2; value += 0.05) {
            Color ground = scale.color(value);
            double a = Pixels.luminance(ground) + 0.05;
            double b = Pixels.luminance(ColorScale.textOn(ground)) + 0.05;
            // WCAG 2's contrast for large text is 3, for small text 4.5.
            assertThat(Math.max(a, b) / Math.min(a, b)).as("at %s", value).isGreaterThan(4.5);
        }
    }

    private static double lightness(Color c) {
        return 116 * Math.cbrt(Pixels.luminance(c)) - 16;
    }
}
