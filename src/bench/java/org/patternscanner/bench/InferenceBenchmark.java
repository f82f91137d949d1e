package org.patternscanner.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.TrainedNetwork;
import org.patternscanner.network.TorchEngine;

/** Times predictions: one image at a time, and all 10,000 test images. */
final class InferenceBenchmark {

    private static final int WARM_UP = 2_000;
    private static final int SINGLE = 10_000;
    private static final int ROUNDS = 9;

    private InferenceBenchmark() {}

    static void run() throws IOException {
        TorchEngine.configure(0);
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        LabelledImages test = ImageSet.mnist().test();
        Run run = new CheckpointStore(Path.of("models")).open(CheckpointStore.PRETRAINED);
        try (TrainedNetwork predictor = new TrainedNetwork(run, run.info().bestEpoch(), Device.cpu())) {
            System.out.printf("Prediction, the engine loaded:%n");
            single(predictor, test);
            all(predictor, test);
        }
    }

    private static void single(TrainedNetwork predictor, LabelledImages test) {
        double[] millis = new double[SINGLE];
        for (int i = -WARM_UP; i < SINGLE; i++) {
            byte[] image = test.image(Math.floorMod(i, test.size()));
            long begin = System.nanoTime();
            predictor.predict(image);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "  one image, ms                p50 %.3f, p99 %.3f%n",
                millis[SINGLE / 2], millis[SINGLE * 99 / 100]);
    }

    private static void all(TrainedNetwork predictor, LabelledImages test) {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            long begin = System.nanoTime();
            predictor.predictAll(test.pixels());
            if (round > 0) { // the first warms up
                rates.add(test.size() / ((System.nanoTime() - begin) / 1e9));
            }
        }
        System.out.println(Spread.of("all test images, images/s", rates));
    }
}
