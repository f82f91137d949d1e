package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Window;

/** How many places a window has, and which pixels it never reads. */
final class OutputSizePanel implements Panel {

    private static final int LARGEST = 64;

    /** What is asked: n pixels along an axis. */
    private record Request(int n, int kernel, int stride, int padding, int dilation) {}

    /**
     * The answer.
     *
     * @param places the pixels that each place of the window reads; with padding some lie outside
     */
    private record Response(String formula, int size, int[][] places, int[] neverRead) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post(
                "/api/output-size",
                context -> context.json(answer(context.bodyAsClass(Request.class))));
    }

    private static Response answer(Request request) {
        Numbers.requireBetween("number of pixels", 1, LARGEST, request.n);
        Window window =
                Numbers.window(request.kernel, request.stride, request.padding, request.dilation);
        int size = window.outputSize(request.n);
        int[][] places =
                IntStream.range(0, size)
                        .mapToObj(output -> Numbers.taps(window, output))
                        .toArray(int[][]::new);
        return new Response(window.formula(request.n), size, places, window.neverRead(request.n));
    }
}
