package org.patternscanner.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters as one thread sees them during one step: numbers that all threads share, and
 * gradients of its own.
 *
 * <p>This is not how DJL is usually used. A block asks a store for each parameter that it uses;
 * DJL's own keeps one copy for each device, so only one thread at a time can differentiate on a
 * processor. This store makes each parameter a leaf of a new graph without copying its numbers, so
 * the backward passes of several threads never meet, and no gradient has to be cleared afterwards.
 */
final class ThreadParameters extends ParameterStore {

    private final NDManager manager;
    private final Map<String, NDArray> leavesById = new HashMap<>();

    /**
     * Begins a step.
     *
     * @param manager owns the leaves and their gradients
     */
    ThreadParameters(NDManager manager) {
        super(manager, false);
        this.manager = manager;
    }

    @Override
    public @Nullable NDArray getValue(
            @Nullable Parameter parameter, Device device, boolean training) {
        return parameter == null // such as the bias of a layer without one
                ? null
                : leavesById.computeIfAbsent(parameter.getId(), id -> leaf(parameter));
    }

    private NDArray leaf(Parameter parameter) {
        NDArray leaf = parameter.getArray().stopGradient(); // another handle on the same numbers
        leaf.attach(manager);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** A parameter's gradient, after the backward pass. */
    NDArray gradient(Parameter parameter) {
        NDArray leaf = leavesById.get(parameter.getId());
        if (leaf == null) {
            throw new IllegalStateException(parameter.getName() + " took no part in the step");
        }
        return leaf.getGradient();
    }
}
