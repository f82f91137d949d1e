package org.patternscanner.inspection;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;

/**
 * A trained network, one filter of whose first layer is replaced, in memory alone: what the run has
 * on disk stays as it is. Close it to free its memory.
 *
 * <p>To leave out a part and see what is lost is called ablation: R. Meyes et al., "Ablation
 * Studies in Artificial Neural Networks" (2019).
 */
public final class FilterSurgery implements AutoCloseable {

    private static final String LAYER = "conv1";
    private static final Layer.Convolution CONV1 =
            Architecture.SIMPLE_CNN.layer(LAYER, Layer.Convolution.class);

    private final Classifier classifier;
    private final LabelledImages images;

    private FilterSurgery(Classifier classifier, LabelledImages images) {
        this.classifier = classifier;
        this.images = images;
    }

    /**
     * Loads an epoch of a run.
     *
     * @param images that each network will read
     * @throws IOException if it cannot be read
     */
    public static FilterSurgery of(Run run, int epoch, LabelledImages images, Device device)
            throws IOException {
        OpenNetwork.requireDrawable(run);
        return new FilterSurgery(run.load(epoch, device), images);
    }

    /** How many filters there are to replace. */
    public static int filters() {
        return CONV1.outputs();
    }

    /** Which images the network reads right, as it was trained. */
    public boolean[] right() {
        float[][] logits = classifier.logits(images.pixels());
        boolean[] right = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            right[i] = Logits.argmax(logits[i]) == images.label(i);
        }
        return right;
    }

    /** What is read right if a filter, from 0, is silent: its weights and its bias are zero. */
    public boolean[] rightWithout(int filter) {
        return rightWith(filter, new float[CONV1.window().kernel()][CONV1.window().kernel()], 0);
    }

    /**
     * What is read right with a kernel in a filter's place, made as strong as the filter; its bias
     * stays.
     */
    public boolean[] rightWith(int filter, Kernel kernel) {
        double factor = norm(filter) / Kernel.norm(kernel.weights());
        float[][] scaled = new float[kernel.weights().length][];
        for (int row = 0; row < scaled.length; row++) {
            scaled[row] = kernel.weights()[row].clone();
            for (int column = 0; column < scaled[row].length; column++) {
                scaled[row][column] *= (float) factor;
            }
        }
        return rightWith(filter, scaled, parameter(".bias").getFloat(filter));
    }

    private double norm(int filter) {
        try (NDManager manager = classifier.model().getNDManager().newSubManager()) {
            float[] row = parameter(".weight").get(manager, new NDIndex(filter)).toFloatArray();
            return Kernel.norm(new float[][] {row});
        }
    }

    /** Puts other numbers in a filter's place, reads the images, and puts its own back. */
    private boolean[] rightWith(int filter, float[][] weights, float bias) {
        NDArray allWeights = parameter(".weight");
        NDArray allBiases = parameter(".bias");
        NDIndex place = new NDIndex(filter);
        try (NDManager manager = classifier.model().getNDManager().newSubManager()) {
            NDArray weightsBefore = allWeights.get(manager, place).duplicate();
            float biasBefore = allBiases.getFloat(filter);
            Shape shape = weightsBefore.getShape();
            try {
                allWeights.set(place, manager.create(weights).reshape(shape));
                allBiases.set(place, bias);
                return right();
            } finally {
                allWeights.set(place, weightsBefore);
                allBiases.set(place, biasBefore);
            }
        }
    }

    private NDArray parameter(String kind) {
        return classifier.model().getBlock().getParameters().get(LAYER + kind).getArray();
    }

    @Override
    public void close() {
        classifier.close();
    }
}
