package org.patternscanner.inspection;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.network.Classifier;

/** A trained network that reads digits. Close it to free its memory. */
public final class TrainedNetwork implements AutoCloseable {

    private final Classifier classifier;
    private final double temperature;

    /**
     * Loads an epoch of a run.
     *
     * @throws IOException if it cannot be read
     */
    public TrainedNetwork(Run run, int epoch, Device device) throws IOException {
        classifier = run.load(epoch, device);
        temperature = run.info().temperature(epoch);
    }

    /**
     * Takes a network that is in memory, and closes it in the end. Its probabilities are the
     * softmax of its logits; those of a run's epoch are calibrated.
     */
    public TrainedNetwork(Classifier classifier) {
        this.classifier = classifier;
        temperature = 1;
    }

    /**
     * Reads one image.
     *
     * @param pixels 28 x 28 bytes, white ink on black as MNIST has it
     */
    public Prediction predict(byte[] pixels) {
        return predictAll(pixels).get(0);
    }

    /** Reads many images, 784 bytes each. */
    public List<Prediction> predictAll(byte[] pixels) {
        return Prediction.ofAll(classifier.logits(pixels), temperature);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
