package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        for (String line : namesAndShapes.lines().toList()) {
            map.put(line.split(" ", 2)[0], line.split(" ", 2)[1]);
        }
        return map;
    }

    private static Outcome export(Path file, Object... words) {
        return Trained.cnn("export", "--output", file, words);
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
        double end = 0;
        for (String name : shapes.keySet()) {
            JsonElement tensor = header.get(name);
            assertThat(text(tensor, "dtype")).isEqualTo("F32");
            assertThat(at(tensor, "shape")).hasToString(shapes.get(name));
            assertThat(number(tensor, "data_offsets/0")).isEqualTo(end);
            end = number(tensor, "data_offsets/1");
            int numbers = 1;
            for (JsonElement size : array(tensor, "shape")) {
                numbers *= size.getAsInt();
            }
            assertThat(end - number(tensor, "data_offsets/0")).isEqualTo(4 * numbers);
        }
        assertThat(file.data()).hasSize((int) end);
    }

    @Test
    void writesTheWeightsThatInspectFiltersShows() throws IOException {
        JsonObject shown =
                Trained.cnn("inspect-filters --json").json("inspect-filters/1", "weights", "bias");
        float[] weights = exported().floats("conv1.weight");
        assertThat(weights).hasSize(32 * 9);
        for (int i = 0; i < weights.length; i++) {
            String place = "weights/%d/0/%d/%d".formatted(i / 9, i / 3 % 3, i % 3);
            assertThat(weights[i]).isEqualTo(at(shown, place).getAsFloat());
        }
        float[] bias = exported().floats("conv1.bias");
        for (int i = 0; i < bias.length; i++) {
            assertThat(bias[i]).isEqualTo(at(shown, "bias/" + i).getAsFloat());
        }
    }

    @Test
    void saysHowTheNumbersAreToBeUsed() throws IOException {
        JsonElement metadata = exported().json().get("__metadata__");

        JsonObject evaluated = Trained.cnn("evaluate --json").json("evaluate/1");
        assertThat(text(metadata, "format")).isEqualTo("pt");
        assertThat(text(metadata, "network")).isEqualTo("SimpleCNN");
        assertThat(text(metadata, "run")).isEqualTo(Trained.RUN);
        assertThat(number(metadata, "epoch")).isEqualTo(number(evaluated, "epoch"));
        assertThat(text(metadata, "normalization_mean")).isEqualTo("0.1307");
        assertThat(text(metadata, "normalization_std")).isEqualTo("0.3081");
        assertThat(number(metadata, "temperature"))
                .isEqualTo(number(evaluated, "confidence/temperature"));
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
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
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
        Object[] models = {"--models", temp.resolve("models"), "--model"};
        String options = "--epochs 1 --validation 50 --limit 100 ";
        Trained.trains(temp.resolve("models"), "dense", options + "--network dense").succeeds();
        Path file = temp.resolve("dense.safetensors");
        User.cnn("export --output", file, models, "dense").succeeds();
        requireTensors(SafetensorsText.of(Files.readAllBytes(file)), DENSE);

        Trained.trains(temp.resolve("models"), "mixed", options + "--pixel-order 3").succeeds();
        Path mixed = temp.resolve("mixed.safetensors");
        User.cnn("export --output", mixed, models, "mixed")
                .failsWith("Run mixed reads its pixels in another order", "--model");
        assertThat(mixed).doesNotExist();
    }

    /** What was read as each digit is where the largest of its logits is. */
    @Test
    void evaluateWritesTheLogitsForNumPy() throws IOException {
        Path file = temp.resolve("logits.npy");
        JsonObject report =
                Trained.cnn("evaluate --json", "--logits", file)
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
        for (JsonElement truth : array(report, "confusion")) {
            for (int digit = 0; digit < 10; digit++) {
                read[digit] -= truth.getAsJsonArray().get(digit).getAsInt();
            }
        }
        assertThat(read).containsOnly(0);
        Trained.cnn("evaluate --logits=logits.txt")
                .refuses("evaluate", "--logits is 'logits.txt'", "end its name in .npy");
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
        assertThat(text(json, "format")).isEqualTo("npz");
        assertThat(text(json, "file")).isEqualTo(file.toString());
    }

    /** OnnxModelTest has the numbers. */
    @Test
    void writesAFileThatOnnxRuntimeOpensWhateverItIsCalled() throws Exception {
        Path file = temp.resolve("new/cnn.onnx");
        Path other = temp.resolve("cnn.model");
        export(file).succeeds();
        export(other, "--format", "ONNX").succeeds();

        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getInputNames()).containsExactly("images");
        }
        assertThat(other).hasSameBinaryContentAs(file);
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
                    --output T/file/cnn.onnx           | 1 | Cannot write T/file/cnn.onnx: T/file is not a folder.
                    --output T/file/x --format djl-serving | 1 | Cannot write T/file/x: T/file is not a folder.
                    ''                                 | 2 | --output
                    """)
    void refusesWhatItCannotWrite(String words, int code, String reason) throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "precious");
        Outcome outcome = User.cnn(("export " + words).strip().replace("T", temp.toString()));
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).contains(reason.replace("T", temp.toString()));
        assertThat(file).hasContent("precious");
        assertThat(temp).isDirectoryNotContaining("glob:**part");
    }
}
