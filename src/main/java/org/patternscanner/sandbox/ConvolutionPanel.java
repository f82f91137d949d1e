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
     * @param row of the output pixel to take apart
     * @param column of the same
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
     * The whole map, and the pixel of it that was asked for or, if the map has none there, the
     * nearest to it: a page that changes the kernel need not ask twice.
     *
     * @param formula the output size with its numbers put in
     * @param neverRead the pixels along an axis that no window reads, from 0
     */
    private record Response(
            float[][] map, int size, String formula, int[] neverRead, Product pixel) {}

    /** One output pixel, at {@code row} and {@code column}, and how it comes about. */
    private record Product(
            int row,
            int column,
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
        int last = map.length - 1;
        Product pixel =
                product(
                        request,
                        Math.max(0, Math.min(last, request.row)),
                        Math.max(0, Math.min(last, request.column)));
        return new Response(map, map.length, window.formula(n), window.neverRead(n), pixel);
    }

    private static double activated(Request request, double sum) {
        double biased = sum + request.bias;
        return request.relu ? Math.max(0, biased) : biased;
    }

    private static Product pixel(Request request) {
        int size = request.window().outputSize(request.image.length);
        Numbers.requireBetween("row", 0, size - 1, request.row);
        Numbers.requireBetween("column", 0, size - 1, request.column);
        return product(request, request.row, request.column);
    }

    private static Product product(Request request, int row, int column) {
        Window window = request.window();
        DotProduct product = DotProduct.of(request.image, request.kernel, window, row, column);
        return new Product(
                row,
                column,
                product.patch().numbers(),
                request.kernel,
                product.products(),
                product.sum(),
                request.bias,
                activated(request, product.sum()),
                Numbers.taps(window, row),
                Numbers.taps(window, column));
    }
}
