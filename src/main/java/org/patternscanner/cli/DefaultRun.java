package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.CheckpointStore.Found;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.NetworkKind;

/**
 * Which run a command takes when none is named: the newest that surprises nobody. It was trained
 * here to its end, is the lesson's network, knows MNIST as it is, and reads it well. Any other is
 * taken by its name alone.
 *
 * @param run empty if there is none such
 * @param passedOver a sentence about the newest run that was passed over, and one about the newest
 *     that cannot be read; runs that are older than the one taken are not mentioned
 */
record DefaultRun(Optional<Run> run, List<String> passedOver) {

    /** Below it a network's answers are mostly of its training, not of its architecture. */
    private static final double ACCURATE = 0.9;

    /**
     * Looks for it.
     *
     * @throws IOException if the folder of all runs cannot be read
     */
    static DefaultRun in(CheckpointStore store) throws IOException {
        List<String> byName = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Found found : store.newestFirst()) {
            Run run = found.run();
            if (run == null) {
                broken.add(Errors.sentence(requireNonNull(found.failure())));
                continue;
            }
            String reason = whyNot(run.info());
            if (reason == null) {
                return new DefaultRun(Optional.of(run), sentences(byName, broken));
            }
            byName.add("%s, %s: --model %1$s takes it".formatted(found.name(), reason));
        }
        return new DefaultRun(Optional.empty(), sentences(byName, broken));
    }

    private static List<String> sentences(List<String> byName, List<String> broken) {
        List<String> sentences = new ArrayList<>();
        if (!byName.isEmpty()) {
            sentences.add("Your newest run, %s%s.".formatted(byName.get(0), more(byName)));
        }
        if (!broken.isEmpty()) {
            String first = broken.get(0).lines().findFirst().orElseThrow();
            sentences.add("Passed over%s: %s".formatted(more(broken), first));
        }
        return sentences;
    }

    private static String more(List<String> all) {
        return all.size() == 1 ? "" : " (and %d more)".formatted(all.size() - 1);
    }

    /** What is said of a run that no command takes by itself; null if it may be taken. */
    static @Nullable String whyNot(RunInfo run) {
        if (run.isImported()) {
            return "was imported";
        } else if (run.isFromPage()) {
            return "was begun on the page";
        } else if (run.config().kind() != NetworkKind.CNN) {
            return "is a " + run.config().kind().label();
        } else if (!run.config().dataSet().equals(ImageSet.MNIST)) {
            return "was trained on other images than MNIST";
        } else if (run.config().pixelOrder() != null) {
            return "reads its pixels in another order";
        }
        RunInfo.TestResult test = run.test();
        if (test == null) {
            int epochs = run.config().recipe().epochs();
            return run.isTrained()
                    ? "has not been tested yet"
                    : "has finished %d of %d epochs".formatted(run.lastEpoch(), epochs);
        }
        double accuracy = accuracy(run, test);
        // Rounded down, or 89.7 % would be 90.
        return accuracy >= ACCURATE ? null : "reads %.0f %%".formatted(Math.floor(100 * accuracy));
    }

    /** Of held-out images; of the test's where none were held out. */
    private static double accuracy(RunInfo run, RunInfo.TestResult test) {
        Double held = run.epochs().get(test.epoch() - 1).validationAccuracy();
        return held == null ? test.accuracy().value() : held;
    }
}
