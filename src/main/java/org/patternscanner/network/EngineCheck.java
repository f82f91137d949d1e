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

    private static final String AGAIN = "run 'cnn info --stacktrace', and report what it prints";

    private EngineCheck() {}

    /**
     * Starts the engine, and sums nine ones with a convolution.
     *
     * @param before what the other checks found; on a disk that is too small, nothing is unpacked
     */
    public static Finding run(List<Finding> before) {
        boolean mended = before.stream().noneMatch(Finding::isError);
        String mend = mended ? AGAIN : "mend what is marked above";
        if (before.stream().anyMatch(each -> each.isError() && each.name().equals("cache"))) {
            return Finding.error("engine", "not started: PyTorch cannot be unpacked", mend);
        }
        TorchEngine.configure(0);
        try {
            return compute();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Finding.error("engine", "does not start: " + TorchEngine.reason(e), mend);
        }
    }

    private static Finding compute() {
        Engine engine = TorchEngine.load();
        Device device = engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
        String name = engine.getEngineName() + " " + engine.getVersion();
        String what = "%s starts on %s, and computes ".formatted(name, TorchEngine.nameOf(device));
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray ones = manager.ones(new Shape(1, 1, 3, 3));
            float sum = Conv2d.conv2d(ones, ones).singletonOrThrow().getFloat();
            return sum == 9
                    ? Finding.ok("engine", what + "a convolution correctly")
                    : Finding.error("engine", what + "a convolution incorrectly", AGAIN);
        }
    }
}
