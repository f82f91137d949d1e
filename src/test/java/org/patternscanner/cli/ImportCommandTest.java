package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        SafetensorsText back = exportedAgain("imported-cnn");
        assertThat(back.data()).isEqualTo(good.data());
        assertThat(at(back.json(), "__metadata__/temperature"))
                .isEqualTo(at(good.json(), "__metadata__/temperature"));

        Path digit = temp.resolve("digit.png");
        User.cnn("sample --index 3", "--output", digit).succeeds();
        assertThat(imported("predict", digit))
                .isEqualTo(answer(Trained.cnn("predict --json", digit)));
        assertThat(imported("evaluate")).isEqualTo(answer(Trained.cnn("evaluate --json")));
    }

    private JsonObject imported(String command, Object... words) {
        return answer(User.cnn(command + " --json --model imported-cnn --models", models(), words));
    }

    private SafetensorsText exportedAgain(String run) throws IOException {
        Path again = temp.resolve("again.safetensors");
        User.cnn("export", "--models", models(), "--model", run, "--output", again).succeeds();
        return SafetensorsText.of(Files.readAllBytes(again));
    }

    /** What a document says, but for whose it is. */
    private static JsonObject answer(Outcome outcome) {
        JsonObject json = JsonParser.parseString(outcome.succeeds().out()).getAsJsonObject();
        List.of("model", "epoch", "by").forEach(json::remove);
        return json;
    }

    @Test
    void saysHowWellTheNetworkReadsWhatWasHeldOut() throws Exception {
        JsonObject json =
                importFile(exported, "--name", "mine", "--json")
                        .succeeds()
                        .json("import/1", "network", "normalization", "checkpoint");

        JsonObject measured = answer(Trained.cnn("evaluate --split validation --json"));
        assertThat(text(json, "run")).isEqualTo("mine");
        assertThat(text(json, "network")).isEqualTo("SimpleCNN");
        assertThat(json.get("validationAccuracy")).isEqualTo(measured.get("accuracy"));
        assertThat(json.get("validationLoss")).isEqualTo(measured.get("loss"));
        assertThat(json.get("temperature")).isEqualTo(at(measured, "confidence/temperature"));
        assertThat(Path.of(text(json, "checkpoint"))).isRegularFile();
        assertThat(run("mine").has("test")).isFalse();
    }

    @Test
    void runSaysWhereItCameFrom() throws Exception {
        Outcome outcome = importFile(exported).succeeds();

        assertThat(outcome.out())
                .startsWith("Imported SimpleCNN from %s as run imported-cnn.\n".formatted(exported))
                .contains("(p - 0.1307) / 0.3081", "of 200 images that 'train' holds out")
                .endsWith("cnn evaluate --model imported-cnn --models %s\n".formatted(models()));
        JsonObject run = run("imported-cnn");
        assertThat(text(run, "origin/file")).isEqualTo("cnn.safetensors");
        assertThat(text(run, "origin/sha256")).isEqualTo(Documents.sha256(exported));
        assertThat(models().resolve("latest")).hasContent("imported-cnn");
        assertThat(text(run, "command"))
                .isEqualTo(
                        "cnn import cnn.safetensors --data %s --validation 200 --normalization 0.1307,0.3081"
                                .formatted(Trained.DATA));
    }

    private JsonObject run(String name) throws IOException {
        return Documents.read(models().resolve(name).resolve("run.json"));
    }

    @Test
    void secondImportOfAFileGetsANumberAndAChosenNameIsNotTakenTwice() {
        importFile(exported).succeeds();
        assertThat(importFile(exported).succeeds().out()).contains("as run imported-cnn-2.");
        importFile(exported, "--name", "mine").succeeds();
        importFile(exported, "--name", "mine").failsWith("run mine already", "another --name");
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
        JsonObject compared =
                User.cnn("compare mine --json", other, "--models", models()).json("compare/1");
        assertThat(at(compared, "runs/0").getAsJsonObject().has("secondsPerEpoch")).isFalse();
        Outcome filters = User.cnn("inspect-filters --model mine", "--models", models());
        assertThat(filters.succeeds().out()).startsWith("The filters of conv1: mine, imported\n");
    }

    @Test
    void unitSaysWhatEmptyPaperIsToThisNetwork() {
        importFile(exported, "--name", "mine", "--normalization", "0.25,0.5").succeeds();
        String command = "feature-maps --unit=3,9,9 --model=mine";
        assertThat(User.cnn(command, Trained.SEVEN, "--models", models()).succeeds().out())
                .contains("Empty paper is -0.5000: each pixel is (value/255 - 0.2500) / 0.5000.\n");
    }

    /** Such as PyTorch's DataParallel and torch.compile put there. */
    @ParameterizedTest
    @ValueSource(strings = {"module.", "_orig_mod.", "_orig_mod.module.", "model.", "state_dict."})
    void leavesOffWhatAWrapperPutBeforeEachName(String prefix) throws IOException {
        importFile(exported, "--name", "plain").succeeds();
        String header = good.header().replaceAll("\"(conv|fc)", "\"" + prefix + "$1");
        Files.write(file, good.withHeader(header).bytes());

        Outcome outcome = importFile(file, "--name", "wrapped").succeeds();

        assertThat(outcome.err())
                .contains("Took the tensors under '%s' in %s; this prefix".formatted(prefix, file));
        assertThat(models().resolve("wrapped/epoch-0001.params"))
                .hasSameBinaryContentAs(models().resolve("plain/epoch-0001.params"));
    }

    /** A training's checkpoint, whose other tensors are the optimizer's. */
    @Test
    void takesTheNetworkFromUnderItsKey() throws IOException {
        importFile(exported, "--name", "plain").succeeds();
        int end = good.data().length;
        String header =
                good.header()
                        .replaceAll("\"(conv|fc)", "\"model_state_dict.$1")
                        .replaceFirst(
                                "\\{",
                                "{\"optimizer.fc1.weight.step\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]},"
                                        .formatted(end, end + 4));
        byte[] more = Arrays.copyOf(good.data(), end + 4);
        Files.write(file, good.withHeader(header).withData(more).bytes());

        importFile(file, "--name", "taken").succeeds();

        assertThat(models().resolve("taken/epoch-0001.params"))
                .hasSameBinaryContentAs(models().resolve("plain/epoch-0001.params"));
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

        float smallest = type.equals("F16") ? 0x1p-24f : 0x1p-133f;
        assertThat(exportedAgain("imported-mine").floats("fc2.bias"))
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
        assertThat(models()).isDirectoryNotContaining("glob:**.tmp");
    }

    /** On black images nothing overflows. */
    @Test
    void aNetworkThatOverflowsIsNoMistakeOfTheCommandLine() throws IOException {
        byte[] data = new byte[good.data().length]; // all biases are 0
        ByteBuffer numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : List.of("conv1", "conv2", "fc1", "fc2")) {
            JsonArray offsets = array(good.json().get(name + ".weight"), "data_offsets");
            for (int at = offsets.get(0).getAsInt(); at < offsets.get(1).getAsInt(); at += 4) {
                numbers.putFloat(at, 1e30f);
            }
        }
        importBytes(good.withData(data).bytes()).failsWith(file, "so large");
        importFile(file, "--validation", "0").failsWith(file, "so large");

        Path black = TinyMnist.write(temp.resolve("black"), 100, 10);
        Path images = black.resolve(TinyMnist.TRAINING_IMAGES);
        byte[] content = Files.readAllBytes(images);
        Arrays.fill(content, 16, content.length, (byte) 0);
        Files.write(images, content);
        User.cnn("import --validation 0", file, "--models", models(), "--data", black).succeeds();

        for (String command : List.of("predict " + Trained.SEVEN, "evaluate")) {
            User.cnn(command + " --json --model imported-mine", "--models", models())
                    .failsWith("no finite logits", "--model");
        }
    }

    @Test
    void drawsNoMistakesWhereThereAreNone() throws IOException {
        Path network = temp.resolve("good.safetensors");
        User.cnn("export --model pretrained", "--output", network).succeeds();
        importFile(network, "--validation", "10", "--name", "good").succeeds();
        Path folder = Files.createDirectories(temp.resolve("report"));
        Path older = Files.writeString(folder.resolve("mistakes.png"), "of another network");

        String command = "evaluate --model good --split validation";
        assertThat(User.cnn(command, "--models", models(), "-o", folder).succeeds().out())
                .contains("(10 of 10;")
                .endsWith("Drawn in " + folder.resolve("confusion.png") + "\n");
        assertThat(older).doesNotExist();
    }
}
