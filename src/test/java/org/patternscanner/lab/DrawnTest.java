package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;

/** MNIST's first test images are easier than its last: what is measured on some must draw them. */
class DrawnTest {

    private static final int TESTS = 200;

    /**
     * Of the test images the first ones have wrong labels: whoever takes those finds nothing right.
     */
    private static SmallContext firstOnesWrong() throws IOException {
        ImageSet mnist = ImageSet.mnist();
        LabelledImages test = mnist.test().first(5 * TESTS);
        byte[] labels = test.labels().clone();
        for (int i = 0; i < TESTS; i++) {
            labels[i] = (byte) ((labels[i] + 1) % LabelledImages.CLASSES);
        }
        ImageSet set =
                new ImageSet("wrong", mnist.training(), new LabelledImages(test.pixels(), labels));
        return new SmallContext(1, () -> false, set);
    }

    @Test
    void equivarianceDrawsItsTestImages() throws IOException {
        var size = new Equivariance.Size(1, 640, TESTS, 3, 1);
        var results = new Equivariance().run(firstOnesWrong(), size);
        assertThat(results.dense().get(8).mean()).isGreaterThan(0.4);
    }

    @Test
    void sampleEfficiencyDrawsItsTestImages() throws IOException {
        var size = new SampleEfficiency.Size(List.of(640), TESTS, 3, 20, 1);
        var results = new SampleEfficiency().run(firstOnesWrong(), size);
        assertThat(results.learners().get(0).accuracies().get(0).mean()).isGreaterThan(0.4);
    }

    @Test
    void permutedPixelsDrawsItsTestImages() throws IOException {
        var size = new PermutedPixels.Size(640, TESTS, 3, 1);
        var results = new PermutedPixels().run(firstOnesWrong(), size);
        assertThat(results.dense().plain().mean()).isGreaterThan(0.4);
    }

    @Test
    void allImagesStayInTheirOrder() throws IOException {
        LabelledImages all = ImageSet.mnist().test().first(50);
        assertThat(Drawn.images(all, 50, 3)).isSameAs(all);
    }

    @Test
    void fewImagesAreDrawnWithoutRepetition() throws IOException {
        int[] drawn = Drawn.of(ImageSet.mnist().test(), 300, 3);
        assertThat(Arrays.stream(drawn).distinct().count()).isEqualTo(300);
        assertThat(Arrays.stream(drawn).max().orElseThrow()).isGreaterThan(5_000);
    }
}
