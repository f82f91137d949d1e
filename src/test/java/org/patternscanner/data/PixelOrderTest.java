package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Images whose pixels change places. */
class PixelOrderTest {

    private static final LabelledImages IMAGES = images(5);

    @Test
    void everyPixelGoesToOnePlace() {
        int[] from = PixelOrder.random(7).from();
        assertThat(Arrays.stream(from).sorted().toArray())
                .isEqualTo(IntStream.range(0, 784).toArray());
        assertThat(from)
                .isEqualTo(PixelOrder.random(7).from())
                .isNotEqualTo(PixelOrder.random(8).from());
    }

    @Test
    void oneOrderMovesAllImagesAlikeAndKeepsTheLabels() {
        PixelOrder order = PixelOrder.random(7);
        LabelledImages permuted = order.of(IMAGES);
        assertThat(permuted.labels()).isEqualTo(IMAGES.labels());
        for (int image = 0; image < 5; image++) {
            for (int place : new int[] {0, 1, 400, 783}) {
                assertThat(permuted.image(image)[place])
                        .isEqualTo(IMAGES.image(image)[order.from()[place]]);
            }
        }
    }

    @Test
    void ordersOfTheirOwnDifferFromImageToImage() {
        byte[] twice = Arrays.copyOf(IMAGES.image(0), 2 * 784);
        System.arraycopy(IMAGES.image(0), 0, twice, 784, 784);
        LabelledImages shuffled = PixelOrder.ofEach(new LabelledImages(twice, new byte[2]), 3);
        assertThat(shuffled.image(0)).isNotEqualTo(shuffled.image(1));
    }

    @Test
    void allThreeKeepEachImagesGreys() {
        LabelledImages sorted = PixelOrder.sorted(IMAGES);
        for (LabelledImages changed :
                List.of(PixelOrder.random(1).of(IMAGES), PixelOrder.ofEach(IMAGES, 1), sorted)) {
            for (int image = 0; image < 5; image++) {
                assertThat(changed.image(image)).containsExactlyInAnyOrder(IMAGES.image(image));
            }
        }
    }

    @Test
    void sortedGreysRiseFromDarkToBright() {
        assertThat(PixelOrder.sorted(IMAGES).image(3)).isSortedAccordingTo(Byte::compareUnsigned);
    }

    private static LabelledImages images(int count) {
        byte[] pixels = new byte[count * 784];
        new Random(1).nextBytes(pixels);
        return new LabelledImages(pixels, new byte[] {1, 2, 3, 4, 5});
    }
}
