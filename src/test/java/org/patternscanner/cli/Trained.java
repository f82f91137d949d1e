package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.patternscanner.data.TinyMnist;

/** A small network, trained once for all tests by the command that people use. */
final class Trained {

    /** 1,200 training images, 200 of them held out, and 200 test images. */
    static final Path DATA;

    /** The folder of all runs; it holds one, called {@link #RUN}. */
    static final Path MODELS;

    static final String RUN = "small";

    /** What the training said. */
    static final Outcome TRAINING;

    static {
        try {
            Path folder = Files.createTempDirectory("trained");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            DATA = TinyMnist.write(folder.resolve("data"), 1_200, 200);
            MODELS = folder.resolve("models");
            TRAINING =
                    User.cnn(
                            "train --epochs 2 --batch-size 32 --validation 200 --seed 1",
                            "--data",
                            DATA,
                            "--models",
                            MODELS,
                            "--name",
                            RUN);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Trained() {}

    /** A copy that a test may damage. */
    static Path copyOfModels(Path target) throws IOException {
        try (Stream<Path> entries = Files.walk(MODELS)) {
            for (Path entry : entries.toList()) {
                Files.copy(entry, target.resolve(MODELS.relativize(entry).toString()));
            }
        }
        return target;
    }

    private static void delete(Path folder) {
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.sorted(Comparator.reverseOrder()).forEach(entry -> entry.toFile().delete());
        } catch (IOException e) {
            // It is in the system's temporary folder.
        }
    }
}
