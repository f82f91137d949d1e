package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.TinyMnist;
import org.patternscanner.export.SafetensorsText;

@Tag("slow")
class ImportCommandTest extends Importing {

    @Test
    void comesBackWithTheSameBitsAndSaysTheSame() throws IOException {
        importFile(exported).succeeds();
        Path again = temp.resolve("again.safetensors");
        User.cnn("export", "--models", models(), "--model", "imported-cnn", "--output", again)
                .succeeds();
        SafetensorsText back = SafetensorsText.of(Files.readAllBytes(again));
        assertThat(back.data()).isEqualTo(good.data());
        JsonObject metadata = back.json().getAsJsonObject("__metadata__");
        assertThat(metadata.get("temperature"))
                .isEqualTo(good.json().getAsJsonObject("__metadata__").get("temperature"));

        User.cnn("sample --index 3", "--output", temp.resolve("digit.png")).succeeds();
        assertThat(answer("predict", models(), temp.resolve("digit.png")))
                .isEqualTo(answer("predict", Trained.MODELS, temp.resolve("digit.png")));
        assertThat(answer("evaluate", models(), "--split", "test"))
                .isEqualTo(answer("evaluate", Trained.MODELS, "--split", "test"));
    }

    private static JsonObject answer(String command, Path models, Object... words) {
        List<Object> all = new ArrayList<>(List.of(command, "--models", models, "--json"));
        all.addAll(
                List.of("--model", models.equals(Trained.MODELS) ? Trained.RUN : "imported-cnn"));
        all.addAll(List.of(words));
        JsonObject json = User.cnn(all.toArray()).succeeds().json(command + "/1");
        json.remove("model");
        json.remove("epoch");
        json.remove("by");
        return json;
    }

    @Test
    void saysHowWellTheNetworkReadsWhatWasHeldOut() throws Exception {
        JsonObject json =
                importFile(exported, "--name", "mine", "--json")
                        .succeeds()
                        .json("import/1", "network", "normalization", "checkpoint");

        JsonObject measured = answer("evaluate", Trained.MODELS, "--split", "validation");
        assertThat(json.get("run").getAsString()).isEqualTo("mine");
        assertThat(json.get("network").getAsString()).isEqualTo("SimpleCNN");
        assertThat(json.get("validationAccuracy")).isEqualTo(measured.get("accuracy"));
        assertThat(json.get("validationLoss")).isEqualTo(measured.get("loss"));
        assertThat(json.get("temperature"))
                .isEqualTo(measured.getAsJsonObject("confidence").get("temperature"));
        assertThat(Path.of(json.get("checkpoint").getAsString())).isRegularFile();
        assertThat(run("mine").has("test")).isFalse();
    }

