package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Kernel;

/** {@code cnn kernels}. */
class KernelsCommandTest {

    @Test
    void listsEachKernelWithItsRowsAndWhatItDetects() {
        Outcome list = User.cnn("kernels").succeeds().fitsATerminal();

        assertThat(list.out())
                .containsPattern("(?m)^sobel-x +-1 0 1 / -2 0 2 / -1 0 1 +vertical edge$")
                .containsPattern("(?m)^box +1/9 of 1 1 1 / 1 1 1 / 1 1 1 +bright area$")
                .containsPattern("(?m)^gaussian +1/16 of 1 2 1 / 2 4 2 / 1 2 1 +blob$");
        assertThat(list.out()).contains("not so of identity, sharpen, emboss, gaussian, box.\n");
        assertThat(list.err()).isEmpty();
    }

    @Test
    void whatItListsInJsonCanBeGivenBackAsNumbers() {
        JsonArray kernels =
                array(User.cnn("kernels --json").succeeds().json("kernels/1"), "kernels");

        assertThat(kernels).hasSize(Kernel.NAMED.size());
        JsonElement sharpen =
                kernels.asList().stream()
                        .filter(kernel -> text(kernel, "name").equals("sharpen"))
                        .findFirst()
                        .orElseThrow();
        assertThat(text(sharpen, "detects")).isNotEmpty();
        String weights = at(sharpen, "weights").toString().replaceAll("[\\[\\]]", "");
        assertThat(Kernel.parse(weights).weights())
                .isDeepEqualTo(new float[][] {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}});
    }
}
