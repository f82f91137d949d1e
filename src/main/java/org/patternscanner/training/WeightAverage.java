package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patternscanner.network.Classifier;

/**
 * The mean of the weights over the last steps, older ones counting exponentially less (B. T. Polyak
 * and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992). Each step
 * throws the weights about a little; their mean lies nearer to where they are heading.
 */
final class WeightAverage {

    /** Steps between two updates: neighbouring weights hardly differ, and each costs time. */
    private static final int EVERY = 8;

    /** Early on, it is the mean over this share of all steps. */
    private static final double RECENT = 0.1;

    private static final String WEIGHT = "weight/";

    private final Map<String, Parameter> trained = new LinkedHashMap<>();
    private final Map<String, Parameter> averaged = new LinkedHashMap<>();
    private final int horizon;

    /**
     * Begins with the averaged network's weights as they are.
     *
     * @param trained whose weights the optimizer moves
     * @param averaged whose weights become the mean
     * @param horizon how many steps it is over, about
     */
    WeightAverage(Classifier trained, Classifier averaged, int horizon) {
        put(trained, this.trained);
        put(averaged, this.averaged);
        this.horizon = horizon;
    }

    private static void put(Classifier classifier, Map<String, Parameter> parameters) {
        for (Pair<String, Parameter> pair : classifier.model().getBlock().getParameters()) {
            parameters.put(pair.getKey(), pair.getValue());
        }
    }

    /**
     * After a step.
     *
     * @param step of the whole training; the first is 1
     */
    void update(NDManager manager, int step) {
        if (step % EVERY != 0) {
            return;
        }
        double share = Math.min(1, EVERY / Math.min(horizon, RECENT * step));
        try (NDManager scope = manager.newSubManager()) {
            trained.forEach(
                    (name, parameter) -> {
                        NDArray mean = array(averaged, name);
                        NDArray difference = parameter.getArray().sub(mean);
                        difference.attach(scope);
                        mean.addi(difference.muli((float) share));
                    });
        }
    }

    private static NDArray array(Map<String, Parameter> parameters, String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(name);
        }
        return parameter.getArray();
    }

    /** The weights before averaging: the checkpoint holds their mean. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        trained.forEach((name, parameter) -> state.put(WEIGHT + name, parameter.getArray()));
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
