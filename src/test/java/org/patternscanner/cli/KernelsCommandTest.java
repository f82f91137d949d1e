package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Kernel;

/** {@code cnn kernels}. */
class KernelsCommandTest {

    @Test
    void listsEachKernelWithItsRowsAndWhatItDetects() {
        Outcome list = User.cnn("kernels").succeeds();

        assertThat(list.out())
                .containsPattern("(?m)^sobel-x +-1 0 1 / -2 0 2 / -1 0 1 +vertical edge$")
                .containsPattern("(?m)^box +1/9 of 1 1 1 / 1 1 1 / 1 1 1 +bright area$")
                .containsPattern("(?m)^gaussian +1/16 of 1 2 1 / 2 4 2 / 1 2 1 +blob$");
        assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(list.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernels", "convolve", "lab"})
    void explainsItselfInEightyColumns(String command) {
        Outcome help = User.cnn(command, "--help").succeeds();

        assertThat(help.out()).startsWith("Usage: cnn " + command).contains("Example");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatItListsInJsonCanBeGivenBackAsNumbers() {
        JsonArray kernels =
                User.cnn("kernels", "--json")
                        .succeeds()
                        .json("kernels/1", "kernels")
                        .getAsJsonArray("kernels");

        assertThat(kernels).hasSize(Kernel.NAMED.size());
        JsonObject sharpen =
                kernels.asList().stream()
                        .map(kernel -> kernel.getAsJsonObject())
                        .filter(kernel -> kernel.get("name").getAsString().equals("sharpen"))
                        .findFirst()
                        .orElseThrow();
        assertThat(sharpen.get("detects").getAsString()).isNotEmpty();
        assertThat(
                        Kernel.parse(sharpen.get("weights").toString().replaceAll("[\\[\\]]", ""))
                                .weights())
                .isDeepEqualTo(new float[][] {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}});
    }
}
