package org.patternscanner.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.ShiftDifference;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;

/**
 * The maps that a trained network makes of a digit, shifted to the right by 0, 1, 2 ... pixels.
 * They are computed in plain loops, which treat every place alike to the last bit.
 *
 * @param byShift the maps by layer, for each shift
 */
record ShiftedMaps(List<Map<String, float[][][]>> byShift) {

    /** The layers whose units see a window of the image. */
    static final List<Step> LAYERS = Architecture.SIMPLE_CNN.spatialSteps();

    /** Of the first image. */
    static ShiftedMaps of(Classifier network, LabelledImages digit, int largestShift) {
        Map<String, float[]> parameters = new HashMap<>();
        network.parameters().forEach((name, tensor) -> parameters.put(name, tensor.values()));
        List<Map<String, float[][][]>> byShift = new ArrayList<>();
        for (int shift = 0; shift <= largestShift; shift++) {
            byte[] shifted = digit.shifted(shift).image(0);
            byShift.add(maps(parameters, network.normalization().apply(shifted)));
        }
        return new ShiftedMaps(byShift);
    }

    private static Map<String, float[][][]> maps(
            Map<String, float[]> parameters, float[][][] input) {
        Map<String, float[][][]> maps = new HashMap<>();
        float[][][] x = input;
        for (Step step : Architecture.SIMPLE_CNN.steps()) {
            if (step.output().height() == 1) {
                break; // no place in the image from here on
            }
            x = ForwardPass.run(step.layer(), parameters, x);
            maps.put(step.layer().name(), x);
        }
        return maps;
    }

    /** The maps of the digit as it is. */
    float[][][] of(Step layer) {
        return of(layer, 0);
    }

    private float[][][] of(Step layer, int shift) {
        return Objects.requireNonNull(byShift.get(shift).get(layer.layer().name()));
    }

    /**
     * A shift's difference; if the maps cannot shift by so much, by the next place that fits best.
     */
    ShiftDifference difference(Step layer, int shift) {
        int jump = layer.field().jump();
        return Stream.of(shift / jump, (shift + jump - 1) / jump)
                .map(places -> difference(layer, shift, places))
                .min(Comparator.comparingDouble(ShiftDifference::inside))
                .orElseThrow();
    }

    private ShiftDifference difference(Step layer, int shift, int places) {
        return ShiftDifference.of(
                of(layer), of(layer, shift), 0, places, layer.field(), LabelledImages.SIDE);
    }
}
