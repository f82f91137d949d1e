package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TorchEngine;

class LookInsideTest {

    private static final int IMAGE = 3;

    private static LookInside.Result result;

    @BeforeAll
    static void look() throws Exception {
        TorchEngine.configure(1);
        result = LookInside.run(IMAGE, 5);
    }

    @Test
    void gradientIsThatOfFiniteDifferences() {
        assertThat(result.gradient())
                .hasSize(5)
                .containsExactly(result.differences(), within(1e-6));
        assertThat(Arrays.stream(result.gradient()).map(Math::abs).max().orElseThrow())
                .isGreaterThan(0.01);
    }

    @Test
    void mapIsTheFilterSlidOverTheImageAndABias() throws IOException {
        float[][] filter = Maps.rows(result.filter(), 3);
        float[][] image = Normalization.MNIST.apply(ImageSet.mnist().test().image(IMAGE))[0];
        float[][] slid = ForwardPass.slide(image, filter, Window.of(3).withPadding(1));
        double bias = result.map()[0] - slid[0][0];
        for (int i = 0; i < result.map().length; i++) {
            assertThat(result.map()[i]).isCloseTo(slid[i / 28][i % 28] + bias, within(1e-5));
        }
    }
}
