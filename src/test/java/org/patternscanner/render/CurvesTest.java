package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.checkpoint.EpochMetrics;

class CurvesTest {

    private static final Color TRAINING = new Color(0x0072B2);
    private static final Color VALIDATION = new Color(0xD55E00);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 50})
    void everyNumberOfEpochsGivesTwoPlotsWithNumbersOnTheirAxes(int epochs) {
        BufferedImage image = Curves.of("Training", "a run", run(epochs));
        int plots = 40 + 90 + 44;
        int right = image.getWidth() / 2;
        int height = image.getHeight() - plots;
        BufferedImage loss = image.getSubimage(0, plots, right, height);
        BufferedImage accuracy = image.getSubimage(right, plots, right, height);
        assertThat(Pixels.count(loss, TRAINING)).isGreaterThan(50);
        assertThat(Pixels.count(loss, VALIDATION)).isGreaterThan(50);
        assertThat(Pixels.count(accuracy, VALIDATION)).isGreaterThan(50);
        assertThat(Pixels.count(accuracy, TRAINING)).isZero();
        assertThat(rowsWithInk(loss)).as("height of the epochs' numbers").isGreaterThan(8);
        assertThat(rowsWithInk(accuracy)).as("height of the epochs' numbers").isGreaterThan(8);
        assertThat(Pixels.inkOnEdge(image, 30)).isZero();
    }

    @Test
    void aPerfectRunCanBeDrawn() {
        BufferedImage image =
                Curves.of("Perfect", "", List.of(new EpochMetrics(1, 0.0, 0.0, 1.0, 1.0, 1)));
        assertThat(Pixels.count(image, VALIDATION)).isGreaterThan(100);
    }

    @Test
    void refusesARunWithoutEpochs() {
        assertThatThrownBy(() -> Curves.of("Nothing", "", List.of()))
                .hasMessage("There is no epoch to draw.");
    }

    /** Rows with ink in the strip below the plot: numbers have ten, a mere border one. */
    private static int rowsWithInk(BufferedImage plot) {
        int rows = 0;
        for (int y = plot.getHeight() - 92; y < plot.getHeight() - 76; y++) {
            rows += Pixels.ink(plot, 150, y, 600, 1) > 0 ? 1 : 0;
        }
        return rows;
    }

    private static List<EpochMetrics> run(int epochs) {
        return IntStream.rangeClosed(1, epochs)
                .mapToObj(i -> new EpochMetrics(i, 0.2 / i, 0.1 / i, 0.99 - 0.02 / i, 0.6, 1))
                .toList();
    }
}
