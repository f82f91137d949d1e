package org.patternscanner.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Window;

/** DJL's convolution on PyTorch, for plain arrays: to compare the plain loops with. */
public final class TorchConvolution {

    private TorchConvolution() {}

    /**
     * A convolution layer, as {@link org.patternscanner.arithmetic.ForwardPass#convolution}
     * computes it.
     *
     * @param input [inputs][rows][columns]
     * @param filters [outputs][inputs][k][k]
     * @param bias [outputs]
     * @return [outputs][rows][columns]
     */
    public static float[][][] of(
            float[][][] input, float[][][][] filters, float[] bias, Window window, Device device) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray maps =
                    Conv2d.conv2d(
                                    images(manager, new float[][][][] {input}),
                                    images(manager, filters),
                                    manager.create(bias),
                                    both(window.stride()),
                                    both(window.padding()),
                                    both(window.dilation()))
                            .singletonOrThrow();
            Shape shape = maps.getShape(); // (1, outputs, rows, columns)
            return Maps.of(maps.toFloatArray(), (int) shape.get(2), (int) shape.get(3));
        }
    }

    /** One map: a single kernel slides over a single image, without a bias. */
    public static float[][] slide(float[][] image, float[][] kernel, Window window, Device device) {
        float[][][][] filters = {{kernel}};
        return of(new float[][][] {image}, filters, new float[1], window, device)[0];
    }

    private static Shape both(int number) {
        return new Shape(number, number);
    }

    private static NDArray images(NDManager manager, float[][][][] numbers) {
        int channels = numbers[0].length;
        int rows = numbers[0][0].length;
        int columns = numbers[0][0][0].length;
        float[] flat = new float[numbers.length * channels * rows * columns];
        int index = 0;
        for (float[][][] image : numbers) {
            for (float[][] channel : image) {
                for (float[] row : channel) {
                    System.arraycopy(row, 0, flat, index, columns);
                    index += columns;
                }
            }
        }
        return manager.create(flat, new Shape(numbers.length, channels, rows, columns));
    }
}
