package org.patternscanner.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import org.patternscanner.machine.Finding;

/** The last of the doctor's checks: whether the engine starts, and computes. */
public final class EngineCheck {

    private static final String NAME = "engine";

    private EngineCheck() {}

    /**
     * Starts the engine, unless it would unpack PyTorch into a folder that cannot take it, and sums
     * nine ones with a convolution.
     *
     * @param before what the other checks found
     */
    public static Finding run(List<Finding> before) {
        if (before.stream().anyMatch(each -> each.isError() && each.name().equals("cache"))) {
            return Finding.error(NAME, "not started, for its libraries cannot be unpacked", null);
        }
        TorchEngine.configure(0);
        try {
            return compute();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Finding.error(NAME, "does not start: " + TorchEngine.rootMessage(e), null);
        }
    }

    private static Finding compute() {
        Engine engine = Engine.getInstance();
        Device device = engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray ones = manager.ones(new Shape(1, 1, 3, 3));
            float sum = Conv2d.conv2d(ones, ones).singletonOrThrow().getFloat();
            String what = "%s %s on %s".formatted(engine.getEngineName(), engine.getVersion(), TorchEngine.nameOf(device));
            return sum == 9
                    ? Finding.ok(NAME, what + " starts, and computes a convolution correctly")
                    : Finding.error(NAME, what + " computes a convolution incorrectly", null);
        }
    }
}
