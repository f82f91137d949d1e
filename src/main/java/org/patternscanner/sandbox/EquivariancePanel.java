package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.arithmetic.ShiftDifference;
import org.patternscanner.arithmetic.Window;

/** Shift, then convolve; or convolve, then shift: is it the same? */
final class EquivariancePanel implements Panel {

    private static final int SIDE = 28;
    private static final int LARGEST_KERNEL = 7;
    private static final Window POOL = Window.of(2).withStride(2);

    /**
     * What is asked.
     *
     * @param image [28][28]
     * @param down rows by which it is shifted
     * @param right columns by which it is shifted
     */
    private record Request(
            float[] @Nullable [] image, float[] @Nullable [] kernel, int down, int right) {}

    /**
     * Both ways, and their difference.
     *
     * @param inside the largest difference of those pixels that the border cannot reach
     * @param border the largest difference of the others
     */
    private record Comparison(
            float[][] shiftedFirst,
            float[][] shiftedLast,
            float[][] difference,
            double inside,
            double border) {}

    /**
     * The answer.
     *
     * @param pooled the same through max-pooling with stride 2, where the map moves by half as
     *     much, rounded
     */
    private record Response(float[][] shifted, Comparison convolved, Comparison pooled) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post(
                "/api/equivariance",
                context -> context.json(compare(context.bodyAsClass(Request.class))));
    }

    private static Response compare(Request request) {
        Numbers.requireSquare("image", request.image, SIDE);
        Numbers.requireSquare("kernel", request.kernel, LARGEST_KERNEL);
        if (request.image.length != SIDE) {
            throw new IllegalArgumentException("The image must be 28 x 28.");
        }
        Numbers.requireBetween("shift", -SIDE / 2, SIDE / 2, request.down);
        Numbers.requireBetween("shift", -SIDE / 2, SIDE / 2, request.right);
        int k = request.kernel.length;
        Window window = Window.of(k).withPadding(k / 2);
        float[][] shifted = ForwardPass.shift(request.image, request.down, request.right);
        float[][][] ofShifted = {ForwardPass.slide(shifted, request.kernel, window)};
        float[][][] maps = {ForwardPass.slide(request.image, request.kernel, window)};
        ReceptiveField convolved = ReceptiveField.PIXEL.through(window);
        return new Response(
                shifted,
                comparison(maps, ofShifted, request.down, request.right, convolved),
                comparison(
                        ForwardPass.maxPool(maps, POOL),
                        ForwardPass.maxPool(ofShifted, POOL),
                        request.down / 2,
                        request.right / 2,
                        convolved.through(POOL)));
    }

    private static Comparison comparison(
            float[][][] maps, float[][][] ofShifted, int down, int right, ReceptiveField field) {
        ShiftDifference difference = ShiftDifference.of(maps, ofShifted, down, right, field, SIDE);
        return new Comparison(
                ofShifted[0],
                ForwardPass.shift(maps[0], down, right),
                difference.maps()[0],
                difference.inside(),
                difference.border());
    }
}
