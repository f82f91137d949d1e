package org.patternscanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.ShellWord;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trained network. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "RUN|DIR",
            description =
                    "The run: its name or its folder. Without it, the newest; if none is trained"
                            + " yet, the one that comes with the program.")
    @Nullable String model;

    @Option(
            names = "--epoch",
            paramLabel = "N|best|last",
            completionCandidates = Words.Epochs.class,
            converter = Words.Epochs.class,
            description = "Its epoch; best (the default) is the best on validation data.")
    String epoch = "best";

    @Mixin StoreOptions store = new StoreOptions();

    /**
     * A run and one of its epochs.
     *
     * @param run verified as far as its run.json goes
     */
    record Choice(Run run, int epoch) {

        /** As a message or a picture's title names it. */
        String describe() {
            return run.info().isImported()
                    ? run.info().name() + ", imported"
                    : "%s, epoch %d of %d"
                            .formatted(run.info().name(), epoch, run.info().lastEpoch());
        }
    }

    /** Finds the run; says on {@code err} if it is not one that the user named or trained. */
    Choice choose(PrintWriter err) throws IOException {
        Run run = model != null ? store.open(model) : newest(err);
        return new Choice(run, run.epoch(epoch));
    }

    private Run newest(PrintWriter err) throws IOException {
        CheckpointStore own = store.store();
        Optional<Run> latest = own.latest();
        if (latest.isPresent() && latest.get().info().lastEpoch() > 0) {
            return latest.get();
        }
        String reason =
                latest.isPresent()
                        ? "Run %s has no finished epoch yet".formatted(latest.get().info().name())
                        : "No run of yours in %s yet".formatted(own.folder());
        err.println(
                reason
                        + "; using the network that comes with the program. 'cnn train' trains one.");
        return store.pretrained();
    }

    /** The folder of all runs. */
    static final class StoreOptions {

        @Option(
                names = "--models",
                paramLabel = "DIR",
                description = "The folder of all runs; models/ in the program's folder by default.")
        @Nullable Path models;

        CheckpointStore store() {
            Path folder = models;
            return new CheckpointStore(folder == null ? home().resolve("models") : folder);
        }

        /** As on a command line that finds the same folder: nothing where none was given. */
        String asOption() {
            return models == null ? "" : " --models " + ShellWord.of(models);
        }

        Run open(String reference) throws IOException {
            if (reference.equals(CheckpointStore.PRETRAINED)) {
                return pretrained();
            }
            DigitPicture.path(reference); // refuses what no folder can be called here
            return store().open(reference);
        }

        /** Refuses a name that no new run can have; null is for a name to be made up. */
        void requireFree(@Nullable String name) throws IOException {
            if (name != null) {
                UsageException.check(
                        () -> {
                            store().requireFree(name);
                            return name;
                        });
            }
        }

        Run pretrained() throws IOException {
            return new CheckpointStore(home().resolve("models")).open(CheckpointStore.PRETRAINED);
        }

        /** The program's folder, which the launcher tells. */
        static Path home() {
            return Path.of(System.getProperty("patternscanner.home", ""));
        }
    }
}
