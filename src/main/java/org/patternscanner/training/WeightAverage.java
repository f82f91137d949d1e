package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An exponential moving average of the weights: their mean over the last steps, older ones counting
 * exponentially less (Morales-Brotons, Vogels and Hendrikx, Exponential Moving Average of Weights
 * in Deep Learning, 2024). Polyak and Juditsky (1992) take the plain mean over all steps. Each step
 * throws the weights about a little; their mean lies nearer to where they are heading.
 */
final class WeightAverage {

    /** Steps between two updates: neighboring weights hardly differ, and each costs time. */
    private static final int EVERY = 8;

    /** Early on, it is the mean over this share of all steps. */
    private static final double RECENT = 0.1;

    private static final String WEIGHT = "weight/";

    private final List<Weight> weights = new ArrayList<>();
    private final int horizon;

    /** A parameter as the optimizer moves it, and the mean of what it was. */
    private record Weight(String name, NDArray trained, NDArray mean) {}

    /**
     * Begins with the averaged network's weights as they are.
     *
     * @param trained whose weights the optimizer moves
     * @param averaged whose weights become the mean
     * @param horizon how many steps it is over, about
     */
    WeightAverage(Block trained, Block averaged, int horizon) {
        for (Pair<String, Parameter> pair : trained.getParameters()) {
            NDArray mean = averaged.getParameters().get(pair.getKey()).getArray();
            weights.add(new Weight(pair.getKey(), pair.getValue().getArray(), mean));
        }
        this.horizon = horizon;
    }

    /**
     * After a step.
     *
     * @param step of the whole training; the first is 1
     */
    void update(NDManager manager, int step) {
        double span = Math.min(horizon, RECENT * step);
        if (span > EVERY && step % EVERY != 0) {
            return;
        }
        double share = Math.min(1, EVERY / span); // over so few steps, the weights themselves
        try (NDManager scope = manager.newSubManager()) {
            for (Weight weight : weights) {
                NDArray difference = weight.trained.sub(weight.mean);
                difference.attach(scope);
                weight.mean.addi(difference.muli((float) share));
            }
        }
    }

    /** The weights before averaging: the checkpoint holds their mean. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        weights.forEach(weight -> state.put(WEIGHT + weight.name, weight.trained));
        return state;
    }

    /**
     * Takes over a {@link #state}.
     *
     * @throws RuntimeException if the archive holds something else
     */
    void load(Archive archive) {
        state().forEach(archive::copy);
    }
}
