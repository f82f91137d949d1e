package org.patternscanner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.arithmetic.Windows;

/** The plain loops of the lesson against libtorch. */
class ConvolutionAgainstDjlTest {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 11;

    @Test
    void plainLoopsConvolveAsLibtorchDoes() {
        Random random = new Random(3);
        int compared = 0;
        for (Window window : Windows.upTo(4, 3, 2, 2)) {
            compareConvolution(random, window, 1 + compared % 3, 1 + compared % 4);
            compared++;
        }
        assertThat(compared).isEqualTo(4 * 3 * 3 * 2);
    }

    private static void compareConvolution(Random random, Window window, int inputs, int outputs) {
        Layer.Convolution layer = new Layer.Convolution("conv", inputs, outputs, window);
        int k = window.kernel();
        float[] pixels = numbers(random, inputs * HEIGHT * WIDTH);
        float[] weights = numbers(random, outputs * inputs * k * k);
        float[] bias = numbers(random, outputs);
        float[][][] maps =
                ForwardPass.convolution(
                        maps(pixels, inputs), ForwardPass.filters(weights, layer), bias, window);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray result =
                    Conv2d.conv2d(
                                    manager.create(pixels, new Shape(1, inputs, HEIGHT, WIDTH)),
                                    manager.create(weights, new Shape(outputs, inputs, k, k)),
                                    manager.create(bias),
                                    square(window.stride()),
                                    square(window.padding()),
                                    square(window.dilation()))
                            .singletonOrThrow();
            compare(window + " " + inputs + " -> " + outputs, maps, result);
        }
    }

    @Test
    void plainLoopsPoolAsLibtorchDoes() {
        Random random = new Random(4);
        for (Window window : Windows.upTo(4, 3, 0, 1)) {
            Shape kernel = square(window.kernel());
            float[] pixels = numbers(random, 3 * HEIGHT * WIDTH);
            float[][][] maps = ForwardPass.maxPool(maps(pixels, 3), window);
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray images = manager.create(pixels, new Shape(1, 3, HEIGHT, WIDTH));
                Shape stride = square(window.stride());
                NDArray result = Pool.maxPool2d(images, kernel, stride, square(0), false);
                compare("pool " + window, maps, result);
            }
        }
    }

    private static void compare(String what, float[][][] maps, NDArray result) {
        assertThat(result.getShape())
                .as(what)
                .isEqualTo(new Shape(1, maps.length, maps[0].length, maps[0][0].length));
        float[] flat = new float[Math.toIntExact(result.size())];
        int index = 0;
        for (float[][] map : maps) {
            for (float[] row : map) {
                for (float number : row) {
                    flat[index++] = number;
                }
            }
        }
        assertThat(flat).as(what).containsExactly(result.toFloatArray(), within(1e-5f));
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * random.nextFloat() - 1;
        }
        return numbers;
    }

    private static float[][][] maps(float[] pixels, int channels) {
        float[][][] maps = new float[channels][HEIGHT][WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            maps[i / (HEIGHT * WIDTH)][i / WIDTH % HEIGHT][i % WIDTH] = pixels[i];
        }
        return maps;
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
