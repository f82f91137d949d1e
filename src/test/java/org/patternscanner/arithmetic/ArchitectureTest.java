package org.patternscanner.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Layer.Flatten;
import org.patternscanner.arithmetic.Layer.Linear;
import org.patternscanner.arithmetic.Layer.MaxPool;

class ArchitectureTest {

    private static final Architecture SIMPLE_CNN = Architecture.SIMPLE_CNN;

    @Test
    void simpleCnnHasTheLessonsParametersAndMultiplyAdds() {
        assertThat(parameters("conv1")).isEqualTo(32 * (3 * 3 * 1) + 32).isEqualTo(320);
        assertThat(parameters("conv2")).isEqualTo(64 * (3 * 3 * 32) + 64).isEqualTo(18_496);
        assertThat(parameters("fc1")).isEqualTo(128 * (64 * 7 * 7) + 128).isEqualTo(401_536);
        assertThat(parameters("fc2")).isEqualTo(10 * 128 + 10).isEqualTo(1_290);
        assertThat(SIMPLE_CNN.parameters())
                .isEqualTo(320 + 18_496 + 401_536 + 1_290)
                .isEqualTo(421_642);
        long conv1 = 9L * 32 * 28 * 28;
        long conv2 = 9L * 32 * 64 * 14 * 14;
        assertThat(SIMPLE_CNN.multiplyAdds()).isEqualTo(conv1 + conv2 + 3136L * 128 + 128L * 10);
    }

    @Test
    void simpleCnnsShapesAreTheLessons() {
        assertThat(SIMPLE_CNN.steps())
                .extracting(step -> step.layer().name() + " " + step.output())
                .containsExactly(
                        "conv1 32 x 28 x 28",
                        "relu1 32 x 28 x 28",
                        "pool1 32 x 14 x 14",
                        "conv2 64 x 14 x 14",
                        "relu2 64 x 14 x 14",
                        "pool2 64 x 7 x 7",
                        "flatten 3136",
                        "fc1 128",
                        "relu3 128",
                        "fc2 10");
    }

    @Test
    void denseEquivalentOfConv1IsTheLessons() {
        // One weight for each pair of an input pixel and an output number, and a bias for each.
        long outputs = 32 * 28 * 28;
        assertThat(step("conv1").parametersIfDense())
                .isEqualTo(28 * 28 * outputs + outputs)
                .isEqualTo(19_694_080);
    }

    @Test
    void multiplyAddsAreThoseThatTheLoopsDo() {
        List<Window> windows =
                List.of(
                        Window.of(3),
                        Window.of(3).withPadding(1),
                        new Window(2, 2, 0, 1),
                        new Window(3, 2, 2, 2),
                        new Window(1, 3, 0, 1));
        for (Window window : windows) {
            Volume input = new Volume(3, 7, 9);
            Convolution layer = new Convolution("c", 3, 4, window);
            assertThat(layer.multiplyAdds(input))
                    .as("%s", window)
                    .isEqualTo(countMultiplyAdds(input, 4, window));
        }
    }

    /** One count a multiplication; the padding's zeros are multiplied like other pixels. */
    private static long countMultiplyAdds(Volume input, int filters, Window window) {
        int reach = window.dilation() * (window.kernel() - 1);
        long count = 0;
        for (int filter = 0; filter < filters; filter++) {
            int bottom = input.height() + window.padding();
            for (int y = -window.padding(); y + reach < bottom; y += window.stride()) {
                int right = input.width() + window.padding();
                for (int x = -window.padding(); x + reach < right; x += window.stride()) {
                    for (int channel = 0; channel < input.channels(); channel++) {
                        for (int i = 0; i < window.kernel(); i++) {
                            for (int j = 0; j < window.kernel(); j++) {
                                count++;
                            }
                        }
                    }
                }
            }
        }
        return count;
    }

    @Test
    void wrongChannelsAreRefusedWithASentence() {
        Volume colour = new Volume(3, 28, 28);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Convolution("conv1", 1, 32, Window.of(3)).output(colour))
                .withMessage("Layer conv1 takes 1 inputs, but 3 come in.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Linear("fc", 784, 10).output(colour))
                .withMessage("Layer fc takes 784 inputs, but 2352 come in.");
        Convolution first = new Convolution("conv1", 3, 8, Window.of(3));
        Convolution second = new Convolution("conv2", 4, 8, Window.of(3));
        Architecture broken = new Architecture("Broken", colour, List.of(first, second));
        assertThatIllegalArgumentException()
                .isThrownBy(broken::steps)
                .withMessage("Layer conv2 takes 4 inputs, but 8 come in.");
    }

    @Test
    void imageThatIsTooSmallIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxPool("p", Window.of(2)).output(new Volume(1, 1, 5)))
                .withMessageStartingWith("A window 2 pixels wide does not fit into 1");
    }

    @Test
    void heightAndWidthAreFollowedSeparately() {
        MaxPool pool = new MaxPool("pool", new Window(2, 2, 0, 1));
        assertThat(pool.output(new Volume(5, 7, 10))).isEqualTo(new Volume(5, 3, 5));
        assertThat(new Flatten("flat").output(new Volume(5, 3, 4))).isEqualTo(new Volume(60, 1, 1));
    }

    @Test
    void layerIsFoundByNameAndKindTogether() {
        assertThat(SIMPLE_CNN.layer("conv2", Convolution.class).outputs()).isEqualTo(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIMPLE_CNN.layer("pool1", Convolution.class))
                .withMessage("SimpleCNN has no such layer as 'pool1'.");
    }

    @Test
    void fingerprintDiffersWhereverTheNetworkDiffers() {
        Volume input = new Volume(1, 8, 8);
        Convolution layer = new Convolution("c", 1, 2, Window.of(3));
        Architecture one = new Architecture("N", input, List.of(layer));
        Convolution wider = new Convolution("c", 1, 2, Window.of(5));
        Convolution renamed = new Convolution("d", 1, 2, Window.of(3));
        Convolution more = new Convolution("c", 1, 3, Window.of(3));
        List<Architecture> others =
                List.of(
                        new Architecture("M", input, List.of(layer)),
                        new Architecture("N", new Volume(1, 8, 9), List.of(layer)),
                        new Architecture("N", input, List.of(layer, layer)),
                        new Architecture("N", input, List.of(wider)),
                        new Architecture("N", input, List.of(renamed)),
                        new Architecture("N", input, List.of(more)));
        assertThat(others)
                .extracting(Architecture::fingerprint)
                .doesNotContain(one.fingerprint())
                .doesNotHaveDuplicates();
        assertThat(new Architecture("N", input, List.of(layer)).fingerprint())
                .isEqualTo(one.fingerprint());
    }

    private static long parameters(String layer) {
        return step(layer).layer().parameters();
    }

    private static Step step(String layer) {
        return SIMPLE_CNN.step(layer).orElseThrow();
    }
}
