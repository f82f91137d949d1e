package org.patternscanner.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Recipe;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.DataSet;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.training.TrainingEvents;
import org.patternscanner.training.TrainingRun;

/** As {@code cnn train} does it: each measurement is a whole epoch on part of the images. */
final class OurTraining implements Contestant.Trainer {

    private final DataSet data = DataSet.mnist();
    private final Path folder = Files.createTempDirectory("cnn-bench");
    private final CheckpointStore store = new CheckpointStore(folder);

    OurTraining() throws IOException {
        TorchEngine.configure(0);
    }

    @Override
    public double millisPerStep(int steps) throws IOException {
        RunConfig config =
                new RunConfig(
                        DataSet.MNIST,
                        Recipe.QUICK,
                        0,
                        steps * Recipe.QUICK.batchSize(),
                        1,
                        "cpu",
                        TorchEngine.threads());
        Run run = store.create("bench", false, name -> info(name, config));
        new TrainingRun(run, data, new TrainingEvents() {}, () -> false).train(Device.cpu());
        delete(run.folder());
        return 1000 * run.info().epochs().get(0).seconds() / steps;
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
                Map.of());
    }

    private void delete(Path run) throws IOException {
        try (Stream<Path> entries = Files.walk(run)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
