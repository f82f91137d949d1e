package org.patternscanner.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
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
import org.patternscanner.training.TrainingEvents;
import org.patternscanner.training.TrainingRun;

/** A run of two epochs on disk, and what can become of it there. */
class RunTest {

    private static final String NAME = "run";
    private static final String PARAMETERS = "epoch-0002.params";
    private static final String OPTIMIZER = "optimizer-0002.safetensors";

    private static final Set<String> WITH_CHECKSUMS =
            Set.of("epoch-0000.params", "epoch-0001.params", PARAMETERS, OPTIMIZER);

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
        train(trained.create(NAME, true, RunTest::info));
    }

    private static RunInfo info(String name) {
        Recipe recipe = new Recipe(2, 16, 0.004, Recipe.Schedule.ONE_CYCLE, 0.01, false, 0, 0, 0);
        String folder = shared.resolve("data").toString();
        RunConfig config = new RunConfig(folder, recipe, 16, null, 1, "cpu", 1, null, null, null);
        return RunInfo.begun(name, config, data, Map.of("cnn", "test"));
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
    void isAFolderOfNamedFilesAndNothingElseEachWithItsChecksum() throws Exception {
        assertThat(names(folder))
                .containsAll(WITH_CHECKSUMS)
                .contains("lock", "metrics.jsonl", "run.json")
                .hasSize(WITH_CHECKSUMS.size() + 3);
        assertThat(names(store.folder())).containsExactly("latest", NAME);
        assertThat(store.folder().resolve("latest")).content().isEqualToIgnoringNewLines(NAME);
        JsonObject files = json().getAsJsonObject("files");
        assertThat(files.keySet()).isEqualTo(WITH_CHECKSUMS);
        for (String name : files.keySet()) {
            assertThat(folder.resolve(name)).hasDigest("SHA-256", files.get(name).getAsString());
        }
    }

    @Test
    void saysTheSameOfItsEpochsInBothFiles() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));

        assertThat(lines).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
            assertThat(line).isEqualTo(json().getAsJsonArray("epochs").get(i));
            assertThat(String.join(" ", line.keySet()))
                    .isEqualTo(
                            "epoch trainLoss validationLoss validationAccuracy temperature seconds");
            assertThat(line.get("epoch").getAsInt()).isEqualTo(i + 1);
        }
    }

    @Test
    void findsItsEpochs() throws IOException {
        Run run = store.open(NAME);

        assertThat(run.epoch("last")).isEqualTo(2);
        assertThat(run.epoch("1")).isEqualTo(1);
        assertThat(run.epoch("best")).isEqualTo(run.info().bestEpoch()).isBetween(1, 2);
        assertThatIOException()
                .isThrownBy(() -> run.epoch("99"))
                .withMessageContainingAll("99", "0, 1, 2");
        assertThatIOException().isThrownBy(() -> run.epoch("-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> run.epoch("x"));
    }

    @Test
    void isFoundByItsNameItsFolderAndAsTheNewest() throws IOException {
        assertThat(store.open(NAME).folder()).isEqualTo(folder);
        assertThat(store.open(folder.toString()).folder()).isEqualTo(folder);
        assertThat(store.latest().orElseThrow().folder()).isEqualTo(folder);
        assertThatIOException()
                .isThrownBy(() -> store.open("../models/" + NAME))
                .withMessageContainingAll("'../models/run'", store.folder().toString());
    }

    @Test
    void leavesANameToWhomItBelongs() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> store.create(NAME, true, RunTest::info))
                .withMessageContainingAll("run run", "another --name");

        Run second = store.create(NAME, false, RunTest::info);

        assertThat(second.folder().getFileName()).hasToString("run-2");
        assertThat(second.info().name()).isEqualTo("run-2");
        assertThat(store.latest().orElseThrow().folder()).isEqualTo(second.folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "latest", ".hidden", "-x", "a/b", "a\\b", "ä", "a b"})
    void refusesANameThatIsNoFoldersName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.create(name, true, RunTest::info))
                .withMessageStartingWith("'" + name + "' cannot be a run's name: ");
        assertThat(names(store.folder())).containsExactly("latest", NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "nosuch", "../run", "\u00ff\u00fe\0"})
    void takesALatestThatNamesNoRunForNone(String content) throws IOException {
        Files.writeString(store.folder().resolve("latest"), content, ISO_8859_1); // also no text

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

            refuses(" is ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    hello                | not the JSON of a run.
                    []                   | not the JSON of a run.
                    null                 | not the JSON of a run.
                    42                   | not the JSON of a run.
                    {ÿþ}                 | is damaged:
                    {}                   | is not the description of a run.
                    {"schema":{}}        | is not the description of a run.
                    {"schema":"run/1"}   | use the version of cnn that wrote it.
                    {"schema":"run/2"}   | is damaged: a fact is missing.
                    """)
    void refusesWhatIsNoDescription(String content, String reason) throws IOException {
        Files.writeString(file(), content, ISO_8859_1);

        refuses(reason);
    }

    @Test
    void refusesAnotherNetwork() throws IOException {
        put("architecture", "\"TinyCNN\"");

        assertThatIOException()
                .isThrownBy(() -> store.open(NAME))
                .withMessageContaining("the file's is TinyCNN");
    }

    /** As after somebody changed the lesson's numbers: what differs, and a way out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    conv1, inputs=1, outputs=32  | conv1, inputs=1, outputs=16  | conv1: 32 filters here, 16 in the file
                    fc1, inputs=3136, outputs=128| fc1, inputs=3136, outputs=64 | fc1: 128 units here, 64 in the file
                    outputs=64, window=3p1       | outputs=64, window=5p2       | conv2: window 3p1 here, 5p2 in the file
                    ' Relu[name=relu1]'          | ''                           | relu1: only here
                    Relu[name=relu2]   | Relu[name=relu2] Relu[name=extra]      | extra: only in the file
                    """)
    void saysInTwoLinesWhatDiffersAfterAChangeOfTheNetwork(
            String here, String there, String difference) throws IOException {
        String architecture = Architecture.SIMPLE_CNN.fingerprint();
        assertThat(architecture).contains(here);
        put("architecture", "\"" + architecture.replace(here, there) + "\"");

        assertThatIOException()
                .isThrownBy(() -> store.open(NAME))
                .withMessageMatching(".*\n.*cnn train.*")
                .withMessageContainingAll(file() + "", difference + ".");
    }

    @Test
    void findsAllRunsTheNewestFirstAndTheBrokenOnesAmongThem() throws IOException {
        JsonObject json = json();
        for (String year : List.of("2024", "2027", "2025")) {
            json.addProperty("name", "of-" + year);
            json.addProperty("started", year + "-01-01T00:00:00+01:00");
            Path run = Files.createDirectory(store.folder().resolve("of-" + year));
            Files.writeString(run.resolve("run.json"), json.toString());
        }
        Path broken = Files.createDirectory(store.folder().resolve("broken"));
        Files.writeString(broken.resolve("run.json"), "{");
        Files.setLastModifiedTime(broken, FileTime.from(Instant.parse("2025-06-01T00:00:00Z")));
        Files.createDirectory(store.folder().resolve("no-run"));
        Files.createDirectory(store.folder().resolve("pretrained"));

        List<CheckpointStore.Found> found = store.newestFirst();

        assertThat(found)
                .extracting(CheckpointStore.Found::name)
                .containsExactly("of-2027", NAME, "broken", "of-2025", "of-2024");
        assertThat(found.get(2).run()).isNull();
        assertThat(found.get(2).failure()).hasMessageContaining(" is damaged: ");
        assertThat(new CheckpointStore(temp.resolve("nowhere")).newestFirst()).isEmpty();
    }

    /** Each fact, and what may not stand there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    name                            | gone ; [1]
                    architecture                    | gone ; null
                    config                          | gone ; 5 ; []
                    config.dataSet                  | gone
                    config.device                   | gone ; "toaster"
                    config.threads                  | gone ; -2 ; 0
                    config.limit                    | 0
                    config.validation               | -1
                    config.recipe                   | gone ; "quick"
                    config.recipe.epochs            | gone ; 0 ; -1 ; 1e99
                    config.recipe.batchSize         | gone ; 0 ; -64
                    config.recipe.learningRate      | gone ; "fast"
                    config.recipe.schedule          | gone ; "nosuch"
                    config.recipe.weightDecay       | -1
                    config.recipe.labelSmoothing    | 1 ; -0.1
                    config.recipe.averaging         | -1
                    normalization                   | gone ; "x"
                    normalization.standardDeviation | gone
                    dataSha256                      | gone
                    epochs                          | gone ; {} ; [null] ; [5]
                    files                           | gone ; [] ; {"epoch-0001.params":{}}
                    test                            | "x"
                    """)
    void refusesAFactThatIsMissingOrCannotBe(String fact, String values) throws IOException {
        String good = Files.readString(file());
        for (String value : values.split(" ; ", -1)) {
            Files.writeString(file(), good);
            put(fact, value);

            refuses(" is damaged: ");
        }
    }

    private void put(String path, String value) throws IOException {
        JsonObject json = json();
        JsonObject parent = json;
        int dot;
        while ((dot = path.indexOf('.')) >= 0) {
            parent = parent.getAsJsonObject(path.substring(0, dot));
            path = path.substring(dot + 1);
        }
        if (value.equals("gone")) {
            parent.remove(path);
        } else {
            parent.add(path, JsonParser.parseString(value));
        }
        Files.writeString(file(), json.toString());
    }

    @Test
    void refusesAFolderWithoutADescription() throws IOException {
        Files.delete(file());

        assertThatIOException()
                .isThrownBy(() -> store.open(NAME))
                .withMessage(folder + " is not a run: it has no run.json.");
    }

    private void refuses(String reason) {
        assertThatIOException()
                .isThrownBy(() -> store.open(NAME))
                .withMessageStartingWith(file() + " ")
                .withMessageContaining(reason)
                .withMessageEndingWith(".")
                .satisfies(RunTest::isOneSentence);
    }

    private static void isOneSentence(Throwable e) {
        assertThat(e.getMessage())
                .doesNotContain("\n", "Exception", "java.", "com.google", "null", "ai.djl");
    }

    // ---- parameters and the optimizer's state, damaged

    /** Vouched for: it is somebody else's file, with a checksum that somebody else wrote. */
    @ParameterizedTest
    @CsvSource({
        "missing, false",
        "empty, false",
        "truncated, false",
        "one bit, false",
        "another epoch's, false",
        "empty, true",
        "truncated, true",
        "text, true"
    })
    void refusesParametersThatAreNotWhatWasWritten(String damage, boolean vouched)
            throws Exception {
        Path parameters = folder.resolve(PARAMETERS);
        damage(parameters, damage, vouched);
        Run run = store.open(NAME);

        assertThatIOException()
                .isThrownBy(() -> run.load(2, Device.cpu()).close())
                .withMessageStartingWith(parameters + " is ")
                .withMessageEndingWith(
                        vouched
                                ? "is not a checkpoint of SimpleCNN."
                                : "choose another epoch with --epoch, or train again.")
                .satisfies(RunTest::isOneSentence);
        run.load(1, Device.cpu()).close();
    }

    @ParameterizedTest
    @CsvSource({
        PARAMETERS + ", one bit, false",
        OPTIMIZER + ", missing, false",
        OPTIMIZER + ", empty, false",
        OPTIMIZER + ", truncated, false",
        OPTIMIZER + ", one bit, false",
        OPTIMIZER + ", text, false",
        OPTIMIZER + ", empty, true",
        OPTIMIZER + ", truncated, true",
        OPTIMIZER + ", text, true"
    })
    void goesOnWithNothingThatIsNotWhatWasWritten(String name, String damage, boolean vouched)
            throws Exception {
        unfinish();
        Path file = folder.resolve(name);
        damage(file, damage, vouched);
        Map<String, String> before = content();

        assertThatIOException()
                .isThrownBy(this::resume)
                .withMessageContaining(vouched ? "" : file + " is ")
                .satisfies(RunTest::isOneSentence);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void clearsAwayWhatAStopLeftBehind() throws Exception {
        unfinish();
        Files.writeString(folder.resolve("run.json.tmp"), "{");
        Path saving = Files.createDirectory(folder.resolve("saving123"));
        Files.createFile(saving.resolve("epoch-0003.params"));
        Files.writeString(folder.resolve("epoch-0003.params"), "half");

        resume();

        assertThat(names(folder))
                .contains("epoch-0003.params", "optimizer-0003.safetensors")
                .doesNotContain("run.json.tmp", "saving123", OPTIMIZER);
        store.open(NAME).load(3, Device.cpu()).close();
    }

    @Test
    void isTrainedByOneTrainerAtATime() throws Exception {
        unfinish();
        Run.Lock lock = store.open(NAME).lock();
        Map<String, String> before = content();

        assertThatIOException()
                .isThrownBy(this::resume)
                .withMessageContainingAll("Run run", "another process");
        assertThat(content()).isEqualTo(before);

        lock.release();
        resume();
        assertThat(store.open(NAME).info().lastEpoch()).isEqualTo(3);
    }

    /** As if the run had been begun with three epochs. */
    private void unfinish() throws IOException {
        put("config.recipe.epochs", "3");
        put("test", "gone");
    }

    private void resume() throws IOException {
        train(store.open(NAME));
    }

    private static void train(Run run) throws IOException {
        new TrainingRun(run, data, new TrainingEvents() {}, () -> false).train(Device.cpu());
    }

    private void damage(Path file, String damage, boolean vouchedFor) throws Exception {
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
        if (vouchedFor) {
            JsonObject json = json();
            json.getAsJsonObject("files").addProperty(file.getFileName().toString(), sha256(file));
            Files.writeString(file(), json.toString());
        }
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
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }

    private static Set<String> names(Path folder) {
        return new TreeSet<>(List.of(requireNonNull(folder.toFile().list())));
    }
}
