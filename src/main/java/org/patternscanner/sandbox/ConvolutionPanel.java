package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.DotProduct;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Window;

/** A kernel that slides over a picture. */
final class ConvolutionPanel implements Panel {

    private static final int LARGEST_SIDE = 64;
    private static final int LARGEST_KERNEL = 7;

    /**
     * What is asked.
     *
     * @param image [row][column]
     * @param kernel [row][column], square
     * @param relu whether what is negative becomes 0
     */
    private record Request(
            float[] @Nullable [] image,
            float[] @Nullable [] kernel,
            int stride,
            int padding,
            int dilation,
            float bias,
            boolean relu,
            int row,
            int column) {

        Window window() {
            return Numbers.window(kernel().length, stride, padding, dilation);
        }
    }

    /**
     * The whole map.
     *
     * @param formula the output size with its numbers put in
     * @param neverRead the pixels along an axis that no window reads, from 0
     */
    private record Response(float[][] map, int size, String formula, int[] neverRead) {}

    /** One output pixel. */
    private record Product(
            float[][] patch,
            float[][] kernel,
            double[][] products,
            double sum,
            float bias,
            double result,
            int[] rows,
            int[] columns) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/convolution", context -> context.json(convolve(request(context))));
        routes.post("/api/convolution/pixel", context -> context.json(pixel(request(context))));
    }

    private static Request request(Context context) {
        Request request = context.bodyAsClass(Request.class);
        Numbers.requireSquare("image", request.image, LARGEST_SIDE);
        Numbers.requireSquare("kernel", request.kernel, LARGEST_KERNEL);
        Numbers.requireModest("bias", request.bias);
        return request;
    }

    private static Response convolve(Request request) {
        Window window = request.window();
        float[][] map = ForwardPass.slide(request.image, request.kernel, window);
        for (float[] row : map) {
            for (int column = 0; column < row.length; column++) {
                row[column] = (float) activated(request, row[column]);
            }
        }
        int n = request.image.length;
        return new Response(map, map.length, window.formula(n), window.neverRead(n));
    }

    private static double activated(Request request, double sum) {
        double biased = sum + request.bias;
        return request.relu ? Math.max(0, biased) : biased;
    }

    private static Product pixel(Request request) {
        Window window = request.window();
        int size = window.outputSize(request.image.length);
        Numbers.requireBetween("row", 0, size - 1, request.row);
        Numbers.requireBetween("column", 0, size - 1, request.column);
        DotProduct product =
                DotProduct.of(request.image, request.kernel, window, request.row, request.column);
        return new Product(
                product.patch().numbers(),
                request.kernel,
                product.products(),
                product.sum(),
                request.bias,
                activated(request, product.sum()),
                Numbers.taps(window, request.row),
                Numbers.taps(window, request.column));
    }
}
