package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.ImageSet;
import org.patternscanner.training.TrainingEvents;
import org.patternscanner.training.TrainingRun;

/** Runs of a dense net, and runs on pixels in another order. */
@Tag("slow")
class DenseRunTest {

    @TempDir static Path models;

    @BeforeAll
    static void trains() {
        train("dense", "--network dense");
        train("mixed", "--pixel-order 7");
        train("both", "--network dense --pixel-order 7");
    }

    private static void train(String name, String more) {
        String options = "--epochs 2 --batch-size 32 --validation 200 --seed 1 " + more;
        Trained.trains(models, name, options).succeeds();
    }

    private static Outcome cnn(String command, String run, Object... more) {
        return User.cnn(command, "--model", run, "--models", models, more);
    }

    private static JsonObject json(String run) throws IOException {
        return Documents.read(models.resolve(run).resolve("run.json"));
    }

    @Test
    void runJsonSaysWhichNetwork() throws IOException {
        assertThat(text(json("dense"), "command")).contains(" --network dense ");
        assertThat(text(json("both"), "command")).contains(" --network dense --pixel-order 7 ");
        assertThat(text(json("mixed"), "command"))
                .contains(" --pixel-order 7 ")
                .doesNotContain("--network");
        assertThat(text(json("dense"), "architecture"))
                .isEqualTo(text(json("both"), "architecture"))
                .isNotEqualTo(text(json("mixed"), "architecture"));
    }

    /** Better than the tenth that guessing gets: the test images are in the same order. */
    @ParameterizedTest
    @ValueSource(strings = {"dense", "mixed", "both"})
    void evaluatesAndPredicts(String run) throws IOException {
        JsonObject document =
                cnn("evaluate", run, "--json").succeeds().json("evaluate/1", "accuracy");
        JsonObject json = json(run);
        assertThat(number(document, "accuracy"))
                .isGreaterThan(0.5)
                .isEqualTo(number(json, "test/correct") / number(json, "test/count"));
        cnn("predict", run, Trained.SEVEN, "--json").succeeds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect-filters",
                "feature-maps SEVEN",
                "saliency SEVEN",
                "patterns",
                "lab filter-surgery",
                "sandbox --port 0"
            })
    void aDenseNetHasNoFilters(String command, @TempDir Path temp) {
        cnn(command.replace("SEVEN", Trained.SEVEN.toString()), "dense")
                .failsWith("Run dense is a dense net, which has", "a run of the CNN with --model");
    }

    /** Each command that takes a network, and what to type for it to read or to refuse one. */
    private static Map<String, List<?>> wordsOf(Path temp) {
        Path digit = Trained.SEVEN;
        return Map.ofEntries(
                Map.entry("predict", List.of(digit, "--explain")),
                Map.entry("evaluate", List.of()),
                Map.entry("export", List.of("--output", temp.resolve("cnn.npz"))),
                Map.entry("feature-maps", List.of(digit)),
                Map.entry("inspect-filters", List.of()),
                Map.entry("lab", List.of("filter-surgery", "--output", temp)),
                Map.entry("lesson", List.of("--no-quiz", "--output", temp)),
                Map.entry("patterns", List.of("--layer", "fc1")),
                Map.entry("receptive-field", List.of("--measured")),
                Map.entry("saliency", List.of(digit)),
                Map.entry("sandbox", List.of("--port", "0")));
    }

    private static final Set<String> READ_ANY_ORDER = Set.of("predict", "evaluate");

    @Test
    void everyCommandReadsARunOfAnotherPixelOrderTrulyOrRefusesIt(@TempDir Path temp) {
        Map<String, List<?>> words = wordsOf(temp);
        Set<String> withModel = new TreeSet<>();
        Cnn.commandLine(Map.of())
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            if (command.getCommandSpec().findOption("--model") != null) {
                                withModel.add(name);
                            }
                        });
        assertThat(words.keySet()).containsExactlyInAnyOrderElementsOf(withModel);
        for (String command : withModel) {
            Outcome outcome = cnn(command, "mixed", requireNonNull(words.get(command)));
            if (READ_ANY_ORDER.contains(command)) {
                assertThat(outcome.succeeds().by()).startsWith("by mixed, epoch 2, ");
            } else {
                assertRefusesTheOrder(outcome);
            }
        }
    }

    private static void assertRefusesTheOrder(Outcome outcome) {
        outcome.failsWith("Run mixed reads its pixels in another order (--pixel-order), ");
        assertThat(outcome.err()).contains("--model").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "grad-cam", "occlusion"})
    void noMapIsDrawnOverOtherPixels(String method, @TempDir Path temp) {
        Path map = temp.resolve("map.png");
        assertRefusesTheOrder(
                cnn("saliency --method " + method, "mixed", Trained.SEVEN, "-o", map));
        assertThat(map).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"equivariance", "filter-surgery", "hierarchy", "pooling", "training-film"})
    void noExperimentLooksIntoARunOfAnotherPixelOrder(String lab, @TempDir Path temp) {
        assertRefusesTheOrder(cnn("lab", "mixed", lab, "--no-quiz", "--output", temp));
    }

    /** Stopped in the second epoch and taken up again: the same bits as those never stopped. */
    @Test
    void goesOnWhereItStopped() throws IOException {
        CheckpointStore store = new CheckpointStore(models);
        RunConfig config = store.open("both").info().config();
        ImageSet data = ImageSet.in(Trained.DATA);
        Run run =
                store.create(
                        "again", true, name -> RunInfo.begun(name, config, data, Map.of("a", "1")));
        AtomicInteger steps = new AtomicInteger();
        TrainingEvents silence = new TrainingEvents() {};
        boolean ended =
                new TrainingRun(run, data, silence, () -> steps.incrementAndGet() > 40)
                        .train(Device.cpu());
        assertThat(ended).isFalse();
        assertThat(run.info().lastEpoch()).isEqualTo(1);

        User.cnn("train --resume again", "--models", models).succeeds();

        assertThat(models.resolve("again/epoch-0002.params"))
                .hasSameBinaryContentAs(models.resolve("both/epoch-0002.params"));
    }

    /** Before there was a choice, run.json did not speak of it. */
    @Test
    void readsARunThatNamesNoNetwork() throws IOException {
        assertThat(json("mixed").getAsJsonObject("config").has("network")).isFalse();
        JsonObject plain = Documents.read(Path.of("models/plain/run.json"));
        assertThat(plain.getAsJsonObject("config").keySet())
                .doesNotContain("network", "pixelOrder");
        User.cnn("inspect-filters --model plain").succeeds();
    }
}
