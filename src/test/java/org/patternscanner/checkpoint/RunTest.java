package org.patternscanner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.TinyMnist;
import org.patternscanner.network.Normalization;
import org.patternscanner.training.TrainingEvents;
import org.patternscanner.training.TrainingRun;

/** A run of two epochs on disk, and what can become of it there. */
class RunTest {

    private static final String NAME = "run";

    @TempDir static Path shared;
    private static CheckpointStore trained;
    private static ImageSet data;

    @TempDir Path temp;
    private CheckpointStore store;
    private Path folder;

    @BeforeAll
    static void trainsTwoEpochs() throws IOException {
        data = ImageSet.in(TinyMnist.write(shared.resolve("data"), 48, 10));
        trained = new CheckpointStore(shared.resolve("models"));
        Run run = trained.create(NAME, true, RunTest::info);
        new TrainingRun(run, data, new TrainingEvents() {}, () -> false).train(Device.cpu());
    }

    private static RunInfo info(String name) {
        RunConfig config =
                new RunConfig(
                        shared.resolve("data").toString(),
                        new Recipe(2, 16, 0.004, Recipe.Schedule.ONE_CYCLE, 0.01, false, 0, 0),
                        16,
                        null,
                        1,
                        "cpu",
                        1);
        return new RunInfo(
                RunInfo.SCHEMA,
                name,
                "2026-01-01T00:00:00Z",
                Architecture.SIMPLE_CNN.fingerprint(),
                config.command(),
                config,
                Normalization.MNIST,
                data.sha256(),
                Map.of("cnn", "test"),
                List.of(),
                null,
                Map.of(),
                null);
    }

    @BeforeEach
    void aCopyToDamage() throws IOException {
        store = new CheckpointStore(temp.resolve("models"));
        folder = store.folder().resolve(NAME);
        try (Stream<Path> entries = Files.walk(trained.folder())) {
            for (Path entry : entries.toList()) {
                Files.copy(
                        entry,
                        store.folder().resolve(trained.folder().relativize(entry).toString()));
            }
        }
    }

    @Test
    void isAFolderOfNamedFilesAndNothingElse() throws IOException {
        assertThat(names(folder))
                .containsExactly(
                        "epoch-0000.params",
                        "epoch-0001.params",
                        "epoch-0002.params",
                        "lock",
                        "metrics.jsonl",
                        "optimizer-0002.safetensors",
                        "run.json");
        assertThat(names(store.folder())).containsExactly("latest", NAME);
        assertThat(Files.readString(store.folder().resolve("latest")).strip()).isEqualTo(NAME);
    }

