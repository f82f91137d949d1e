package org.patternscanner.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.training.TrainingEvents;
import org.patternscanner.training.TrainingRun;

/** As {@code cnn train} does it: each measurement is a whole epoch on part of the images. */
final class OurTraining implements Contestant.Trainer {

    private final ImageSet data;

    OurTraining() throws IOException {
        TorchEngine.configure(0); // before the images are read: that loads the engine
        data = ImageSet.mnist();
    }

    @Override
    public Stopwatch.Time time(int steps) throws IOException {
        RunConfig config =
                new RunConfig(
                        ImageSet.MNIST,
                        Recipe.QUICK,
                        0,
                        steps * Recipe.QUICK.batchSize(),
                        1,
                        "cpu",
                        TorchEngine.threads(),
                        null,
                        null,
                        null);
        Path folder = Files.createTempDirectory("cnn-bench");
        Run run = new CheckpointStore(folder).create("bench", false, name -> info(name, config));
        Watched watched = new Watched(steps);
        new TrainingRun(run, data, watched, () -> false).train(Device.cpu());
        delete(folder);
        return watched.time();
    }

    /** Times the epoch alone, not what comes before and after it. */
    private static final class Watched implements TrainingEvents {

        private final int steps;
        private @Nullable Stopwatch watch;
        private Stopwatch.@Nullable Time time;

        Watched(int steps) {
            this.steps = steps;
        }

        @Override
        public void epochStarted(int epoch, int count) {
            watch = new Stopwatch();
        }

        @Override
        public void stepFinished(int step, int images, DoubleSupplier loss) {
            if (step == steps && watch != null) {
                time = watch.perStep(steps);
            }
        }

        Stopwatch.Time time() {
            return Objects.requireNonNull(time);
        }
    }

    private RunInfo info(String name, RunConfig config) {
        return new RunInfo(
                RunInfo.SCHEMA,
                name,
                "",
                Architecture.SIMPLE_CNN.fingerprint(),
                config.command(),
                config,
                Normalization.MNIST,
                "",
                Map.of(),
                List.of(),
                null,
                Map.of(),
                null,
                null);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
