package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import java.util.List;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.TiedMatrix;
import org.patternscanner.arithmetic.Volume;
import org.patternscanner.arithmetic.Window;

/** The same map as a dense layer, locally connected, and as a convolution: what each costs. */
final class WeightSharingPanel implements Panel {

    private static final int LARGEST_DRAWN = 10;
    private static final int LARGEST_KERNEL = 7;
    private static final int LARGEST_SIDE = 512;
    private static final int MOST_CHANNELS = 1024;

    private record MatrixRequest(int side, int kernel, int padding) {}

    /**
     * The tied matrix.
     *
     * @param weightAt [output][input]: which of the kernel's weights stands there, or -1
     */
    private record MatrixResponse(int[][] weightAt, int filled, int cells) {}

    private record CostRequest(int inputs, int outputs, int side, int kernel) {}

    /** Weights and biases, and multiply-adds for one image. */
    private record Cost(String layer, long parameters, long multiplyAdds) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post(
                "/api/weight-sharing/matrix",
                context -> context.json(matrix(context.bodyAsClass(MatrixRequest.class))));
        routes.post(
                "/api/weight-sharing/cost",
                context -> context.json(cost(context.bodyAsClass(CostRequest.class))));
    }

    private static MatrixResponse matrix(MatrixRequest request) {
        Numbers.requireBetween("side of the image", 1, LARGEST_DRAWN, request.side);
        Numbers.requireBetween("kernel", 1, LARGEST_KERNEL, request.kernel);
        Numbers.requireBetween("padding", 0, LARGEST_KERNEL, request.padding);
        Window window = Window.of(request.kernel).withPadding(request.padding);
        TiedMatrix matrix = TiedMatrix.of(request.side, request.side, window);
        return new MatrixResponse(
                matrix.weightAt(), matrix.filled(), matrix.outputs() * matrix.inputs());
    }

    private static List<Cost> cost(CostRequest request) {
        Numbers.requireBetween("number of input channels", 1, MOST_CHANNELS, request.inputs);
        Numbers.requireBetween("number of output channels", 1, MOST_CHANNELS, request.outputs);
        Numbers.requireBetween("side of the image", 1, LARGEST_SIDE, request.side);
        Numbers.requireBetween("kernel", 1, LARGEST_KERNEL, request.kernel);
        Volume image = new Volume(request.inputs, request.side, request.side);
        Window window = Window.of(request.kernel).withPadding(request.kernel / 2);
        Layer convolution =
                new Layer.Convolution("convolution", request.inputs, request.outputs, window);
        Step step = new Architecture("one layer", image, List.of(convolution)).steps().get(0);
        return List.of(
                new Cost("dense", step.parametersIfDense(), step.multiplyAddsIfDense()),
                new Cost(
                        "locally connected",
                        step.parametersIfLocallyConnected(),
                        step.multiplyAdds()),
                new Cost("convolution", convolution.parameters(), step.multiplyAdds()));
    }
}
