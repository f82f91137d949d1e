package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.export.SafetensorsText;

class ImportCommandTest {

    @TempDir static Path shared;
    private static Path exported;
    private static SafetensorsText good;

    @TempDir Path temp;
    private Path file;

    @BeforeAll
    static void anExportedNetwork() throws IOException {
        exported = shared.resolve("cnn.safetensors");
        User.cnn("export", "--models", Trained.MODELS, "--output", exported).succeeds();
        good = SafetensorsText.of(Files.readAllBytes(exported));
    }

    @BeforeEach
    void aFileToImport() {
        file = temp.resolve("mine.safetensors");
    }

    /** Measures on the images that the exported network's training held out. */
    private Outcome importFile(Path from, Object... words) {
        List<Object> all = new ArrayList<>(List.of("import", from, "--models", models()));
        all.addAll(List.of("--data", Trained.DATA));
        if (!List.of(words).contains("--validation")) {
            all.addAll(List.of("--validation", "200"));
        }
        all.addAll(List.of(words));
        return User.cnn(all.toArray());
    }

    private Path models() {
        return temp.resolve("models");
    }

    private Outcome importBytes(byte[] content) throws IOException {
        return importFile(Files.write(file, content));
    }

    private void refuses(byte[] content, String sentence) throws IOException {
        importBytes(content).failsWith("%s %s.".formatted(file, sentence));
        assertThat(models()).doesNotExist();
    }

    @Test
    void comesBackWithTheSameBitsAndSaysTheSame() throws IOException {
        importFile(exported).succeeds();
        Path again = temp.resolve("again.safetensors");
        User.cnn("export", "--models", models(), "--output", again).succeeds();
        SafetensorsText back = SafetensorsText.of(Files.readAllBytes(again));
        assertThat(back.data()).isEqualTo(good.data());
        JsonObject metadata = back.json().getAsJsonObject("__metadata__");
        assertThat(metadata.get("temperature"))
                .isEqualTo(good.json().getAsJsonObject("__metadata__").get("temperature"));

        User.cnn("sample", "--index", "3", "--output", temp.resolve("digit.png")).succeeds();
        assertThat(answer("predict", models(), temp.resolve("digit.png")))
                .isEqualTo(answer("predict", Trained.MODELS, temp.resolve("digit.png")));
        assertThat(answer("evaluate", models(), "--split", "test"))
                .isEqualTo(answer("evaluate", Trained.MODELS, "--split", "test"));
    }