    @Test
    void runSaysWhereItCameFrom() throws Exception {
        Outcome outcome = importFile(exported).succeeds();

        assertThat(outcome.out())
                .startsWith("Imported SimpleCNN from %s as run imported-cnn.\n".formatted(exported))
                .contains("(p - 0.1307) / 0.3081", "of 200 images that 'train' holds out")
                .endsWith("cnn evaluate --model imported-cnn --models %s\n".formatted(models()));
        JsonObject origin = run("imported-cnn").getAsJsonObject("origin");
        assertThat(origin.get("file").getAsString()).isEqualTo("cnn.safetensors");
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(exported));
        assertThat(origin.get("sha256").getAsString()).isEqualTo(HexFormat.of().formatHex(sha));
        assertThat(models().resolve("latest")).hasContent("imported-cnn");
        assertThat(run("imported-cnn").get("command").getAsString())
                .isEqualTo(
                        "cnn import cnn.safetensors --data %s --validation 200 --normalization 0.1307,0.3081"
                                .formatted(Trained.DATA));
    }

    private JsonObject run(String name) throws IOException {
        return JsonParser.parseString(Files.readString(models().resolve(name).resolve("run.json")))
                .getAsJsonObject();
    }

    @Test
    void secondImportOfAFileGetsANumberAndAChosenNameIsNotTakenTwice() {
        importFile(exported).succeeds();
        assertThat(importFile(exported).succeeds().out()).contains("as run imported-cnn-2.");
        importFile(exported, "--name", "mine").succeeds();
        Outcome again = importFile(exported, "--name", "mine");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("run mine already", "another --name");
        assertThat(models().resolve("latest")).hasContent("mine");
    }

    @Test
    void cannotBeTrainedOn() {
        importFile(exported, "--name", "mine").succeeds();
        User.cnn("train --resume", "--models", models())
                .failsWith("Run mine was imported, so there is", "begins one");
    }

    @Test
    void isCalledImportedWhereATrainingWouldBeDescribed() {
        importFile(exported, "--name", "mine").succeeds();
        Path other = Trained.MODELS.resolve(Trained.RUN);
        Outcome table = User.cnn("compare mine", other, "--models", models()).succeeds();
        assertThat(table.out()).containsPattern("mine +imported +1 of 1 .* -\n");
        JsonArray runs =
                User.cnn("compare mine", other, "--models", models(), "--json")
                        .succeeds()
                        .json("compare/1", "runs")
                        .getAsJsonArray("runs");
        assertThat(runs.get(0).getAsJsonObject().has("secondsPerEpoch")).isFalse();
        assertThat(
                        User.cnn("inspect-filters", "--models", models(), "--model", "mine")
                                .succeeds()
                                .out())
                .startsWith("The filters of conv1: mine, imported\n");
    }

    @Test
    void unitSaysWhatEmptyPaperIsToThisNetwork() {
        importFile(exported, "--name", "mine", "--normalization", "0.25,0.5").succeeds();
        Path digit = models().resolveSibling("seven.png");
        User.cnn("sample", "--digit", 7, "-o", digit).succeeds();
        assertThat(
                        User.cnn(
                                        "feature-maps",
                                        digit,
                                        "--unit=3,9,9",
                                        "--model=mine",
                                        "--models",
                                        models())
                                .succeeds()
                                .out())
                .contains("Empty paper is -0.5000: each pixel is (value/255 - 0.2500) / 0.5000.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F64", "F16", "BF16"})
    void readsOtherPrecisions(String type) throws IOException {
        int size = type.equals("F64") ? 8 : 2;
        ByteBuffer data =
                ByteBuffer.allocate(good.data().length / 4 * size).order(ByteOrder.LITTLE_ENDIAN);
        JsonObject header = good.json();
        for (String name : header.keySet()) {
            if (!name.startsWith("_")) {
                JsonObject tensor = header.getAsJsonObject(name);
                tensor.addProperty("dtype", type);
                int from = data.position();
                int count = good.floats(name).length;
                for (int i = 0; i < count; i++) {
                    putOneOf(data, type, i % 5);
                }
                String offsets = "[%d,%d]".formatted(from, data.position());
                tensor.add("data_offsets", JsonParser.parseString(offsets));
            }
        }
        importBytes(good.with(header).withData(data.array()).bytes()).succeeds();

        Path again = temp.resolve("again.safetensors");
        User.cnn("export", "--models", models(), "--model", "imported-mine", "--output", again)
                .succeeds();
        float[] bias = SafetensorsText.of(Files.readAllBytes(again)).floats("fc2.bias");
        float smallest = type.equals("F16") ? 0x1p-24f : 0x1p-133f;
        assertThat(bias)
                .containsExactly(1, -2, 0.15625f, smallest, -0f, 1, -2, 0.15625f, smallest, -0f);
    }

    /** 1, -2, 0.15625, the smallest number above 0, and -0, as IEEE 754 and bfloat16 have them. */
    private static void putOneOf(ByteBuffer data, String type, int which) {
        double[] doubles = {1, -2, 0.15625, 0x1p-133, -0.0};
        int[] halves = {0x3C00, 0xC000, 0x3100, 0x0001, 0x8000};
        int[] brains = {0x3F80, 0xC000, 0x3E20, 0x0001, 0x8000};
        switch (type) {
            case "F64" -> data.putDouble(doubles[which]);
            case "F16" -> data.putShort((short) halves[which]);
            default -> data.putShort((short) brains[which]);
        }
    }

    @Test
    void takesTheNormalisationThatIsGivenOrThatTheFileStatesOrMnists() throws IOException {
        JsonObject header = good.json();
        JsonObject metadata = header.getAsJsonObject("__metadata__");
        metadata.addProperty("normalization_mean", "0");
        metadata.addProperty("normalization_std", "0.5");
        byte[] stating = good.with(header).bytes();
        importBytes(stating).succeeds();
        assertThat(normalization("imported-mine")).isEqualTo("0.0 0.5");

        importFile(file, "--name", "given", "--normalization", "0.25,1").succeeds();
        assertThat(normalization("given")).isEqualTo("0.25 1.0");

        header.remove("__metadata__");
        importBytes(good.with(header).bytes()).succeeds();
        assertThat(normalization("imported-mine-2")).isEqualTo("0.1307 0.3081");

        header.add("__metadata__", metadata);
        metadata.addProperty("normalization_std", "0");
        importBytes(good.with(header).bytes())
                .failsWith(file, "states no possible normalisation", "0' and normalization_std '0");
    }

    private String normalization(String run) throws IOException {
        JsonObject stated = run(run).getAsJsonObject("normalization");
        return stated.get("mean") + " " + stated.get("standardDeviation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1,2,3", "0.5,0", "0.5,-1", "0.5,x", "", "0.5,1e-42"})
    void refusesAnImpossibleNormalization(String numbers) {
        importFile(exported, "--normalization", numbers)
                .refuses("import", "--normalization is", numbers, "above 0, as in 0.1307,0.3081");
        assertThat(models()).doesNotExist();
    }

    @Test
    void warnsOfANetworkThatReadsNearlyNothing() throws IOException {
        Outcome outcome = importBytes(good.withData(new byte[good.data().length]).bytes());
        assertThat(outcome.succeeds().err())
                .contains("It reads few images right: was it trained with another --normalization");
    }

    @Test
    void needsNoImageHeldOut() throws IOException {
        assertThat(importFile(exported, "--validation", "0").succeeds().out())
                .contains("no image held out", "1, for it was not fitted");
        User.cnn("evaluate", "--models", models(), "--model", "imported-cnn").succeeds();
    }

    @Test
    void leavesNoRunBehindWhereNoneCanBeWritten() throws IOException {
        Files.createDirectories(models().resolve("latest")); // the last file to be written
        assertThat(importFile(exported, "--name", "mine").code()).isEqualTo(1);
        assertThat(models().resolve("mine")).doesNotExist();
        assertThat(models().resolve("latest.tmp")).doesNotExist();
    }

    /** On black images nothing overflows. */
    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate"})
    void aNetworkThatOverflowsIsNoMistakeOfTheCommandLine(String command) throws IOException {
        byte[] data = new byte[good.data().length]; // all biases are 0
        ByteBuffer numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : List.of("conv1", "conv2", "fc1", "fc2")) {
            JsonObject tensor = good.json().getAsJsonObject(name + ".weight");
            JsonArray offsets = tensor.getAsJsonArray("data_offsets");
            for (int at = offsets.get(0).getAsInt(); at < offsets.get(1).getAsInt(); at += 4) {
                numbers.putFloat(at, 1e30f);
            }
        }
        importBytes(good.withData(data).bytes()).failsWith(file.toString(), "so large");
        importFile(file, "--validation", "0").failsWith(file.toString(), "so large");

        Path black = TinyMnist.write(temp.resolve("black"), 100, 10);
        Path images = black.resolve(TinyMnist.TRAINING_IMAGES);
        byte[] content = Files.readAllBytes(images);
        Arrays.fill(content, 16, content.length, (byte) 0);
        Files.write(images, content);
        User.cnn("import", file, "--models", models(), "--data", black, "--validation", 0)
                .succeeds();

        Path seven = temp.resolve("seven.png");
        User.cnn("sample --digit 7", "--data", Trained.DATA, "-o", seven).succeeds();
        List<Object> words = new ArrayList<>(List.of(command, "--models", models(), "--json"));
        words.addAll(List.of("--model", "imported-mine"));
        words.addAll(command.equals("predict") ? List.of(seven) : List.of());
        User.cnn(words.toArray()).failsWith("no finite logits", "--model");
    }

    @Test
    void drawsNoMistakesWhereThereAreNone() throws IOException {
        Path network = temp.resolve("good.safetensors");
        User.cnn("export --model pretrained", "--output", network).succeeds();
        importFile(network, "--validation", "10", "--name", "good").succeeds();
        Path folder = Files.createDirectories(temp.resolve("report"));
        Path older = Files.writeString(folder.resolve("mistakes.png"), "of another network");

        Object[] words = {"evaluate --model good", "--models", models(), "-o", folder};
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--split", "validation"));
        assertThat(User.cnn(all.toArray()).succeeds().out())
                .contains("(10 of 10;")
                .endsWith("Drawn in " + folder.resolve("confusion.png") + "\n");
        assertThat(older).doesNotExist();
    }
}
