package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.checkpoint.EpochMetrics;

class JsonTest {

    record Layer(String name, int parameters, double third, List<Integer> shape) {}

    private final Layer layer = new Layer("conv<1>", 320, 1.0 / 3, List.of(32, 28, 28));

    @Test
    void keepsTheRecordsOrderAndAllDigits() {
        assertThat(Json.toLine(layer))
                .isEqualTo(
                        "{\"name\":\"conv<1>\",\"parameters\":320,"
                                + "\"third\":0.3333333333333333,\"shape\":[32,28,28]}");
    }

    @Test
    void indentsForPeople() {
        assertThat(Json.toText(new EpochMetrics(1, 0.5, 0.25, 0.125, 0.75, 2)))
                .isEqualTo(
                        """
                        {
                          "epoch": 1,
                          "trainLoss": 0.5,
                          "validationLoss": 0.25,
                          "validationAccuracy": 0.125,
                          "temperature": 0.75,
                          "seconds": 2.0
                        }""");
    }

    @Test
    void refusesWhatJsonHasNoNumberFor() {
        assertThatThrownBy(() -> Json.toLine(new EpochMetrics(1, Double.NaN, null, null, null, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
