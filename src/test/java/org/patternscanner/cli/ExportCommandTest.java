package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.export.SafetensorsText;

class ExportCommandTest {

    /** As PyTorch's state_dict() has them. */
    private static final Map<String, String> CNN =
            inOrder(
                    """
                    conv1.weight [32,1,3,3]
                    conv1.bias [32]
                    conv2.weight [64,32,3,3]
                    conv2.bias [64]
                    fc1.weight [128,3136]
                    fc1.bias [128]
                    fc2.weight [10,128]
                    fc2.bias [10]
                    """);

    private static final Map<String, String> DENSE =
            inOrder(
                    """
                    fc1.weight [364,784]
                    fc1.bias [364]
                    fc2.weight [364,364]
                    fc2.bias [364]
                    fc3.weight [10,364]
                    fc3.bias [10]
                    """);

    @TempDir Path temp;

    private static Map<String, String> inOrder(String namesAndShapes) {
        Map<String, String> map = new LinkedHashMap<>();
        namesAndShapes
                .lines()
                .forEach(line -> map.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
        return map;
    }

    private Outcome export(Path file, Object... words) {
        return export(Trained.MODELS, Trained.RUN, file, words);
    }

    private static Outcome export(Path models, String run, Path file, Object... words) {
        List<Object> all = new ArrayList<>(List.of("export", "--models", models, "--output", file));
        all.addAll(List.of("--model", run));
        all.addAll(List.of(words));
        return User.cnn(all.toArray());
    }

    private SafetensorsText exported() throws IOException {
        Path file = temp.resolve("cnn.safetensors");
        export(file).succeeds();
        return SafetensorsText.of(Files.readAllBytes(file));
    }

    @Test
    void writesPyTorchsNamesAndShapesOneTensorAfterTheOther() throws IOException {
        requireTensors(exported(), CNN);
    }

    private static void requireTensors(SafetensorsText file, Map<String, String> shapes) {
        JsonObject header = file.json();
        assertThat(file.header().length() % 8).isZero();
        assertThat(header.keySet()).first().isEqualTo("__metadata__");
        header.remove("__metadata__");
        assertThat(header.keySet()).containsExactlyElementsOf(shapes.keySet());
        int end = 0;
        for (String name : shapes.keySet()) {
            JsonObject tensor = header.getAsJsonObject(name);
            JsonArray offsets = tensor.getAsJsonArray("data_offsets");
            assertThat(tensor.get("dtype").getAsString()).isEqualTo("F32");
            assertThat(tensor.get("shape")).hasToString(shapes.get(name));
            assertThat(offsets.get(0).getAsInt()).isEqualTo(end);
            end = offsets.get(1).getAsInt();
            int numbers = 1;
            for (var size : tensor.getAsJsonArray("shape")) {
                numbers *= size.getAsInt();
            }
            assertThat(end - offsets.get(0).getAsInt()).isEqualTo(4 * numbers);
        }
        assertThat(file.data()).hasSize(end);
    }

    @Test
    void writesTheWeightsThatInspectFiltersShows() throws IOException {
        JsonObject shown =
                User.cnn(
                                "inspect-filters",
                                "--models",
                                Trained.MODELS,
                                "--model",
                                Trained.RUN,
                                "--json")
                        .json("inspect-filters/1", "weights", "bias");
        List<Float> weights = new ArrayList<>();
        for (var filter : shown.getAsJsonArray("weights")) {
            for (var row : filter.getAsJsonArray().get(0).getAsJsonArray()) {
                row.getAsJsonArray().forEach(weight -> weights.add(weight.getAsFloat()));
            }
        }
        float[] written = exported().floats("conv1.weight");
        assertThat(weights).hasSize(32 * 9);
        for (int i = 0; i < written.length; i++) {
            assertThat(written[i]).isEqualTo(weights.get(i));
        }
        float[] bias = exported().floats("conv1.bias");
        for (int i = 0; i < bias.length; i++) {
            assertThat(bias[i]).isEqualTo(shown.getAsJsonArray("bias").get(i).getAsFloat());
        }
    }

    @Test
    void saysHowTheNumbersAreToBeUsed() throws IOException {
        JsonObject metadata = exported().json().getAsJsonObject("__metadata__");

        JsonObject evaluated =
                User.cnn("evaluate", "--models", Trained.MODELS, "--model", Trained.RUN, "--json")
                        .json("evaluate/1");
        assertThat(metadata.get("format").getAsString()).isEqualTo("pt");
        assertThat(metadata.get("network").getAsString()).isEqualTo("SimpleCNN");
        assertThat(metadata.get("run").getAsString()).isEqualTo(Trained.RUN);
        assertThat(metadata.get("epoch").getAsInt()).isEqualTo(evaluated.get("epoch").getAsInt());
        assertThat(metadata.get("normalization_mean").getAsString()).isEqualTo("0.1307");
        assertThat(metadata.get("normalization_std").getAsString()).isEqualTo("0.3081");
        assertThat(metadata.get("temperature").getAsDouble())
                .isEqualTo(
                        evaluated.getAsJsonObject("confidence").get("temperature").getAsDouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz"})
    void sameNetworkMakesTheSameBytes(String format) {
        Path first = temp.resolve("a." + format);
        Path second = temp.resolve("b." + format);
        export(first).succeeds();
        export(second).succeeds();
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void writesTheSameNumbersForNumPy() throws IOException {
        Path file = temp.resolve("cnn.npz");
        export(file).succeeds();
        SafetensorsText safetensors = exported();

        Map<String, byte[]> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                assertThat(entry.getTimeLocal().getYear()).isEqualTo(1980); // and not now
                arrays.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(arrays.keySet())
                .containsExactlyElementsOf(
                        CNN.keySet().stream().map(name -> name + ".npy").toList());
        CNN.forEach(
                (name, shape) -> {
                    float[] numbers = safetensors.floats(name);
                    byte[] npy = requireNonNull(arrays.get(name + ".npy"));
                    String sizes = shape.replaceAll("[\\[\\]]", "").replace(",", ", ");
                    float[] written = new float[numbers.length];
                    numbers(npy, numbers.length, "(" + sizes).get(written);
                    assertThat(written).isEqualTo(numbers);
                });
    }

    /** What follows the header, which says how many numbers there are. */
    private static FloatBuffer numbers(byte[] npy, int count, String sizes) {
        int data = npy.length - count * Float.BYTES;
        assertThat(new String(npy, 0, data, StandardCharsets.ISO_8859_1))
                .contains("'descr': '<f4'", "'fortran_order': False", sizes);
        ByteBuffer bytes = ByteBuffer.wrap(npy, data, npy.length - data).slice();
        return bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    @Test
    void exportsADenseNetButNotOneThatReadsOtherOrders() throws IOException {
        Path models = temp.resolve("models");
        train(models, "dense", "--network", "dense");
        Path file = temp.resolve("dense.safetensors");
        export(models, "dense", file).succeeds();
        requireTensors(SafetensorsText.of(Files.readAllBytes(file)), DENSE);

        train(models, "mixed", "--pixel-order", "3");
        export(models, "mixed", temp.resolve("mixed.safetensors"))
                .failsWith(
                        "Run mixed reads its pixels in another order (--pixel-order)", "--model");
        assertThat(temp.resolve("mixed.safetensors")).doesNotExist();
    }

    private static void train(Path models, String name, Object... words) {
        List<Object> all = new ArrayList<>(List.of("train", "--data", Trained.DATA));
        all.addAll(List.of("--models", models, "--name", name));
        all.addAll(List.of("--epochs", "1", "--validation", "50", "--limit", "100"));
        all.addAll(List.of(words));
        User.cnn(all.toArray()).succeeds();
    }

    /** What was read as each digit is where the largest of its logits is. */
    @Test
    void evaluateWritesTheLogitsForNumPy() throws IOException {
        Path file = temp.resolve("logits.npy");
        JsonObject report =
                User.cnn(
                                "evaluate",
                                "--models",
                                Trained.MODELS,
                                "--model",
                                Trained.RUN,
                                "--logits",
                                file,
                                "--json")
                        .succeeds()
                        .json("evaluate/1", "confusion");

        FloatBuffer logits = numbers(Files.readAllBytes(file), 200 * 10, "(200, 10,)");
        int[] read = new int[10];
        for (int image = 0; image < 200; image++) {
            int largest = 0;
            for (int digit = 0; digit < 10; digit++) {
                boolean more = logits.get(10 * image + digit) > logits.get(10 * image + largest);
                largest = more ? digit : largest;
            }
            read[largest]++;
        }
        for (var truth : report.getAsJsonArray("confusion")) {
            for (int digit = 0; digit < 10; digit++) {
                read[digit] -= truth.getAsJsonArray().get(digit).getAsInt();
            }
        }
        assertThat(read).containsOnly(0);
        Outcome text =
                User.cnn(
                        "evaluate --model small",
                        "--models",
                        Trained.MODELS,
                        "--logits",
                        "logits.txt");
        assertThat(text.code()).isEqualTo(2);
        assertThat(text.err()).contains("--logits is 'logits.txt'", "end its name in .npy");
    }

    @Test
    void saysWhatItWrote() {
        Path file = temp.resolve("new/cnn.data");
        Outcome text = export(file, "--format", "safetensors", "--epoch", "1").succeeds();
        assertThat(text.out())
                .isEqualTo(
                        "SimpleCNN of small, epoch 1 of 2, 421,642 parameters, written to %s (safetensors).\n"
                                .formatted(file));
        JsonObject json =
                export(file, "--format", "NPZ", "--json")
                        .succeeds()
                        .json("export/1", "model", "epoch", "network", "parameters");
        assertThat(json.get("format").getAsString()).isEqualTo("npz");
        assertThat(json.get("file").getAsString()).isEqualTo(file.toString());
    }

    /** T is the test's folder. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --output T/cnn.pt                  | 2 | add --format, one of
                    --output T/cnn.npz --format pickle | 2 | pickle
                    --output T --format npz            | 1 | Cannot write T: it is a folder.
                    --output T/file/cnn.npz            | 1 | Cannot write T/file/cnn.npz: T/file is not a folder.
                    ''                                 | 2 | --output
                    """)
    void refusesWhatItCannotWrite(String words, int code, String reason) throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "precious");
        String command = ("export " + words).strip().replace("T", temp.toString());
        Outcome outcome = User.cnn((Object[]) command.split(" ", -1));
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).contains(reason.replace("T", temp.toString()));
        assertThat(file).hasContent("precious");
    }
}