    @Test
    void namesEachFileWithItsChecksum() throws Exception {
        JsonObject files = json().getAsJsonObject("files");

        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "epoch-0000.params",
                        "epoch-0001.params",
                        "epoch-0002.params",
                        "optimizer-0002.safetensors");
        for (String name : files.keySet()) {
            assertThat(files.get(name).getAsString()).isEqualTo(sha256(folder.resolve(name)));
        }
    }

    @Test
    void saysTheSameOfItsEpochsInBothFiles() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));

        assertThat(lines).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
            assertThat(line).isEqualTo(json().getAsJsonArray("epochs").get(i));
            assertThat(line.keySet())
                    .containsExactly(
                            "epoch",
                            "trainLoss",
                            "validationLoss",
                            "validationAccuracy",
                            "temperature",
                            "seconds");
            assertThat(line.get("epoch").getAsInt()).isEqualTo(i + 1);
        }
    }

    @Test
    void findsItsEpochs() throws IOException {
        Run run = store.open(NAME);

        assertThat(run.epoch("last")).isEqualTo(2);
        assertThat(run.epoch("1")).isEqualTo(1);
        assertThat(run.epoch("best")).isEqualTo(run.info().bestEpoch()).isBetween(1, 2);
        assertThatThrownBy(() -> run.epoch("99"))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Run run has no epoch 99; its checkpoints are those of epochs 0, 1, 2.");
        assertThatThrownBy(() -> run.epoch("-1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> run.epoch("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isFoundByItsNameItsFolderAndAsTheNewest() throws IOException {
        assertThat(store.open(NAME).folder()).isEqualTo(folder);
        assertThat(store.open(folder.toString()).folder()).isEqualTo(folder);
        assertThat(store.latest().orElseThrow().folder()).isEqualTo(folder);
        assertThatThrownBy(() -> store.open("../models/" + NAME))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "There is no run '../models/run' in "
                                + store.folder()
                                + ", and no such folder.");
    }

    @Test
    void leavesANameToWhomItBelongs() throws IOException {
        assertThatThrownBy(() -> store.create(NAME, true, RunTest::info))
                .isInstanceOf(IOException.class)
                .hasMessage("There is a run run already; choose another --name.");

        Run second = store.create(NAME, false, RunTest::info);

        assertThat(second.folder().getFileName()).hasToString("run-2");
        assertThat(second.info().name()).isEqualTo("run-2");
        assertThat(store.latest().orElseThrow().folder()).isEqualTo(second.folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "latest", ".hidden", "-x", "a/b", "a\\b", "ä", "a b"})
    void refusesANameThatIsNoFoldersName(String name) {
        assertThatThrownBy(() -> store.create(name, true, RunTest::info))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + name + "' cannot be a run's name: ");
        assertThat(names(store.folder())).containsExactly("latest", NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "nosuch", "../run", "\uD83D\uDE00"})
    void takesALatestThatNamesNoRunForNone(String content) throws IOException {
        Files.writeString(store.folder().resolve("latest"), content);

        assertThat(store.latest()).isEmpty();
    }

    @Test
    void takesALatestThatIsNoTextForNone() throws IOException {
        Files.write(store.folder().resolve("latest"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(store.latest()).isEmpty();
    }

    // ---- run.json, damaged

    /** Wherever it breaks off, it is one sentence; nowhere is it taken for whole. */
    @Test
    void refusesADescriptionThatBreaksOff() throws IOException {
        byte[] whole = Files.readAllBytes(file());
        int end = new String(whole, StandardCharsets.UTF_8).stripTrailing().length();
        for (int length = 0; length < end; length += 7) {
            Files.write(file(), Arrays.copyOf(whole, length));

            refuses(file() + " is ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello|F is damaged: it is not the JSON of a run.",
                "[]|F is damaged: it is not the JSON of a run.",
                "null|F is damaged: it is not the JSON of a run.",
                "42|F is damaged: it is not the JSON of a run.",
                "{}|F is not the description of a run.",
                "{\"schema\":{}}|F is not the description of a run.",
                "{\"schema\":\"run/1\"}|F is of schema 'run/1', and this program reads 'run/2' and"
                        + " 'run/3': use the version of cnn that wrote it.",
                "{\"schema\":\"run/2\"}|F is damaged: a fact is missing."
            })
    void refusesWhatIsNoDescription(String content, String sentence) throws IOException {
        Files.writeString(file(), content);

        refuses(sentence.replaceFirst("^F ", file() + " "));
    }

    @Test
    void refusesADescriptionThatIsNoText() throws IOException {
        Files.write(file(), new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'});

        refuses(file() + " is damaged: ");
    }

    @Test
    void refusesAnotherNetwork() throws IOException {
        JsonObject json = json();
        json.addProperty("architecture", "TinyCNN");
        Files.writeString(file(), json.toString());

        refuses(file() + " describes another network than this program's SimpleCNN: TinyCNN.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "architecture",
                "config",
                "normalization",
                "dataSha256",
                "epochs",
                "files",
                "config.dataSet",
                "config.recipe",
                "config.recipe.epochs",
                "config.recipe.batchSize",
                "config.recipe.learningRate",
                "config.recipe.schedule",
                "config.device",
                "config.threads",
                "normalization.standardDeviation"
            })
    void refusesADescriptionThatLacksAFact(String fact) throws IOException {
        JsonObject json = json();
        List<String> steps = List.of(fact.split("\\.", -1));
        JsonObject parent = json;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = parent.getAsJsonObject(step);
        }
        parent.remove(steps.get(steps.size() - 1));
        Files.writeString(file(), json.toString());

        refuses(file() + " is damaged: ");
    }

    @ParameterizedTest
    @CsvSource({
        "name, [1]",
        "config, 5",
        "config, []",
        "epochs, {}",
        "epochs, '[null]'",
        "epochs, '[5]'",
        "files, []",
        "files, '{\"epoch-0001.params\":{}}'",
        "normalization, '\"x\"'",
        "test, '\"x\"'",
        "architecture, null"
    })
    void refusesAFactOfAnotherKind(String fact, String value) throws IOException {
        JsonObject json = json();
        json.add(fact, JsonParser.parseString(value));
        Files.writeString(file(), json.toString());

        refuses(file() + " is damaged: ");
    }

    @ParameterizedTest
    @CsvSource({
        "recipe, '\"quick\"'",
        "device, '\"toaster\"'",
        "threads, -2",
        "threads, 0",
        "limit, 0",
        "validation, -1"
    })
    void refusesASettingThatNoTrainingCanHave(String setting, String value) throws IOException {
        JsonObject json = json();
        json.getAsJsonObject("config").add(setting, JsonParser.parseString(value));
        Files.writeString(file(), json.toString());

        refuses(file() + " is damaged: ");
    }

    @ParameterizedTest
    @CsvSource({
        "epochs, 0",
        "epochs, -1",
        "epochs, 1e99",
        "batchSize, 0",
        "batchSize, -64",
        "learningRate, '\"fast\"'",
        "schedule, '\"nosuch\"'",
        "weightDecay, -1",
        "labelSmoothing, 1",
        "labelSmoothing, -0.1",
        "averaging, -1"
    })
    void refusesARecipeThatNoTrainingCanHave(String setting, String value) throws IOException {
        JsonObject json = json();
        json.getAsJsonObject("config")
                .getAsJsonObject("recipe")
                .add(setting, JsonParser.parseString(value));
        Files.writeString(file(), json.toString());

        refuses(file() + " is damaged: ");
    }

    @Test
    void refusesAFolderWithoutADescription() throws IOException {
        Files.delete(file());

        refuses(folder + " is not a run: it has no run.json.");
    }

    private void refuses(String start) {
        assertThatThrownBy(() -> store.open(NAME))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.getMessage()).startsWith(start).endsWith("."))
                .satisfies(RunTest::isOneSentence);
    }

    private static void isOneSentence(Throwable e) {
        assertThat(e.getMessage())
                .doesNotContain("\n", "Exception", "java.", "com.google", "null")
                .doesNotContain("ai.djl");
    }

    // ---- parameters and the optimizer's state, damaged

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "truncated", "one bit", "another epoch's"})
    void refusesParametersThatAreNotWhatWasWritten(String damage) throws IOException {
        damage(folder.resolve("epoch-0002.params"), damage);
        Run run = store.open(NAME);

        assertThatThrownBy(() -> run.load(2, Device.cpu()).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("epoch-0002.params") + " is ")
                .hasMessageEndingWith("choose another epoch with --epoch, or train again.")
                .satisfies(RunTest::isOneSentence);
        run.load(1, Device.cpu()).close();
    }

    /** Somebody else's file, with a checksum that somebody else wrote. */
    @ParameterizedTest
    @ValueSource(strings = {"empty", "truncated", "text"})
    void refusesForeignParameters(String damage) throws Exception {
        Path file = folder.resolve("epoch-0002.params");
        damage(file, damage);
        vouchFor(file);

        assertThatThrownBy(() -> store.open(NAME).load(2, Device.cpu()).close())
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a checkpoint of SimpleCNN.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "truncated", "one bit", "text"})
    void goesOnWithNoOptimizerThatIsNotWhatWasWritten(String damage) throws Exception {
        unfinish();
        Path optimizer = folder.resolve("optimizer-0002.safetensors");
        damage(optimizer, damage);
        Map<String, String> before = content();

        assertThatThrownBy(this::resume)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(optimizer + " is ")
                .hasMessageNotContaining("--epoch")
                .satisfies(RunTest::isOneSentence);
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "truncated", "text"})
    void goesOnWithNoForeignOptimizer(String damage) throws Exception {
        unfinish();
        Path optimizer = folder.resolve("optimizer-0002.safetensors");
        damage(optimizer, damage);
        vouchFor(optimizer);
        Map<String, String> before = content();

        assertThatThrownBy(this::resume)
                .isInstanceOf(IOException.class)
                .satisfies(RunTest::isOneSentence);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void goesOnWithNoDamagedParametersAndOverwritesNothing() throws Exception {
        unfinish();
        damage(folder.resolve("epoch-0002.params"), "one bit");
        Map<String, String> before = content();

        assertThatThrownBy(this::resume).isInstanceOf(IOException.class);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void clearsAwayWhatAStopLeftBehind() throws Exception {
        unfinish();
        Files.writeString(folder.resolve("run.json.tmp"), "{");
        Files.writeString(
                Files.createDirectory(folder.resolve("saving123")).resolve("epoch-0003.params"),
                "");
        Files.writeString(folder.resolve("epoch-0003.params"), "half");

        resume();

        assertThat(names(folder))
                .contains("epoch-0003.params", "optimizer-0003.safetensors")
                .doesNotContain("run.json.tmp", "saving123", "optimizer-0002.safetensors");
        store.open(NAME).load(3, Device.cpu()).close();
    }

    @Test
    void isTrainedByOneTrainerAtATime() throws Exception {
        unfinish();
        Run.Lock lock = store.open(NAME).lock();
        Map<String, String> before = content();

        assertThatThrownBy(this::resume)
                .isInstanceOf(IOException.class)
                .hasMessage("Run run is being trained by another process.");
        assertThat(content()).isEqualTo(before);

        lock.release();
        resume();
        assertThat(store.open(NAME).info().lastEpoch()).isEqualTo(3);
    }

    /** As if the run had been begun with three epochs. */
    private void unfinish() throws IOException {
        JsonObject json = json();
        json.getAsJsonObject("config").getAsJsonObject("recipe").addProperty("epochs", 3);
        json.remove("test");
        Files.writeString(file(), json.toString());
    }

    private void resume() throws IOException {
        Run run = store.open(NAME);
        new TrainingRun(run, data, new TrainingEvents() {}, () -> false).train(Device.cpu());
    }

    private void damage(Path file, String damage) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        switch (damage) {
            case "missing" -> Files.delete(file);
            case "empty" -> Files.write(file, new byte[0]);
            case "truncated" -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            case "one bit" -> {
                whole[whole.length / 2] ^= 1;
                Files.write(file, whole);
            }
            case "another epoch's" ->
                    Files.write(file, Files.readAllBytes(folder.resolve("epoch-0001.params")));
            case "text" -> Files.writeString(file, "These are no parameters at all, but a text.");
            default -> throw new IllegalArgumentException(damage);
        }
    }

    private void vouchFor(Path file) throws Exception {
        JsonObject json = json();
        json.getAsJsonObject("files").addProperty(file.getFileName().toString(), sha256(file));
        Files.writeString(file(), json.toString());
    }

    private Path file() {
        return folder.resolve("run.json");
    }

    private JsonObject json() throws IOException {
        return JsonParser.parseString(Files.readString(file())).getAsJsonObject();
    }

    private Map<String, String> content() throws Exception {
        Map<String, String> content = new TreeMap<>();
        for (String name : names(folder)) {
            if (!name.equals("lock")) {
                content.put(name, sha256(folder.resolve(name)));
            }
        }
        return content;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static Set<String> names(Path folder) {
        Set<String> names = new TreeSet<>();
        String[] all = folder.toFile().list();
        if (all != null) {
            names.addAll(List.of(all));
        }
        return names;
    }
}
