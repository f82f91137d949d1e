package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private static final String[] TRAIN = {
        "--epochs", "2", "--batch-size", "32", "--validation", "200", "--seed", "1"
    };

    @BeforeAll
    static void trains() {
        train("dense", "--network", "dense").succeeds();
        train("mixed", "--pixel-order", "7").succeeds();
        train("both", "--network", "dense", "--pixel-order", "7").succeeds();
    }

    private static Outcome train(String name, String... more) {
        String[] words = {
            "train",
            "--data",
            Trained.DATA.toString(),
            "--models",
            models.toString(),
            "--name",
            name
        };
        return User.cnn(concat(concat(words, TRAIN), more));
    }

    private static Object[] concat(Object[] first, Object[] second) {
        Object[] all = Arrays.copyOf(first, first.length + second.length, Object[].class);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static Outcome cnn(String command, String run, Object... more) {
        return User.cnn(concat(new Object[] {command, "--model", run, "--models", models}, more));
    }

    private static JsonObject json(String run) throws IOException {
        return JsonParser.parseString(Files.readString(models.resolve(run).resolve("run.json")))
                .getAsJsonObject();
    }

    @Test
    void runJsonSaysWhichNetwork() throws IOException {
        assertThat(json("dense").get("command").getAsString()).contains(" --network dense ");
        assertThat(json("both").get("command").getAsString())
                .contains(" --network dense --pixel-order 7 ");
        assertThat(json("mixed").get("command").getAsString())
                .contains(" --pixel-order 7 ")
                .doesNotContain("--network");
        assertThat(json("dense").get("architecture").getAsString())
                .isEqualTo(json("both").get("architecture").getAsString())
                .isNotEqualTo(json("mixed").get("architecture").getAsString());
    }

    /** Better than the tenth that guessing gets: the test images are in the same order. */
    @ParameterizedTest
    @ValueSource(strings = {"dense", "mixed", "both"})
    void evaluates(String run) throws IOException {
        JsonObject document =
                cnn("evaluate", run, "--json").succeeds().json("evaluate/1", "accuracy");
        assertThat(document.get("accuracy").getAsDouble()).isGreaterThan(0.5);
        assertThat(document.get("accuracy").getAsDouble())
                .isEqualTo(accuracy(json(run).getAsJsonObject("test")));
    }

    private static double accuracy(JsonObject test) {
        return test.get("correct").getAsDouble() / test.get("count").getAsDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "mixed", "both"})
    void predicts(String run, @TempDir Path temp) {
        User.cnn("sample --index 0", "--output", temp.resolve("digit.png")).succeeds();
        cnn("predict", run, temp.resolve("digit.png"), "--json").succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect-filters", "feature-maps", "saliency", "patterns"})
    void aDenseNetHasNoFilters(String command, @TempDir Path temp) {
        User.cnn("sample --index 0", "--output", temp.resolve("digit.png")).succeeds();
        Object[] more =
                command.equals("feature-maps") || command.equals("saliency")
                        ? new Object[] {temp.resolve("digit.png")}
                        : new Object[0];
        cnn(command, "dense", more)
                .failsWith("Run dense is a dense net, which has", "a run of the CNN with --model");
    }

    /** Each command that takes a network, and what to type for it to read or to refuse one. */
    private static Map<String, List<String>> wordsOf(Path temp) {
        String digit = temp.resolve("digit.png").toString();
        return Map.ofEntries(
                Map.entry("predict", List.of(digit, "--explain")),
                Map.entry("evaluate", List.of()),
                Map.entry("export", List.of("--output", temp.resolve("cnn.npz").toString())),
                Map.entry("feature-maps", List.of(digit)),
                Map.entry("inspect-filters", List.of()),
                Map.entry("lab", List.of("filter-surgery", "--output", temp.toString())),
                Map.entry("lesson", List.of("--no-quiz", "--output", temp.toString())),
                Map.entry("patterns", List.of("--layer", "fc1")),
                Map.entry("receptive-field", List.of("--measured")),
                Map.entry("saliency", List.of(digit)),
                Map.entry("sandbox", List.of("--port", "0")));
    }

    private static final Set<String> READ_ANY_ORDER = Set.of("predict", "evaluate");

    @Test
    void everyCommandReadsARunOfAnotherPixelOrderTrulyOrRefusesIt(@TempDir Path temp) {
        User.cnn("sample", "--index", "0", "--output", temp.resolve("digit.png")).succeeds();
        Map<String, List<String>> words = wordsOf(temp);
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
            Outcome outcome = cnn(command, "mixed", requireNonNull(words.get(command)).toArray());
            if (READ_ANY_ORDER.contains(command)) {
                outcome.succeeds();
                assertThat(outcome.by()).startsWith("by mixed, epoch 2, ");
            } else {
                assertRefusesTheOrder(outcome);
            }
        }
    }

    private static void assertRefusesTheOrder(Outcome outcome) {
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("cnn: Run mixed reads its pixels in another order (--pixel-order), ")
                .contains("--model")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient", "grad-cam", "occlusion"})
    void noMapIsDrawnOverOtherPixels(String method, @TempDir Path temp) {
        Path digit = temp.resolve("digit.png");
        User.cnn("sample", "--index", "0", "--output", digit).succeeds();
        Path map = temp.resolve("map.png");
        assertRefusesTheOrder(cnn("saliency", "mixed", digit, "--method", method, "-o", map));
        assertThat(map).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"equivariance", "filter-surgery", "pooling", "training-film"})
    void noExperimentLooksIntoARunOfAnotherPixelOrder(String lab, @TempDir Path temp) {
        assertRefusesTheOrder(cnn("lab", "mixed", lab, "--no-quiz", "--output", temp));
    }

    @Test
    void aDenseNetCannotBeOperatedOn(@TempDir Path temp) {
        cnn("lab", "dense", "filter-surgery", "--output", temp)
                .failsWith("Run dense is a dense net, which has", "a run of the CNN with --model");
    }

    @Test
    void theSandboxShowsACnn() {
        cnn("sandbox", "dense", "--port", 0)
                .failsWith("Run dense is a dense net, which has", "a run of the CNN with --model");
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

        assertThat(Files.readAllBytes(models.resolve("again/epoch-0002.params")))
                .isEqualTo(Files.readAllBytes(models.resolve("both/epoch-0002.params")));
    }

    /** Before there was a choice, run.json did not speak of it. */
    @Test
    void readsARunThatNamesNoNetwork() throws IOException {
        JsonObject config = json("mixed").getAsJsonObject("config");
        assertThat(config.has("network")).isFalse();
        JsonObject pretrained =
                JsonParser.parseString(Files.readString(Path.of("models/pretrained/run.json")))
                        .getAsJsonObject()
                        .getAsJsonObject("config");
        assertThat(pretrained.has("network")).isFalse();
        assertThat(pretrained.has("pixelOrder")).isFalse();
        User.cnn("inspect-filters --model pretrained").succeeds();
    }
}
