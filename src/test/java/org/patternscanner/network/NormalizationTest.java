package org.patternscanner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.patternscanner.data.ImageSet;

class NormalizationTest {

    /** MnistTest computes the two from the pixels. */
    @Test
    void numbersAreMnists() {
        assertThat(Normalization.MNIST).isEqualTo(new Normalization(0.1307, 0.3081));
    }

    @Test
    void blackAndWhiteBecomeTheKnownNumbers() {
        float[] numbers = apply(Normalization.MNIST, new byte[] {0, (byte) 255});
        assertThat(numbers[0]).isCloseTo(-0.4242f, within(0.00005f));
        assertThat(numbers[1]).isCloseTo(2.8215f, within(0.00005f));
    }

    @Test
    void plainArraysHoldTheSameNumbersPixelByPixel() throws IOException {
        byte[] image = ImageSet.mnist().test().image(3);
        float[][][] plain = Normalization.MNIST.apply(image);
        float[] numbers = apply(Normalization.MNIST, image);
        for (int i = 0; i < image.length; i++) {
            assertThat(plain[0][i / 28][i % 28]).isCloseTo(numbers[i], within(1e-6f));
        }
    }

    @Test
    void everyByteIsShiftedAndScaled() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        float[] numbers = apply(new Normalization(0.5, 0.25), all);
        for (int i = 0; i < all.length; i++) {
            assertThat((double) numbers[i]).isCloseTo((i / 255.0 - 0.5) / 0.25, within(1e-6));
        }
    }

    @Test
    void channelsMoveInFrontAndTheImagesStayAsTheyAre() {
        byte[] pixels = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120};
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images =
                    manager.create(ByteBuffer.wrap(pixels), new Shape(2, 2, 3, 1), DataType.UINT8);
            NDArray input = new Normalization(0, 1 / 255.0).apply(images);
            assertThat(input.getShape()).isEqualTo(new Shape(2, 1, 2, 3));
            assertThat(input.getFloat(1, 0, 0, 2)).isEqualTo(90);
            assertThat(images.toByteArray()).isEqualTo(pixels);
        }
    }

    @Test
    void floatsStayAsTheyAreToo() {
        float[] numbers = {0, 51, 255, 12.5f};
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = manager.create(numbers, new Shape(1, 2, 2, 1));
            float[] first = Normalization.MNIST.apply(images).toFloatArray();
            assertThat(images.toFloatArray()).containsExactly(numbers);
            assertThat(Normalization.MNIST.apply(images).toFloatArray()).containsExactly(first);
        }
    }

    private static float[] apply(Normalization normalization, byte[] pixels) {
        Shape shape = new Shape(1, 1, pixels.length, 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = manager.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
            return normalization.apply(images).toFloatArray();
        }
    }
}
