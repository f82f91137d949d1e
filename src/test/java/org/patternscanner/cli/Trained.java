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

    /** A picture of a 7, which nobody may change. */
    static final Path SEVEN;

    /** What the training said. */
    static final Outcome TRAINING;

    static {
        try {
            Path folder = Files.createTempDirectory("trained");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            DATA = TinyMnist.write(folder.resolve("data"), 1_200, 200);
            MODELS = folder.resolve("models");
            TRAINING = trains(MODELS, RUN, "--epochs 2 --batch-size 32 --validation 200 --seed 1");
            SEVEN = folder.resolve("seven.png");
            User.cnn("sample --digit 7", "--data", DATA, "--output", SEVEN).succeeds();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Trained() {}

    /** Types a command, that this network is to do it, and more words. */
    static Outcome cnn(String command, Object... more) {
        return User.cnn(command, "--models", MODELS, "--model", RUN, more);
    }

    /** Trains another network on these images. */
    static Outcome trains(Path models, String run, String options, Object... more) {
        return User.cnn(
                "train " + options, "--data", DATA, "--models", models, "--name", run, more);
    }

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
