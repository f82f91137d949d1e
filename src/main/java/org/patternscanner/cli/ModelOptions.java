package org.patternscanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.ShellWord;
import org.patternscanner.inspection.OpenNetwork;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trained network. */
final class ModelOptions {

    private static final String BEST = "best";

    @Option(
            names = "--model",
            paramLabel = "RUN|DIR",
            description =
                    "The run: its name or its folder. Without it, your newest finished one of the"
                            + " lesson's network that reads 90 %% of MNIST; if there is none, the"
                            + " one that comes with the program.")
    @Nullable String model;

    @Option(
            names = "--epoch",
            paramLabel = "N|best|last",
            completionCandidates = Words.Epochs.class,
            converter = Words.Epochs.class,
            description = "Its epoch; best (the default) is the best on validation data.")
    String epoch = BEST;

    @Mixin StoreOptions store = new StoreOptions();

    /**
     * Whose answer a JSON document holds.
     *
     * @param testAccuracy from 0 to 1; null if this epoch was not tested
     */
    record By(String run, int epoch, @Nullable Double testAccuracy) {}

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

        /** As in "by first-try, epoch 5, 99.41 %". */
        String by() {
            Double accuracy = run.info().testAccuracy(epoch);
            return "by %s, epoch %d, %s"
                    .formatted(
                            run.info().name(),
                            epoch,
                            accuracy == null ? "not tested" : "%.2f %%".formatted(100 * accuracy));
        }

        /** The same for a JSON document, where its name is {@code by}. */
        By json() {
            return new By(run.info().name(), epoch, run.info().testAccuracy(epoch));
        }
    }

    /** Finds the run; says on {@code err} which it is, and which newer ones it is not. */
    Choice choose(PrintWriter err) throws IOException {
        return announced(find(err, CheckpointStore.PRETRAINED), err);
    }

    /**
     * The same for what draws the network's inside.
     *
     * @throws IOException if nothing that is true can be drawn of the run
     */
    Choice chooseToDraw(PrintWriter err) throws IOException {
        return chooseToDraw(err, CheckpointStore.PRETRAINED);
    }

    /**
     * The same for what teaches about MNIST: where nothing is named and no run is yours, the
     * network that knows nothing else.
     */
    Choice chooseToTeach(PrintWriter err) throws IOException {
        return chooseToDraw(err, CheckpointStore.PLAIN);
    }

    private Choice chooseToDraw(PrintWriter err, String otherwise) throws IOException {
        Choice choice = find(err, otherwise);
        OpenNetwork.requireDrawable(choice.run());
        return announced(choice, err);
    }

    /** The networks that come with the program, and the one that was named, if it is another. */
    List<Choice> besideThoseOfTheProgram() throws IOException {
        List<Choice> choices = new ArrayList<>();
        for (String name : CheckpointStore.COME_ALONG) {
            Run run = StoreOptions.comesAlong(name);
            choices.add(new Choice(run, run.epoch(BEST)));
        }
        if (model != null && !(CheckpointStore.COME_ALONG.contains(model) && epoch.equals(BEST))) {
            Run run = store.open(model);
            choices.add(new Choice(run, run.epoch(epoch)));
        }
        return choices;
    }

    /** What the page teaches about MNIST with, while this network reads what is drawn on it. */
    Choice toTeachBeside(Choice reader) throws IOException {
        boolean isChosen =
                model != null || !reader.run().info().name().equals(CheckpointStore.PRETRAINED);
        if (isChosen) {
            return reader;
        }
        Run plain = StoreOptions.comesAlong(CheckpointStore.PLAIN);
        return new Choice(plain, plain.epoch(BEST));
    }

    private Choice find(PrintWriter err, String otherwise) throws IOException {
        Run run = model != null ? store.open(model) : unnamed(err, otherwise);
        return new Choice(run, run.epoch(epoch));
    }

    private static Choice announced(Choice choice, PrintWriter err) {
        err.println(choice.by());
        return choice;
    }

    /** With the network of plain MNIST that comes with the program, if it learned from the same. */
    static List<Choice> besidePlain(Choice choice) throws IOException {
        Run plain = StoreOptions.comesAlong(CheckpointStore.PLAIN);
        boolean same = plain.info().dataSha256().equals(choice.run().info().dataSha256());
        return same && !plain.folder().equals(choice.run().folder())
                ? List.of(choice, new Choice(plain, plain.epoch(BEST)))
                : List.of(choice);
    }

    private Run unnamed(PrintWriter err, String otherwise) throws IOException {
        CheckpointStore own = store.store();
        DefaultRun found = DefaultRun.in(own);
        found.passedOver().forEach(err::println);
        if (found.run().isPresent()) {
            return found.run().get();
        }
        err.println(
                (found.passedOver().isEmpty() ? "No run of yours in %s yet" : "No other run in %s")
                                .formatted(own.folder())
                        + "; using the network that comes with the program. 'cnn train' trains one.");
        return StoreOptions.comesAlong(otherwise);
    }

    /** The folder of all runs. */
    static final class StoreOptions {

        @Option(
                names = "--models",
                paramLabel = "DIR",
                description =
                        "The folder of all runs; by default models/ in the program's folder, or in"
                                + " your data folder where that cannot be written.")
        @Nullable Path models;

        CheckpointStore store() {
            Path folder = models;
            return new CheckpointStore(folder == null ? Home.ofThisProgram().models() : folder);
        }

        /** The same for who writes there; says where that is if it was made only now. */
        CheckpointStore storeToWrite(PrintWriter err) {
            String where = models == null ? Home.ofThisProgram().begin() : null;
            if (where != null) {
                err.println(where);
            }
            return store();
        }

        /** As on a command line that finds the same folder: nothing where none was given. */
        String asOption() {
            return models == null ? "" : " --models " + ShellWord.of(models);
        }

        Run open(String reference) throws IOException {
            if (CheckpointStore.COME_ALONG.contains(reference)) {
                return comesAlong(reference);
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

        static Run comesAlong(String name) throws IOException {
            Path folder = Home.ofThisProgram().folder().resolve("models");
            return new CheckpointStore(folder).open(name);
        }
    }
}
