package org.patternscanner.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Window;

class TorchConvolutionTest {

    /** By hand: 1*1 + 2*0 + 4*0 + 5*(-1) = -4, and so on. */
    @Test
    void slidesAKernelAsItStandsWithoutFlippingIt() {
        float[][] image = {{1, 2, 3}, {4, 5, 6}};
        float[][] kernel = {{1, 0}, {0, -1}};

        assertThat(TorchConvolution.slide(image, kernel, Window.of(2), Device.cpu()))
                .isDeepEqualTo(new float[][] {{-4, -4}});
        assertThat(TorchConvolution.slide(image, kernel, Window.parse("2s2p1"), Device.cpu()))
                .isDeepEqualTo(new float[][] {{-1, -3}, {0, 5}});
    }

    /** One number a channel: 10 + 2*3 + 5*7, and 20 + 1*3 - 1*7. */
    @Test
    void addsUpChannelsAndBias() {
        float[][][] input = {{{3}}, {{7}}};
        float[][][][] filters = {{{{2}}, {{5}}}, {{{1}}, {{-1}}}};

        assertThat(
                        TorchConvolution.of(
                                input, filters, new float[] {10, 20}, Window.of(1), Device.cpu()))
                .isDeepEqualTo(new float[][][] {{{51}}, {{16}}});
    }
}
