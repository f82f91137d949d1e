package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.sha256;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.TinyMnist;

/** Trainings that are killed, that lose their folder, and that run side by side. */
@Tag("slow")
class DisturbedTrainingTest {

    /** {@code ./mvnw -Dquick -Dtest=DisturbedTrainingTest -Dkills=200 test} tries hard. */
    private static final int KILLS = Integer.getInteger("kills", 2);

    private static final long SEED = Long.getLong("seed", 1);

    private static final int EPOCHS = 25;

    /** A start takes about a second, an epoch and its saving a tenth. */
    private static final int LONGEST_LIFE_MILLIS = 2_000;

    @TempDir Path temp;
    private Path data;

    @BeforeEach
    void writesData() {
        data = TinyMnist.write(temp.resolve("data"), 60, 20);
    }

    /**
     * At any moment: before the run is there, in an epoch, while one is saved. A training that
     * comes to its end meanwhile is compared with the unbroken one, and another begun.
     */
    @Test
    void endsWithTheSameBitsHoweverOftenAndWheneverItIsKilled() throws Exception {
        Random random = new Random(SEED);
        Path models = temp.resolve("models");
        starts("unbroken", models, EPOCHS).ends().succeeds();
        Map<String, String> unbroken = results(models.resolve("unbroken"));
        int number = 1;
        int finished = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Path run = models.resolve("run" + number);
            Child child = start(models, "run" + number);
            Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
            child.kills();
            int epochs = Files.exists(run.resolve("run.json")) ? checked(run) : 0;
            assertThat(epochs).as("kill %d, seed %d", kill, SEED).isGreaterThanOrEqualTo(finished);
            finished = epochs;
            if (epochs == EPOCHS) {
                assertEnds(models, "run" + number, unbroken);
                number++;
                finished = 0;
            }
        }
        assertEnds(models, "run" + number, unbroken);
    }

    private void assertEnds(Path models, String name, Map<String, String> unbroken)
            throws Exception {
        start(models, name).ends().isForPeople().succeeds();

        Path run = models.resolve(name);
        assertThat(results(run)).isEqualTo(unbroken);
        assertThat(run.toFile().list())
                .noneMatch(file -> file.startsWith("saving") || file.endsWith(".tmp"));
    }

    /** Takes the run up, or begins it, as its user would. */
    private Child start(Path models, String name) throws Exception {
        Path run = models.resolve(name);
        if (Files.exists(run.resolve("run.json"))) {
            return Child.starts(temp, List.of(), "train", "--resume", name, "--models", models);
        }
        deleteUnfinished(run); // killed before it was anything
        return starts(name, models, EPOCHS);
    }

    private static void deleteUnfinished(Path run) throws IOException {
        if (Files.isDirectory(run)) {
            try (Stream<Path> files = Files.list(run)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".tmp")).toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(run);
        }
    }

    private Child starts(String name, Path models, int epochs) throws Exception {
        return Child.starts(temp, List.of(), train(epochs), "--models", models, "--name", name);
    }

    private Object[] train(int epochs) {
        String options = "train --batch-size 10 --validation 20 --seed 3 --augment --epochs ";
        return new Object[] {options + epochs, "--data", data};
    }

    /** How many epochs are finished; the checksum of each file that counts must be right. */
    private static int checked(Path run) throws Exception {
        JsonObject info = Documents.read(run.resolve("run.json"));
        for (Map.Entry<String, JsonElement> file : info.getAsJsonObject("files").entrySet()) {
            assertThat(sha256(run.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue().getAsString());
        }
        return info.getAsJsonArray("epochs").size();
    }

    /** All that must agree, bit for bit: everything but names and times. */
    private static Map<String, String> results(Path run) throws Exception {
        JsonObject info = Documents.read(run.resolve("run.json"));
        Map<String, String> results = new TreeMap<>();
        results.put("test", info.get("test").toString());
        for (String file : info.getAsJsonObject("files").keySet()) {
            results.put(file, sha256(run.resolve(file)));
        }
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonObject metrics = JsonParser.parseString(line).getAsJsonObject();
            metrics.remove("seconds");
            results.put("epoch " + metrics.get("epoch"), metrics.toString());
        }
        return results;
    }

    /** Mostly begun in the same second, so that they ask for the same name. */
    @Tag("thorough")
    @Test
    void twoTrainingsInOneFolderDoNotDisturbEachOther() throws Exception {
        Path models = temp.resolve("models");
        Child one = Child.starts(temp, List.of(), train(3), "--models", models);
        Child other = Child.starts(temp, List.of(), train(3), "--models", models);
        Child alone = starts("alone", temp.resolve("alone"), 3);

        one.ends().isForPeople().succeeds();
        other.ends().isForPeople().succeeds();
        alone.ends().succeeds();

        List<Path> runs;
        try (Stream<Path> entries = Files.list(models)) {
            runs = entries.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(runs).hasSize(2);
        for (Path run : runs) {
            assertThat(checked(run)).isEqualTo(3);
            assertThat(results(run)).isEqualTo(results(temp.resolve("alone/alone")));
        }
        assertThat(models.resolve(Files.readString(models.resolve("latest")))).isIn(runs);
    }

    @Test
    void refusesToTrainARunThatAnotherProcessTrainsWhichEndsWhenItsFolderIsGone() throws Exception {
        Path models = temp.resolve("models");
        Child child = starts("run", models, 9_000);
        child.until(() -> child.said().contains("epoch 1/9000:"));

        User.cnn("train --resume", "--models", models)
                .failsWith("Run run is being trained by another process.");
        Files.move(models.resolve("run"), models.resolve("elsewhere"));

        child.ends()
                .isForPeople()
                .failsWith(
                        "cnn: Epoch ", " could not be saved: ", models.resolve("run"), " is gone.");
        assertThat(checked(models.resolve("elsewhere"))).isPositive();
    }
}
