package org.patternscanner.inspection;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;

/**
 * Where on an image the answer comes from: a map of its pixels.
 *
 * @param method how it was found
 * @param digit the digit asked about
 * @param map [28][28]; what a number above or below 0 means, and its unit, depends on the {@link
 *     Method}
 * @param pixels the image: 784 bytes, white ink on black
 * @param prediction what the image is read as
 */
public record Saliency(
        Method method, int digit, float[][] map, byte[] pixels, Prediction prediction) {

    /** How to ask a network for its reasons. */
    public enum Method {
        /**
         * The gradient of the digit's logit with respect to each pixel, with its sign (Simonyan,
         * Vedaldi and Zisserman, Deep Inside Convolutional Networks, 2013). Unit: logits a pixel
         * that goes from black (0) to white (1). Above 0 is where more ink would raise the logit,
         * which is often where there is none: it does not say which ink the answer comes from.
         *
         * <p>The network is linear piece by piece. Where an image lies on the border of two pieces,
         * as it does where the pixels under a max-pool are equal, this is one piece's gradient.
         */
        GRADIENT,
        /**
         * Grad-CAM (Selvaraju et al., 2017): ReLU of the sum of the last convolution's maps after
         * their ReLU, (64, 14, 14), each weighted by the mean gradient of the digit's logit with
         * respect to it. It says where, never where not: nothing is below 0. Unit: logits, as the
         * mean over the map's places, that the activity there is worth.
         *
         * <p>Brought from 14 x 14 to 28 x 28 by linear interpolation between the centers of the
         * units' receptive fields.
         */
        GRAD_CAM,
        /**
         * Occlusion (Zeiler and Fergus, Visualizing and Understanding Convolutional Networks,
         * 2014): by how much the digit's probability falls when a square of {@link #OCCLUDED_SIDE}
         * pixels around this one is painted black, which is MNIST's ground. Unit: probability, from
         * -1 to 1.
         */
        OCCLUSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The occluding square's side in pixels; odd, so that it has a middle. */
    public static final int OCCLUDED_SIDE = 5;

    private static final int SIDE = LabelledImages.SIDE;
    private static final String LAST_CONVOLUTION = "conv2";
    private static final String LAST_MAPS = "relu2";
    private static final String LOGITS = "fc2";

    /**
     * Asks an epoch of a run.
     *
     * @param pixels 784 bytes, white ink on black
     * @param digit the digit to ask about, or null for the one that is read
     * @throws IOException if the network cannot be read
     */
    public static Saliency of(
            Run run,
            int epoch,
            byte[] pixels,
            Method method,
            @Nullable Integer digit,
            Device device)
            throws IOException {
        try (OpenNetwork network = OpenNetwork.load(run, epoch, device)) {
            return of(network, pixels, method, digit);
        }
    }

    /**
     * Asks a network.
     *
     * @param pixels 784 bytes, white ink on black
     * @param digit the digit to ask about, or null for the one that is read
     */
    public static Saliency of(
            OpenNetwork network, byte[] pixels, Method method, @Nullable Integer digit) {
        try (NDManager manager = network.newManager()) {
            Prediction prediction = network.predictAll(pixels).get(0);
            int asked = digit == null ? prediction.digit() : digit;
            float[][] map =
                    switch (method) {
                        case GRADIENT -> gradient(network, manager, pixels, asked);
                        case GRAD_CAM -> gradCam(network, manager, pixels, asked);
                        case OCCLUSION -> occlusion(network, pixels, asked);
                    };
            return new Saliency(method, asked, map, pixels, prediction);
        }
    }

    /** Whether the map is 0 everywhere, as Grad-CAM's is where it finds nothing for the digit. */
    public boolean isEmpty() {
        return Maps.numbers(map).allMatch(value -> value == 0);
    }

    private static float[][] gradient(
            OpenNetwork network, NDManager manager, byte[] pixels, int digit) {
        NDArray input = network.input(manager, pixels);
        NDArray gradient = OpenNetwork.gradient(input, x -> logit(network.outputs(x), digit));
        // The network reads (pixel - mean) / deviation.
        double deviation = network.classifier().normalization().standardDeviation();
        return Maps.rows(gradient.div(deviation).toFloatArray(), SIDE);
    }

    private static float[][] gradCam(
            OpenNetwork network, NDManager manager, byte[] pixels, int digit) {
        NDArray input = network.input(manager, pixels);
        NDArray maps = requireNonNull(network.outputs(input).get(LAST_MAPS));
        NDArray gradient = // (1, 64, 14, 14)
                OpenNetwork.gradient(maps, x -> logit(network.outputsAfter(LAST_MAPS, x), digit));
        NDArray weights =
                gradient.mean(new int[] {3}, true).mean(new int[] {2}, true); // (1, 64, 1, 1)
        NDArray map = maps.mul(weights).sum(new int[] {1}).maximum(0); // (1, 14, 14)
        return enlarged(Maps.rows(map.toFloatArray(), (int) map.getShape().get(2)));
    }

    private static NDArray logit(Map<String, NDArray> outputs, int digit) {
        return requireNonNull(outputs.get(LOGITS)).get(":, " + digit);
    }

    private static float[][] enlarged(float[][] map) {
        ReceptiveField field = Architecture.SIMPLE_CNN.step(LAST_CONVOLUTION).orElseThrow().field();
        float[][] large = new float[SIDE][SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double y = (row - field.start()) / field.jump();
                double x = (column - field.start()) / field.jump();
                large[row][column] = between(map, y, x);
            }
        }
        return large;
    }

    /** Linear between four neighbors; beyond the outermost the map goes on as it ends. */
    private static float between(float[][] map, double y, double x) {
        double top = Math.floor(y);
        double left = Math.floor(x);
        double upper = mix(at(map, top, left), at(map, top, left + 1), x - left);
        double lower = mix(at(map, top + 1, left), at(map, top + 1, left + 1), x - left);
        return (float) mix(upper, lower, y - top);
    }

    private static double mix(double from, double to, double share) {
        return from + share * (to - from);
    }

    private static float at(float[][] map, double row, double column) {
        int last = map.length - 1;
        return map[(int) Math.max(0, Math.min(last, row))][
                (int) Math.max(0, Math.min(last, column))];
    }

    private static float[][] occlusion(OpenNetwork network, byte[] pixels, int digit) {
        byte[] copies = new byte[pixels.length * pixels.length];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            System.arraycopy(pixels, 0, copies, pixel * pixels.length, pixels.length);
            occlude(copies, pixel * pixels.length, pixel / SIDE, pixel % SIDE);
        }
        double whole = network.predictAll(pixels).get(0).probabilities()[digit];
        List<Prediction> predictions = network.predictAll(copies);
        float[][] map = new float[SIDE][SIDE];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            double left = predictions.get(pixel).probabilities()[digit];
            map[pixel / SIDE][pixel % SIDE] = (float) (whole - left);
        }
        return map;
    }

    /** Paints a square black; of one that reaches over the edge, the part inside. */
    private static void occlude(byte[] images, int start, int row, int column) {
        int reach = OCCLUDED_SIDE / 2;
        int left = Math.max(0, column - reach);
        int right = Math.min(SIDE - 1, column + reach);
        for (int y = Math.max(0, row - reach); y <= Math.min(SIDE - 1, row + reach); y++) {
            int line = start + y * SIDE;
            Arrays.fill(images, line + left, line + right + 1, (byte) 0);
        }
    }
}
