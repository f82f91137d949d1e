package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class KernelTest {

    @SuppressWarnings("UnusedVariable") // JUnit reads it by its name
    private static final Iterable<Kernel> CLASSICAL = Kernel.CLASSICAL;

    @ParameterizedTest
    @FieldSource("CLASSICAL")
    void everyClassicalKernelIsNearestToItselfAndItsNegativeWithTheOtherSign(Kernel kernel) {
        Kernel.Match match = Kernel.nearest(kernel.weights());
        assertThat(match.kernel().name()).isEqualTo(kernel.name());
        assertThat(match.cosine()).isCloseTo(1, within(1e-12));
        Kernel.Match negative = Kernel.nearest(scaled(kernel.weights(), -0.01f));
        assertThat(negative.kernel().name()).isEqualTo(kernel.name());
        assertThat(negative.cosine()).isCloseTo(-1, within(1e-6));
    }

    @Test
    void edgeKernelsTellTheFourDirectionsApart() {
        float[][] brightOnTheRight = {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}};
        float[][] brightBelow = {{0, 0, 0}, {0, 0, 0}, {1, 1, 1}};
        float[][] risingLine = {{0, 0, 1}, {0, 1, 0}, {1, 0, 0}};
        assertThat(answer("sobel-x", brightOnTheRight)).isEqualTo(4);
        assertThat(answer("sobel-x", brightBelow)).isZero();
        assertThat(answer("sobel-y", brightBelow)).isEqualTo(4);
        assertThat(answer("line-rising", risingLine)).isEqualTo(6);
        assertThat(answer("line-falling", risingLine)).isZero();
        // The edge itself rises: bright below it, dark above.
        assertThat(answer("edge-rising", new float[][] {{0, 0, 0}, {0, 0, 1}, {0, 1, 1}}))
                .isEqualTo(4);
    }

    private static float answer(String name, float[][] patch) {
        Kernel kernel = Kernel.named(name).orElseThrow();
        return ForwardPass.dotProduct(patch, kernel.weights(), Window.of(3), 0, 0);
    }

    @Test
    void edgesLinesAndSpotsIgnoreEvenBrightness() {
        for (Kernel kernel : Kernel.CLASSICAL) {
            float sum = 0;
            for (float[] row : kernel.weights()) {
                for (float weight : row) {
                    sum += weight;
                }
            }
            boolean brightness = kernel.name().equals("gaussian") || kernel.name().equals("box");
            assertThat(sum == 0).as(kernel.name()).isNotEqualTo(brightness);
        }
    }

    /** What 'cnn kernels' says of light and dark exchanged. */
    @Test
    void onlyKernelsWithoutASumAnswerTheOppositeWithTheOtherSign() {
        float[][] patch = {{0.1f, 0.7f, 0.3f}, {0.9f, 0.2f, 0.6f}, {0.4f, 0.8f, 0.5f}};
        float[][] opposite = new float[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                opposite[row][column] = 1 - patch[row][column];
            }
        }
        for (Kernel kernel : Kernel.NAMED) {
            float both = answer(kernel.name(), patch) + answer(kernel.name(), opposite);
            assertThat(both).as(kernel.name()).isCloseTo((float) kernel.sum(), within(1e-5f));
        }
        assertThat(answer("box", opposite)).isPositive();
    }

    @Test
    void usualKernelsHaveTheirUsualNames() {
        assertThat(Kernel.NAMED.stream().map(Kernel::name))
                .contains("identity", "sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "laplacian")
                .contains("sharpen", "box", "gaussian", "emboss", "line-vertical")
                .doesNotHaveDuplicates();
        assertThat(Kernel.NAMED).containsAll(Kernel.CLASSICAL);
    }

    @Test
    void meansAndSharpeningKeepTheBrightnessOfAnEvenArea() {
        float[][] even = {{7, 7, 7}, {7, 7, 7}, {7, 7, 7}};
        for (String name : new String[] {"identity", "box", "gaussian", "sharpen", "emboss"}) {
            assertThat(answer(name, even)).as(name).isCloseTo(7, within(1e-5f));
        }
    }

    @Test
    void kernelIsReadByItsNameOrByItsNumbers() {
        assertThat(Kernel.parse("sobel-x")).isSameAs(Kernel.named("sobel-x").orElseThrow());
        for (String text :
                new String[] {
                    "-1,0,1,-2,0,2,-1,0,1",
                    " -1 0 1  -2 0 2  -1 0 1 ",
                    "-1, 0, 1\n-2, 0, 2\n-1, 0, 1"
                }) {
            assertThat(Kernel.parse(text).weights())
                    .isDeepEqualTo(new float[][] {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}});
        }
        assertThat(Kernel.parse("1,2.5,-3e1,.5").weights())
                .isDeepEqualTo(new float[][] {{1, 2.5f}, {-30, 0.5f}});
        for (int side = 1; side <= 7; side++) {
            assertThat(Kernel.parse("1 ".repeat(side * side)).side()).isEqualTo(side);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1,2,3 | A kernel cannot have 3 numbers: write 1, 4, 9, 16, 25, 36 or 49, row by row.",
                "1,x3,3,4 | 'x3' is no number of a kernel: write its numbers row by row, as in",
                "1,1e99,3,4 | '1e99' is no number of a kernel",
                "1,,2,,x | 'x' is no number",
                "sobelx | There is no kernel 'sobelx': write its numbers row by row, or one of identity, ",
                "NaN | There is no kernel 'NaN'",
                "laplacian-5 | There is no kernel 'laplacian-5'",
            })
    void whatIsNoKernelIsRefusedInASentence(String text, String sentence) {
        assertThatThrownBy(() -> Kernel.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void kernelOfMoreThanSevenRowsIsRefused() {
        assertThatThrownBy(() -> Kernel.parse("1 ".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A kernel cannot have 64 numbers: ");
    }

    @Test
    void normIsTheLengthOfAllWeightsInARow() {
        assertThat(Kernel.norm(new float[][] {{3, 0}, {0, -4}})).isEqualTo(5);
        assertThat(Kernel.norm(new float[][] {{1, 2, 2}, {4, 2, 1}, {3, 3, 1}})).isEqualTo(7);
    }

    @Test
    void kernelOfZerosIsLikeNone() {
        assertThat(Kernel.nearest(new float[3][3]).cosine()).isZero();
    }

    private static float[][] scaled(float[][] weights, float factor) {
        float[][] scaled = new float[weights.length][weights[0].length];
        for (int row = 0; row < weights.length; row++) {
            for (int column = 0; column < weights[row].length; column++) {
                scaled[row][column] = factor * weights[row][column];
            }
        }
        return scaled;
    }
}
