package org.patternscanner.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.patternscanner.arithmetic.Architecture;

/**
 * What a step would take if all its multiply-adds ran at the rate of the library's best 3x3
 * convolution on this machine.
 */
final class Floor implements Contestant.Trainer {

    private static final int BATCH = 64;
    private static final int CHANNELS = 64;
    private static final int SIDE = 28;

    /** Forward, the gradients of the weights, the gradients of the inputs. */
    private static final int PASSES = 3;

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());
    private final NDArray images =
            manager.randomNormal(new Shape(BATCH, SIDE, SIDE, CHANNELS)).transpose(0, 3, 1, 2);
    private final NDArray weight = manager.randomNormal(new Shape(CHANNELS, CHANNELS, 3, 3));
    private final NDArray bias = manager.zeros(new Shape(CHANNELS));

    @Override
    public Stopwatch.Time time(int steps) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            long begin = System.nanoTime();
            try (NDArray output = convolve()) {
                output.getShape();
            }
            best = Math.min(best, (System.nanoTime() - begin) / 1e6);
        }
        double multiplyAdds = (double) BATCH * SIDE * SIDE * CHANNELS * CHANNELS * 9;
        double millis = best * multiplyAddsOfAStep() / multiplyAdds;
        return new Stopwatch.Time(millis, 0);
    }

    private NDArray convolve() {
        return Conv2d.conv2d(images, weight, bias, new Shape(1, 1), new Shape(1, 1)).head();
    }

    /** The first layer needs no gradient of its input, the image. */
    private static double multiplyAddsOfAStep() {
        Architecture network = Architecture.SIMPLE_CNN;
        long firstLayer = network.steps().get(0).multiplyAdds();
        return (double) BATCH * (PASSES * network.multiplyAdds() - firstLayer);
    }
}
