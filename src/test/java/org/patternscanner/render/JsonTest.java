package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

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
        assertThat(Json.toText(new EpochPoint(1, 0.5, 0.25, 0.125)))
                .isEqualTo(
                        """
                        {
                          "epoch": 1,
                          "trainingLoss": 0.5,
                          "validationLoss": 0.25,
                          "validationAccuracy": 0.125
                        }""");
    }

    @Test
    void refusesWhatJsonHasNoNumberFor() {
        assertThatThrownBy(() -> Json.toLine(new EpochPoint(1, Double.NaN, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