    private static JsonObject answer(String command, Path models, Object... words) {
        List<Object> all = new ArrayList<>(List.of(command, "--models", models, "--json"));
        all.addAll(List.of(words));
        JsonObject json =
                JsonParser.parseString(User.cnn(all.toArray()).succeeds().out()).getAsJsonObject();
        json.remove("model");
        json.remove("epoch");
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
                .contains("(p - 0.1307) / 0.3081")
                .contains("of 200 images that 'train' holds out")
                .endsWith(
                        "It is now the newest run: cnn evaluate --models %s\n".formatted(models()));
        JsonObject origin = run("imported-cnn").getAsJsonObject("origin");
        assertThat(origin.get("file").getAsString()).isEqualTo("cnn.safetensors");
        assertThat(origin.get("sha256").getAsString())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(Files.readAllBytes(exported))));
        assertThat(models().resolve("latest")).hasContent("imported-cnn");
        assertThat(run("imported-cnn").get("command").getAsString())
                .isEqualTo(
                        "cnn import 'cnn.safetensors' --data '%s' --validation 200 --normalization 0.1307,0.3081"
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
        importFile(exported, "--name", "mine")
                .failsWith(
                        "There is a run mine already; choose another --name, or go on with its training by 'cnn train --resume mine'.");
        assertThat(models().resolve("latest")).hasContent("mine");
    }

    @Test
    void cannotBeTrainedOn() {
        importFile(exported, "--name", "mine").succeeds();
        User.cnn("train", "--resume", "--models", models())
                .failsWith(
                        "Run mine was imported, so there is no training to go on with; 'cnn train' begins one.");
    }

    @Test
    void isCalledImportedWhereATrainingWouldBeDescribed() {
        importFile(exported, "--name", "mine").succeeds();
        Path other = Trained.MODELS.resolve(Trained.RUN);
        Outcome table = User.cnn("compare", "mine", other, "--models", models()).succeeds();
        assertThat(table.out()).containsPattern("mine +imported +1 of 1 .* -\n");
        JsonArray runs =
                User.cnn("compare", "mine", other, "--models", models(), "--json")
                        .succeeds()
                        .json("compare/1", "runs")
                        .getAsJsonArray("runs");
        assertThat(runs.get(0).getAsJsonObject().has("secondsPerEpoch")).isFalse();
        assertThat(User.cnn("inspect-filters", "--models", models()).succeeds().out())
                .startsWith("The filters of conv1: mine, imported\n");
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
                JsonArray offsets = new JsonArray();
                offsets.add(from);
                offsets.add(data.position());
                tensor.add("data_offsets", offsets);
            }
        }
        importBytes(good.with(header).withData(data.array()).bytes()).succeeds();

        Path again = temp.resolve("again.safetensors");
        User.cnn("export", "--models", models(), "--output", again).succeeds();
        float[] bias = SafetensorsText.of(Files.readAllBytes(again)).floats("fc2.bias");
        float smallest = type.equals("F16") ? 0x1p-24f : 0x1p-133f;
        assertThat(bias)
                .containsExactly(1, -2, 0.15625f, smallest, -0f, 1, -2, 0.15625f, smallest, -0f);
    }

    /** 1, -2, 0.15625, the smallest number above 0, and -0, as IEEE 754 and bfloat16 have them. */
    private static void putOneOf(ByteBuffer data, String type, int which) {
        switch (type) {
            case "F64" -> data.putDouble(new double[] {1, -2, 0.15625, 0x1p-133, -0.0}[which]);
            case "F16" ->
                    data.putShort(
                            (short) new int[] {0x3C00, 0xC000, 0x3100, 0x0001, 0x8000}[which]);
            default ->
                    data.putShort(
                            (short) new int[] {0x3F80, 0xC000, 0x3E20, 0x0001, 0x8000}[which]);
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
                .failsWith(
                        file
                                + " states no possible normalisation: its metadata has normalization_mean '0' and normalization_std '0'.");
    }

    private String normalization(String run) throws IOException {
        JsonObject stated = run(run).getAsJsonObject("normalization");
        return stated.get("mean").getAsDouble()
                + " "
                + stated.get("standardDeviation").getAsDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1,2,3", "0.5,0", "0.5,-1"})
    void refusesAnImpossibleNormalisation(String numbers) {
        importFile(exported, "--normalization", numbers)
                .refuses(
                        "cnn import",
                        "--normalization takes two numbers, the second above 0, as in 0.1307,0.3081.");
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
        User.cnn("evaluate", "--models", models()).succeeds();
    }

    @Test
    void refusesWhatIsNoFile() {
        importFile(temp.resolve("none.safetensors"))
                .failsWith(
                        "%s: there is no such file or folder."
                                .formatted(temp.resolve("none.safetensors")));
        importFile(temp).failsWith(temp + " is no file: it is a folder or a device.");
    }

    @Test
    void refusesWhatHasNoHeader() throws IOException {
        refuses(new byte[0], "is no safetensors file: it is 0 bytes long, too short for a header");
        refuses(new byte[7], "is no safetensors file: it is 7 bytes long, too short for a header");
        refuses(
                new byte[8],
                "is no safetensors file, or is damaged: its header is not the JSON of one");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 18446744073709551615",
        "-9223372036854775808, 9223372036854775808",
        "9223372036854775807, 9223372036854775807",
        "10000000000, 10000000000",
        "100000000, 100000000"
    })
    void refusesAHeaderThatWouldBeLongerThanTheFile(long claimed, String length)
            throws IOException {
        byte[] content = good.bytes(claimed);
        refuses(
                content,
                "is no safetensors file, or is cut off: its header would be %s bytes long, and %d follow"
                        .formatted(length, content.length - 8));
    }

    @Test
    void refusesAVeryLongHeaderWithoutReadingIt() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(10_000_000_000L)
                            .array());
            sparse.setLength(10_000_000_008L);
        }
        importFile(file)
                .failsWith(
                        file
                                + " has a header of 10000000000 bytes; no network of this program needs more than 1048576.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "42",
                "null",
                "{",
                "{}{}",
                "{'a':1}",
                "{\"a\":1}",
                "{\"a\":[]}",
                "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":3}}",
                "{\"__metadata__\":[]}",
                "{\"a\":{\"dtype\":null}}",
                "// {}",
                ""
            })
    void refusesAHeaderThatIsNotTheJsonOfOne(String header) throws IOException {
        refuses(
                good.withHeader(header).bytes(),
                "is no safetensors file, or is damaged: its header is not the JSON of one");
    }

    @Test
    void refusesAHeaderThatIsNoText() throws IOException {
        byte[] content = good.bytes();
        content[12] = (byte) 0xff;
        refuses(
                content,
                "is no safetensors file, or is damaged: its header is not the JSON of one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"dtype\":\"F32\",\"shape\":[10],|\"shape\":[10],|gives tensor 'fc2.bias' no dtype, no shape or no two data_offsets",
                "\"shape\":[10],||gives tensor 'fc2.bias' no dtype, no shape or no two data_offsets",
                ",1686568]|]|gives tensor 'fc2.bias' no dtype, no shape or no two data_offsets",
                ",\"fc2.bias\"|,\"fc1.bias\"|names 'fc1.bias' twice",
                "\"dtype\":\"F32\",\"shape\":[10],|\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[10],|names 'dtype' twice",
            })
    void refusesAHeaderThatIsNotComplete(String text, String other, String reason)
            throws IOException {
        String changed = good.header().replace(text, other == null ? "" : other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), "is damaged: its header " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"shape\":[10],|\"shape\":[-10],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[1e1],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[\"10\"],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[99999999999999999999],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                ",1686568]|,-1]|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[11],|the bytes of tensor 'fc2.bias' do not fit its shape [11]",
                "\"shape\":[10],|\"shape\":[4611686018427387,4611686018427387],|the bytes of tensor 'fc2.bias' do not fit its shape [4611686018427387, 4611686018427387]",
                "[1686528,1686568]|[1686524,1686564]|tensor 'fc2.bias' begins at byte 1686524 of the data, and the one before it ends at 1686528",
                "[1686528,1686568]|[1686532,1686572]|tensor 'fc2.bias' begins at byte 1686532 of the data, and the one before it ends at 1686528",
                "[0,1152]|[4,1156]|tensor 'conv1.weight' begins at byte 4 of the data, and the one before it ends at 0",
                "\"format\":\"pt\"|\"format\":1|'format' of its metadata is no text",
            })
    void refusesSizesAndOffsetsThatCannotBe(String text, String other, String reason)
            throws IOException {
        String changed = good.header().replace(text, other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), "is damaged: " + reason);
    }

    @Test
    void refusesTenGigabytesThatAreNotThere() throws IOException {
        String huge =
                "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2500000000],\"data_offsets\":[0,10000000000]}}";
        refuses(
                good.withHeader(huge).withData(new byte[40]).bytes(),
                "is damaged or cut off: its tensors take 10000000000 bytes, and it holds 40");
    }

    @Test
    void refusesAFileThatIsCutOffOrTooLong() throws IOException {
        byte[] content = good.bytes();
        int data = good.data().length;
        refuses(
                Arrays.copyOf(content, content.length - 1),
                "is damaged or cut off: its tensors take %d bytes, and it holds %d"
                        .formatted(data, data - 1));
        refuses(
                Arrays.copyOf(content, content.length + 9),
                "is damaged or cut off: its tensors take %d bytes, and it holds %d"
                        .formatted(data, data + 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"fc2.bias\"|\"fc2.b\"|has no tensor 'fc2.bias', which SimpleCNN needs",
                "\"shape\":[32,1,3,3]|\"shape\":[32,9,1,1]|holds tensor 'conv1.weight' in shape (32, 9, 1, 1); SimpleCNN needs it in (32, 1, 3, 3)",
                "\"shape\":[10]|\"shape\":[10,1]|holds tensor 'fc2.bias' in shape (10, 1); SimpleCNN needs it in (10)",
                "\"dtype\":\"F32\",\"shape\":[10]|\"dtype\":\"I32\",\"shape\":[10]|holds tensor 'fc2.bias' as 'I32', and F32, F16, BF16 and F64 can be read: in PyTorch, .float() makes F32 of it",
                "\"dtype\":\"F32\",\"shape\":[10]|\"dtype\":\"\\u0007\",\"shape\":[10]|holds tensor 'fc2.bias' as '?', and F32, F16, BF16 and F64 can be read: in PyTorch, .float() makes F32 of it",
            })
    void refusesTensorsThatNoNetworkHas(String text, String other, String sentence)
            throws IOException {
        String changed = good.header().replace(text, other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), sentence);
    }

    @Test
    void refusesTensorsTooMany() throws IOException {
        JsonObject header = good.json();
        JsonObject more = header.getAsJsonObject("fc2.bias").deepCopy();
        int end = good.data().length;
        JsonArray offsets = new JsonArray();
        offsets.add(end);
        offsets.add(end + 40);
        more.add("data_offsets", offsets);
        header.add("fc3.bias", more);
        refuses(
                good.with(header).withData(Arrays.copyOf(good.data(), end + 40)).bytes(),
                "holds a tensor 'fc3.bias', which SimpleCNN has not");
    }

    @Test
    void refusesOtherNetworks() throws IOException {
        String sentence =
                "holds no network that this program has: SimpleCNN has tensors conv1.weight, conv1.bias, conv2.weight, conv2.bias, fc1.weight, fc1.bias, fc2.weight, fc2.bias";
        refuses(good.withHeader("{}").withData(new byte[0]).bytes(), sentence);
        String prefixed = good.header().replaceAll("\"(conv|fc)", "\"module.$1");
        refuses(good.withHeader(prefixed).bytes(), sentence);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fc00000, 0x7f800000, 0xff800000})
    void refusesNumbersThatAreNone(int bits) throws IOException {
        byte[] data = good.data().clone();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length - 4, bits);
        refuses(
                good.withData(data).bytes(),
                "holds a number in tensor 'fc2.bias' that is infinite or not a number: its training must have failed");
    }

    @Test
    void refusesNumbersThatOverflow() throws IOException {
        byte[] data = good.data().clone();
        ByteBuffer numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(Float.MAX_VALUE);
        }
        importBytes(good.withData(data).bytes())
                .failsWith(file + " holds numbers so large that no logits can be computed.");
        assertThat(models()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0003\u0004 and more", "\u0080\u0002\u008a\n"})
    void tellsHowToSaveSafetensorsFromPyTorch(String start) throws IOException {
        refuses(
                start.getBytes(StandardCharsets.ISO_8859_1),
                "is what torch.save or numpy.savez writes; save safetensors instead, in PyTorch: safetensors.torch.save_file(model.state_dict(), 'cnn.safetensors')");
    }

    @Test
    void leavesNoRunBehindWhereNoneCanBeWritten() throws IOException {
        Files.createDirectories(models().resolve("latest")); // the last file to be written
        assertThat(importFile(exported, "--name", "mine").code()).isEqualTo(1);
        assertThat(models().resolve("mine")).doesNotExist();
        assertThat(models().resolve("latest.tmp")).doesNotExist();
    }

    @Test
    void refusesANormalisationThatFloatsCannotHold() {
        assertThat(importFile(exported, "--normalization", "0.5,1e-42").code()).isEqualTo(2);
        assertThat(models()).doesNotExist();
    }

    @Test
    void aLongShapeMakesAShortSentence() throws IOException {
        String shape = "[0" + ",0".repeat(100_000) + "]";
        String header =
                "{\"conv1.weight\": {\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": [0, 8]}}"
                        .formatted(shape);
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);

        Outcome outcome = importBytes(bytes.array());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("do not fit its shape").hasSizeLessThan(500);
    }
}
