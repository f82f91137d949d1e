package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @Test
    void outputSizeIsTheNumberOfPlacesThatCanBeCounted() {
        int unfit = 0;
        for (Window window : Windows.upTo(5, 4, 3, 3)) {
            for (int n = 1; n <= 12; n++) {
                int axis = n;
                int places = countPlaces(axis, window);
                if (places > 0) {
                    assertThat(window.outputSize(axis)).as("%s on %d", window, n).isEqualTo(places);
                } else {
                    unfit++;
                    assertThatIllegalArgumentException()
                            .as("%s on %d", window, axis)
                            .isThrownBy(() -> window.outputSize(axis))
                            .withMessageMatching("A window \\d+ pixels wide does not fit .*\\.");
                }
            }
        }
        assertThat(unfit).isGreaterThan(100);
    }

    /** Puts the window down at every pixel of the padded axis that the stride allows. */
    private static int countPlaces(int n, Window window) {
        boolean[] padded = new boolean[n + 2 * window.padding()];
        int places = 0;
        for (int left = 0; left < padded.length; left += window.stride()) {
            boolean fits = true;
            for (int tap = 0; tap < window.kernel(); tap++) {
                fits &= left + tap * window.dilation() < padded.length;
            }
            places += fits ? 1 : 0;
        }
        return places;
    }

    @Test
    void noShorterAxisHasAsManyPlaces() {
        for (Window window : Windows.upTo(5, 4, 3, 3)) {
            for (int places = 1; places <= 6; places++) {
                int n = 1;
                while (countPlaces(n, window) < places) {
                    n++;
                }
                assertThat(window.inputSize(places)).as("%s", window).isEqualTo(n);
            }
        }
    }

    @Test
    void extentReachesFromTheFirstToTheLastTap() {
        for (Window window : Windows.upTo(5, 2, 2, 3)) {
            int first = window.inputIndex(4, 0);
            int last = window.inputIndex(4, window.kernel() - 1);
            assertThat(window.extent()).as("%s", window).isEqualTo(last - first + 1);
        }
    }

    @Test
    void shortFormsAreReadBackAsTheyWereWritten() {
        for (Window window : Windows.upTo(5, 4, 3, 3)) {
            assertThat(Window.parse(window.toString())).isEqualTo(window);
        }
    }

    @Test
    void shortFormLeavesOutTheDefaults() {
        assertThat(new Window(3, 1, 0, 1)).hasToString("3");
        assertThat(new Window(5, 2, 1, 3)).hasToString("5s2p1d3");
        assertThat(new Window(2, 2, 0, 1)).hasToString("2s2");
    }

    @Test
    void partsMayComeInAnyOrderWithSpaceAround() {
        assertThat(Window.parse(" 5d2p1s3 ")).isEqualTo(new Window(5, 3, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "3x", "0", "3s0", "3d0", "a", "3s2s", "-1", "99999", "3p-1", "3.5", "3 s2",
                "s2", "3s", "\u0663"
            })
    void otherTextsAreRefusedWithOneSentence(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.parse(text))
                .withMessageMatching("[^.\n]*(3\\.5)?[^.\n]+\\.");
    }

    @Test
    void refusalsNameTheNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Window(3, 0, 0, 1))
                .withMessage("The stride is 0; it must be at least 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Window(3, 1, -1, 1))
                .withMessage("The padding is -1; it must be at least 0.");
    }
}
