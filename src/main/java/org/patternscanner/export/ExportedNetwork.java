package org.patternscanner.export;

import ai.djl.Device;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.inspection.OpenNetwork;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.Tensor;

/**
 * A trained network as other programs take it: plain numbers, and what they mean.
 *
 * @param run that it was trained in
 * @param epoch of that run
 * @param kind which network: {@link #architecture} has its layers
 * @param normalization what it wants done to the pixels
 * @param temperature that its logits are divided by before softmax
 * @param parameters by PyTorch's names (conv1.weight, ..., fc2.bias) and in PyTorch's layouts, in
 *     the order of the layers
 */
public record ExportedNetwork(
        String run,
        int epoch,
        NetworkKind kind,
        Normalization normalization,
        double temperature,
        Map<String, Tensor> parameters) {

    public ExportedNetwork {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads an epoch of a run.
     *
     * @throws IOException if it cannot be read, or its images have their pixels in another order
     */
    public static ExportedNetwork of(Run run, int epoch) throws IOException {
        RunInfo info = run.info();
        OpenNetwork.requireOrdinaryPixels(run);
        try (Classifier classifier = run.load(epoch, Device.cpu())) {
            return new ExportedNetwork(
                    info.name(),
                    epoch,
                    classifier.kind(),
                    classifier.normalization(),
                    info.temperature(epoch),
                    classifier.parameters());
        }
    }

    /** All but the parameters, for a format's field of free text by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("network", architecture().name());
        facts.put(Safetensors.MEAN, String.valueOf(normalization.mean()));
        facts.put(
                Safetensors.STANDARD_DEVIATION, String.valueOf(normalization.standardDeviation()));
        facts.put("temperature", String.valueOf(temperature));
        facts.put("run", run);
        facts.put("epoch", String.valueOf(epoch));
        return facts;
    }

    /** Its layers, in order. */
    public Architecture architecture() {
        return kind.architecture();
    }
}
