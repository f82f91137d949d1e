package org.patternscanner.inspection;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.Gradients;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Parallel;

/**
 * A trained network with the output of every layer in reach, and how each changes with its input.
 * Keep it open for several looks: reading a checkpoint takes longer than a look. Several threads
 * may use it at once. Close it to free its memory.
 *
 * <p>Its parameters are frozen: a backward pass ends at what {@link #gradient} is asked for. What
 * it makes belongs to the manager of what it is made from.
 */
public final class OpenNetwork implements AutoCloseable {

    private static final int BATCH = 100;

    private final Classifier classifier;
    private final LayerOutputs layers;
    private final double temperature;

    private OpenNetwork(Classifier classifier, double temperature) {
        this.classifier = classifier;
        this.temperature = temperature;
        this.layers =
                new LayerOutputs(classifier.kind().architecture(), classifier.model().getBlock());
    }

    /**
     * Loads an epoch of a run.
     *
     * @throws IOException if it cannot be read, or is of another network than the lesson's
     */
    public static OpenNetwork load(Run run, int epoch, Device device) throws IOException {
        requireDrawable(run);
        return new OpenNetwork(run.load(epoch, device), run.info().temperature(epoch));
    }

    /** Takes the lesson's network from memory, and closes it in the end. */
    public static OpenNetwork of(Classifier classifier) {
        return new OpenNetwork(classifier, 1);
    }

    /**
     * Refuses a run of whose inside nothing that is true can be drawn: only the lesson's network
     * has filters and maps, and they mean something only where pixels have their neighbors.
     *
     * @throws IOException with one sentence
     */
    public static void requireDrawable(Run run) throws IOException {
        NetworkKind kind = run.info().config().kind();
        if (kind != NetworkKind.CNN) {
            throw new IOException(
                    "Run %s is a %s, which has no filters and no maps; choose a run of the CNN with --model."
                            .formatted(run.info().name(), kind.label()));
        }
        requireOrdinaryPixels(run);
    }

    /**
     * Refuses a run that was trained on pixels in another order, for where nobody would bring them
     * into it, or back.
     *
     * @throws IOException with one sentence
     */
    public static void requireOrdinaryPixels(Run run) throws IOException {
        if (run.info().config().pixelOrder() != null) {
            throw new IOException(
                    "Run %s reads its pixels in another order (--pixel-order), so what is drawn of it or exported would be wrong; choose a run without one with --model."
                            .formatted(run.info().name()));
        }
    }

    Classifier classifier() {
        return classifier;
    }

    /** What the network predicts for each image, 784 bytes each. */
    List<Prediction> predictAll(byte[] pixels) {
        return Prediction.ofAll(classifier.logits(pixels), temperature);
    }

    /** Where a calculation keeps its arrays; close it to free them. */
    NDManager newManager() {
        return classifier.model().getNDManager().newSubManager();
    }

    /**
     * Images as the network reads them.
     *
     * @param pixels 784 bytes an image, white ink on black
     * @return (B, 1, 28, 28), normalized
     */
    NDArray input(NDManager manager, byte[] pixels) {
        int side = LabelledImages.SIDE;
        Shape shape = new Shape(pixels.length / LabelledImages.PIXELS, side, side, 1);
        ByteBuffer ordered = ByteBuffer.wrap(classifier.inOrder(pixels));
        NDArray images = manager.create(ordered, shape, DataType.UINT8);
        return classifier.normalization().apply(images);
    }

    /** What each layer makes of images (B, 1, 28, 28): see {@link LayerOutputs#of(NDArray)}. */
    Map<String, NDArray> outputs(NDArray images) {
        return layers.of(images);
    }

    /** What each layer behind another makes of that one's output. */
    Map<String, NDArray> outputsAfter(String layer, NDArray x) {
        return layers.after(layer, x);
    }

    /**
     * What one layer makes of images or of parts of them: see {@link LayerOutputs#of(String,
     * NDArray)}.
     */
    NDArray output(String layer, NDArray images) {
        return layers.of(layer, images);
    }

    /**
     * What a layer makes of images: for each, the outputs of all units in a row.
     *
     * @param pixels 784 bytes an image, at least one image
     * @return [image][unit]; maps are laid out channel by channel, row by row
     */
    public float[][] units(String layer, byte[] pixels) {
        int batch = BATCH * LabelledImages.PIXELS;
        return Parallel.map(
                        (pixels.length + batch - 1) / batch,
                        i -> {
                            int to = Math.min((i + 1) * batch, pixels.length);
                            return rows(layer, Arrays.copyOfRange(pixels, i * batch, to));
                        })
                .stream()
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
    }

    private float[][] rows(String layer, byte[] pixels) {
        try (NDManager manager = newManager()) {
            float[] numbers = output(layer, input(manager, pixels)).toFloatArray();
            return Maps.rows(numbers, numbers.length / (pixels.length / LabelledImages.PIXELS));
        }
    }

    /**
     * How the sum of some numbers changes with each number that they are computed from.
     *
     * @param x where to look
     * @param numbers computes them from its argument, which has the values of x
     * @return of the shape of x
     */
    static NDArray gradient(NDArray x, UnaryOperator<NDArray> numbers) {
        try (Gradients gradients = Gradients.open()) {
            return gradient(gradients, x, numbers);
        }
    }

    /**
     * Does this for many threads side by side: DJL has one collector at a time, so they share it.
     */
    static NDArray gradient(Gradients gradients, NDArray x, UnaryOperator<NDArray> numbers) {
        NDArray leaf = x.duplicate();
        leaf.setRequiresGradient(true);
        gradients.backward(numbers.apply(leaf).sum());
        return leaf.getGradient();
    }

    @Override
    public void close() {
        classifier.close();
    }
}
