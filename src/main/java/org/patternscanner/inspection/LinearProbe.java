package org.patternscanner.inspection;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.data.LabelledImages;

/**
 * A logistic regression that reads digits from what a layer makes of images: G. Alain and Y.
 * Bengio, Understanding intermediate layers using linear classifier probes, 2016. Its weights are
 * sums of the rows that it learns from. Only the factors of these sums are kept, so that a large
 * layer takes no longer than a small one.
 */
public final class LinearProbe {

    private static final int STEPS = 300;
    private static final int CLASSES = LabelledImages.CLASSES;

    /** Chosen on held-out training images among 0.01, 0.001, 0.0001 and 0.00001. */
    private static final double WEIGHT_DECAY = 1e-4;

    private LinearProbe() {}

    /**
     * Learns from some images, by gradient descent with Nesterov's momentum, and reads others.
     *
     * @param known [image][unit]
     * @param labels of these, 0 to 9
     * @param rows [image][unit]
     * @return the logits of the others, [image][digit]
     */
    public static float[][] logits(float[][] known, byte[] labels, float[][] rows, Device device) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray wanted = manager.create(labels).oneHot(CLASSES);
            NDArray mean = manager.create(known).mean(new int[] {0}, true);
            NDArray centered = manager.create(known).sub(mean);
            // With rows of length 1 on average, one learning rate suits all layers: 1.
            float square = centered.square().sum().getFloat() / known.length + Float.MIN_NORMAL;
            NDArray basis = centered.transpose().div(square);
            NDArray products = centered.matMul(basis).add(1); // 1 for the bias
            NDArray factors = wanted.zerosLike();
            NDArray velocity = wanted.zerosLike();
            for (int step = 0; step < STEPS; step++) {
                try (NDScope temporary = new NDScope()) {
                    temporary.suppressNotUsedWarning();
                    NDArray ahead = factors.add(velocity.muli(step / (step + 3.0)));
                    NDArray errors = products.matMul(ahead).softmax(1).sub(wanted);
                    velocity.subi(errors.div(known.length).add(ahead.mul(WEIGHT_DECAY)));
                    factors.addi(velocity);
                }
            }
            NDArray others = manager.create(rows).sub(mean).matMul(basis).add(1);
            return Maps.rows(others.matMul(factors).toFloatArray(), CLASSES);
        }
    }
}
