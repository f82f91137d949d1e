package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveAndLoadTest {

    /** Adam's learning rate where DJL is told none. */
    private static final float RATE = 0.001f;

    @TempDir Path folder;

    @Test
    void weightsComeBackButNeitherAdamsStateNorAWarningOfOtherShapes() throws Exception {
        Engine.getInstance().setRandomSeed(1);
        SaveAndLoad.Result found = SaveAndLoad.run(folder);

        List<float[]> weights = found.weights();
        assertThat(weights.get(1)).isEqualTo(weights.get(0)).hasSize(10 * 3 * 3);
        for (int i = 0; i < 90; i++) {
            // Whatever the gradient, the first step of an Adam moves a weight by the learning rate.
            float fresh = Math.abs(weights.get(3)[i] - weights.get(0)[i]);
            assertThat(fresh).isCloseTo(RATE, within(0.01f * RATE));
        }
        for (int i = 0; i < 18; i++) {
            // The label changed from 0 to 1, so the gradients of these two filters turned around.
            float old = Math.abs(weights.get(2)[i] - weights.get(0)[i]);
            assertThat(old).isBetween(0f, 0.9f * RATE);
        }
        assertThat(found.wide()).isEqualTo(new Shape(10, 1, 3, 3));
        assertThat(found.twice()).isEqualTo(42);
        String file =
                Files.readString(folder.resolve("digits-0001.params"), StandardCharsets.ISO_8859_1);
        assertThat(file).startsWith("DJL@").contains("Epoch").doesNotContain("Conv2d");
    }
}
