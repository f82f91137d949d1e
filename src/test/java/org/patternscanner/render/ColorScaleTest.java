package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class ColorScaleTest {

    private final ColorScale scale = ColorScale.symmetric(2);

    @Test
    void bothSignsAreEquallyLight() {
        for (double value = 0.05; value <= 2; value += 0.05) {
            assertThat(Pixels.luminance(scale.color(value)))
                    .as("at %s", value)
                    .isCloseTo(Pixels.luminance(scale.color(-value)), within(0.01));
        }
    }

    @Test
    void zeroIsNearlyWhiteAndGrey() {
        Color zero = scale.color(0);
        assertThat(Pixels.luminance(zero)).isGreaterThan(0.9);
        assertThat(zero.getRed()).isEqualTo(zero.getGreen()).isEqualTo(zero.getBlue());
        assertThat(scale.color(-0.0)).isEqualTo(zero);
    }

    @Test
    void everyStepAwayFromZeroIsDarker() {
        for (int sign : new int[] {-1, 1}) {
            double lighter = 1;
            for (int step = 0; step <= 20; step++) {
                double here = Pixels.luminance(scale.color(sign * step * 0.1));
                assertThat(here).as("step %d, sign %d", step, sign).isLessThan(lighter);
                lighter = here;
            }
        }
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
    void negativeIsBlueAndPositiveOrange() {
        assertThat(scale.color(-1).getBlue()).isGreaterThan(scale.color(-1).getRed() + 50);
        assertThat(scale.color(1).getRed()).isGreaterThan(scale.color(1).getBlue() + 50);
    }

    @Test
    void valuesBeyondTheEndKeepItsColour() {
        assertThat(scale.color(5)).isEqualTo(scale.color(2));
        assertThat(scale.color(Double.NEGATIVE_INFINITY)).isEqualTo(scale.color(-2));
    }

    @Test
    void whatIsNotANumberIsBlack() {
        assertThat(scale.color(Double.NaN)).isEqualTo(Color.BLACK);
    }

    @Test
    void allZeroKernelsAreAllWhite() {
        ColorScale flat = ColorScale.fitting(new float[2][3][3]);
        assertThat(flat.color(0)).isEqualTo(scale.color(0));
    }

    @Test
    void fitsTheLargestWeightOfEitherSign() {
        float[][][] kernels = {{{0.5f, -0.75f}}, {{0.1f, 0.2f}}};
        assertThat(ColorScale.fitting(kernels).max()).isEqualTo(0.75);
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
    void textOnEveryColourOfTheScaleCanBeRead() {
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
