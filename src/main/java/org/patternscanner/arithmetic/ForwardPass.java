package org.patternscanner.arithmetic;

import java.util.Map;
import org.patternscanner.arithmetic.Layer.Convolution;
import org.patternscanner.arithmetic.Layer.Flatten;
import org.patternscanner.arithmetic.Layer.Linear;
import org.patternscanner.arithmetic.Layer.MaxPool;
import org.patternscanner.arithmetic.Layer.Relu;

/**
 * The layers in plain loops, exactly as the lesson explains them. Slow, and easy to follow.
 *
 * <p>What the field and its libraries call convolution is, strictly, cross-correlation: the kernel
 * is laid over the patch as it stands, without being flipped first. So it is here.
 *
 * <p>Feature maps are [channel][row][column].
 */
public final class ForwardPass {

    private ForwardPass() {}

    /**
     * One output pixel: the dot product of a kernel with the patch under it.
     *
     * @param image [row][column]; what lies outside counts as zero
     * @param kernel [row][column]
     * @param row the output pixel's row
     * @param column the output pixel's column
     */
    public static float dotProduct(
            float[][] image, float[][] kernel, Window window, int row, int column) {
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel[i].length; j++) {
                sum +=
                        kernel[i][j]
                                * pixel(
                                        image,
                                        window.inputIndex(row, i),
                                        window.inputIndex(column, j));
            }
        }
        return sum;
    }

    /** The sliding window: the dot product at every place. */
    public static float[][] slide(float[][] image, float[][] kernel, Window window) {
        float[][] map =
                new float[window.outputSize(image.length)][window.outputSize(image[0].length)];
        for (int row = 0; row < map.length; row++) {
            for (int column = 0; column < map[row].length; column++) {
                map[row][column] = dotProduct(image, kernel, window, row, column);
            }
        }
        return map;
    }

    /**
     * A convolution layer: for each filter, its kernels slide over their channels, and the maps and
     * the filter's bias are added up.
     *
     * @param input [inputs][rows][columns]
     * @param filters [outputs][inputs][k][k]
     * @param bias [outputs]
     * @return [outputs][rows][columns]
     */
    public static float[][][] convolution(
            float[][][] input, float[][][][] filters, float[] bias, Window window) {
        float[][][] maps = new float[filters.length][][];
        for (int out = 0; out < filters.length; out++) {
            maps[out] = slide(input[0], filters[out][0], window);
            for (int in = 1; in < input.length; in++) {
                add(maps[out], slide(input[in], filters[out][in], window));
            }
            add(maps[out], bias[out]);
        }
        return maps;
    }

    /** Max-pooling, without padding: the largest number in each window. */
    public static float[][][] maxPool(float[][][] input, Window window) {
        return pool(input, window, ForwardPass::largest);
    }

    /** Average-pooling, without padding: the mean of each window. */
    public static float[][][] averagePool(float[][][] input, Window window) {
        return pool(input, window, ForwardPass::mean);
    }

    /**
     * Plain stride: of each window the first number, top left. A convolution with a stride gives
     * the same as one without, followed by this.
     */
    public static float[][][] skip(float[][][] input, int stride) {
        return pool(input, Window.of(1).withStride(stride), (map, window, y, x) -> map[y][x]);
    }

    /** What a window makes of the numbers that it holds; its first is map[y][x]. */
    private interface Pooling {
        float of(float[][] map, Window window, int y, int x);
    }

    private static float[][][] pool(float[][][] input, Window window, Pooling pooling) {
        float[][][] output = new float[input.length][][];
        for (int channel = 0; channel < input.length; channel++) {
            output[channel] = pool(input[channel], window, pooling);
        }
        return output;
    }

    private static float[][] pool(float[][] map, Window window, Pooling pooling) {
        float[][] output =
                new float[window.outputSize(map.length)][window.outputSize(map[0].length)];
        for (int row = 0; row < output.length; row++) {
            for (int column = 0; column < output[row].length; column++) {
                int y = window.inputIndex(row, 0);
                int x = window.inputIndex(column, 0);
                output[row][column] = pooling.of(map, window, y, x);
            }
        }
        return output;
    }

    private static float largest(float[][] map, Window window, int y, int x) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < window.kernel(); i++) {
            for (int j = 0; j < window.kernel(); j++) {
                largest =
                        Math.max(
                                largest, map[y + i * window.dilation()][x + j * window.dilation()]);
            }
        }
        return largest;
    }

    private static float mean(float[][] map, Window window, int y, int x) {
        float sum = 0;
        for (int i = 0; i < window.kernel(); i++) {
            for (int j = 0; j < window.kernel(); j++) {
                sum += map[y + i * window.dilation()][x + j * window.dilation()];
            }
        }
        return sum / (window.kernel() * window.kernel());
    }

    /** Moves a map, down and right; what is not filled is 0, and what leaves is lost. */
    public static float[][] shift(float[][] map, int down, int right) {
        float[][] shifted = new float[map.length][map[0].length];
        for (int row = 0; row < map.length; row++) {
            for (int column = 0; column < map[row].length; column++) {
                shifted[row][column] = pixel(map, row - down, column - right);
            }
        }
        return shifted;
    }

    /** max(0, x), number by number. */
    public static float[][][] relu(float[][][] input) {
        float[][][] output = new float[input.length][][];
        for (int channel = 0; channel < input.length; channel++) {
            output[channel] = new float[input[channel].length][];
            for (int row = 0; row < input[channel].length; row++) {
                output[channel][row] = input[channel][row].clone();
                for (int column = 0; column < output[channel][row].length; column++) {
                    output[channel][row][column] = Math.max(0, input[channel][row][column]);
                }
            }
        }
        return output;
    }

    /** All numbers in one row, channel by channel, row by row: shape [size][1][1]. */
    public static float[][][] flatten(float[][][] input) {
        int size = input.length * input[0].length * input[0][0].length;
        float[][][] output = new float[size][1][1];
        int index = 0;
        for (float[][] channel : input) {
            for (float[] row : channel) {
                for (float number : row) {
                    output[index++][0][0] = number;
                }
            }
        }
        return output;
    }

    /**
     * A dense layer: weights times input plus bias.
     *
     * @param input [inputs][1][1]
     * @param weights (outputs, inputs), row by row
     * @param bias [outputs]
     */
    public static float[][][] linear(float[][][] input, float[] weights, float[] bias) {
        float[][][] output = new float[bias.length][1][1];
        for (int out = 0; out < bias.length; out++) {
            float sum = bias[out];
            for (int in = 0; in < input.length; in++) {
                sum += weights[out * input.length + in] * input[in][0][0];
            }
            output[out][0][0] = sum;
        }
        return output;
    }

    /**
     * The whole network, layer after layer.
     *
     * @param parameters the numbers of each parameter by name, {@code conv1.weight} and so on, in
     *     PyTorch's order: (outputs, inputs, k, k) and (outputs, inputs)
     * @param image [channel][row][column]
     * @return the logits
     */
    public static float[] run(
            Architecture architecture, Map<String, float[]> parameters, float[][][] image) {
        float[][][] x = image;
        for (Layer layer : architecture.layers()) {
            x = run(layer, parameters, x);
        }
        float[] logits = new float[x.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = x[i][0][0];
        }
        return logits;
    }

    /**
     * One layer of a network.
     *
     * @param parameters as above; those of other layers may be missing
     * @param x what goes in, [channel][row][column]
     */
    public static float[][][] run(Layer layer, Map<String, float[]> parameters, float[][][] x) {
        if (layer instanceof Convolution convolution) {
            float[][][][] filters = filters(parameter(parameters, layer, "weight"), convolution);
            return convolution(
                    x, filters, parameter(parameters, layer, "bias"), convolution.window());
        } else if (layer instanceof MaxPool pool) {
            return maxPool(x, pool.window());
        } else if (layer instanceof Relu) {
            return relu(x);
        } else if (layer instanceof Flatten) {
            return flatten(x);
        } else if (layer instanceof Linear) {
            return linear(
                    x,
                    parameter(parameters, layer, "weight"),
                    parameter(parameters, layer, "bias"));
        }
        throw new AssertionError(layer);
    }

    /** A convolution's weights as [outputs][inputs][k][k]. */
    public static float[][][][] filters(float[] weights, Convolution layer) {
        int k = layer.window().kernel();
        float[][][][] filters = new float[layer.outputs()][layer.inputs()][k][k];
        int index = 0;
        for (float[][][] filter : filters) {
            for (float[][] kernel : filter) {
                for (float[] row : kernel) {
                    System.arraycopy(weights, index, row, 0, k);
                    index += k;
                }
            }
        }
        return filters;
    }

    private static float[] parameter(Map<String, float[]> parameters, Layer layer, String kind) {
        String name = layer.name() + "." + kind;
        float[] values = parameters.get(name);
        if (values == null) {
            throw new IllegalArgumentException("There is no parameter '%s'.".formatted(name));
        }
        return values;
    }

    /** A pixel; what lies outside counts as zero. */
    static float pixel(float[][] image, int row, int column) {
        return isInside(image, row, column) ? image[row][column] : 0;
    }

    static boolean isInside(float[][] image, int row, int column) {
        return row >= 0 && row < image.length && column >= 0 && column < image[row].length;
    }

    private static void add(float[][] map, float[][] other) {
        for (int row = 0; row < map.length; row++) {
            for (int column = 0; column < map[row].length; column++) {
                map[row][column] += other[row][column];
            }
        }
    }

    private static void add(float[][] map, float number) {
        for (float[] row : map) {
            for (int column = 0; column < row.length; column++) {
                row[column] += number;
            }
        }
    }
}
