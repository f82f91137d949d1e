package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.Prediction;
import org.patternscanner.inspection.Saliency;
import org.patternscanner.inspection.Saliency.Method;
import org.patternscanner.inspection.TrainedNetwork;

/** The numbers that the page gets, held against what is written out here or known otherwise. */
class PanelsTest extends Asking {

    private static final String KERNEL = "[[1, 0, -1], [2, 0, -2], [1, 0, -1]]";
    private static final Gson GSON = new Gson();

    private static Run run;

    @BeforeAll
    static void opensTheRun() throws IOException {
        run = new CheckpointStore(Path.of("models")).open(CheckpointStore.PLAIN);
    }

    private static JsonObject post(String path, String request) {
        return caller.post(path, request).object();
    }

    private static JsonArray rowsOf(String path, String request) {
        return caller.post(path, request).json().getAsJsonArray();
    }

    private static List<Long> column(JsonElement rows, String name) {
        return rows.getAsJsonArray().asList().stream()
                .map(each -> each.getAsJsonObject().get(name).getAsLong())
                .toList();
    }

    private static int[][] grid(JsonElement element) {
        return GSON.fromJson(element, int[][].class);
    }

    private static float[][] matrix(JsonElement element) {
        return GSON.fromJson(element, float[][].class);
    }

    /** Every pixel is row + 10 * column: the kernel gives 4 * (x(c) - x(c + 2)) = -80. */
    @Test
    void convolvesARamp() {
        float[][] ramp = new float[6][6];
        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 6; column++) {
                ramp[row][column] = row + 10 * column;
            }
        }
        String request =
                """
                {"image": %s, "kernel": %s, "stride": 2, "padding": 0, "dilation": 1, "bias": 5,
                 "relu": %s, "row": 1, "column": 1}""";
        String plain = request.formatted(GSON.toJson(ramp), KERNEL, false);
        JsonObject whole = post("/api/convolution", plain);
        assertThat(matrix(whole.get("map"))).isDeepEqualTo(new float[][] {{-75, -75}, {-75, -75}});
        assertThat(whole.get("size").getAsInt()).isEqualTo(2);
        assertThat(whole.get("formula").getAsString())
                .isEqualTo("floor((6 + 2*0 - 1*(3-1) - 1) / 2) + 1");
        assertThat(GSON.fromJson(whole.get("neverRead"), int[].class)).containsExactly(5);

        JsonObject pixel = post("/api/convolution/pixel", plain);
        assertThat(matrix(pixel.get("patch")))
                .isDeepEqualTo(new float[][] {{22, 32, 42}, {23, 33, 43}, {24, 34, 44}});
        assertThat(matrix(pixel.get("products")))
                .isDeepEqualTo(new float[][] {{22, 0, -42}, {46, 0, -86}, {24, 0, -44}});
        assertThat(pixel.get("sum").getAsDouble()).isEqualTo(-80);
        assertThat(pixel.get("result").getAsDouble()).isEqualTo(-75);
        assertThat(GSON.fromJson(pixel.get("rows"), int[].class)).containsExactly(2, 3, 4);
        assertThat(whole.get("pixel")).isEqualTo(pixel);
        String farAway = plain.replace("\"row\": 1", "\"row\": 99");
        assertThat(post("/api/convolution", farAway).get("pixel")).isEqualTo(pixel);

        String rectified = request.formatted(GSON.toJson(ramp), KERNEL, true);
        assertThat(matrix(post("/api/convolution", rectified).get("map")))
                .isDeepEqualTo(new float[2][2]);
        assertThat(post("/api/convolution/pixel", rectified).get("result").getAsDouble()).isZero();
    }

    /** The sizes are those of PyTorch's documentation of Conv2d, or counted by hand. */
    @ParameterizedTest
    @CsvSource({
        "28, 3, 1, 1, 1, 28, 0",
        "28, 3, 2, 0, 1, 13, 1",
        "28, 5, 1, 0, 1, 24, 0",
        "7, 3, 1, 0, 2, 3, 0",
        "7, 2, 2, 0, 1, 3, 1",
        "5, 1, 3, 0, 1, 2, 3"
    })
    void countsPlaces(
            int n, int kernel, int stride, int padding, int dilation, int size, int neverRead) {
        JsonObject answer =
                post(
                        "/api/output-size",
                        """
                        {"n": %d, "kernel": %d, "stride": %d, "padding": %d, "dilation": %d}"""
                                .formatted(n, kernel, stride, padding, dilation));
        assertThat(answer.get("size").getAsInt()).isEqualTo(size);
        assertThat(answer.getAsJsonArray("places")).hasSize(size);
        assertThat(answer.getAsJsonArray("neverRead")).hasSize(neverRead);
        int[][] places = grid(answer.get("places"));
        assertThat(places[size - 1][kernel - 1])
                .isEqualTo((size - 1) * stride - padding + (kernel - 1) * dilation);
    }

    /** 28 x 28 pixels to 32 maps of 28 x 28: 784 * 25,088 weights and 25,088 biases, and so on. */
    @Test
    void countsWhatSharingSaves() {
        JsonArray costs =
                rowsOf(
                        "/api/weight-sharing/cost",
                        "{\"inputs\": 1, \"outputs\": 32, \"side\": 28, \"kernel\": 3}");
        assertThat(column(costs, "parameters"))
                .containsExactly(784L * 25_088 + 25_088, 25_088L * 9 + 25_088, 320L);
        assertThat(column(costs, "multiplyAdds"))
                .containsExactly(784L * 25_088, 25_088L * 9, 25_088L * 9);
    }

    /** On 3 x 3 a 2 x 2 kernel has four places; weight w of place (r, c) reads (r, c) + w. */
    @Test
    void tiesTheMatrix() {
        JsonObject matrix =
                post("/api/weight-sharing/matrix", "{\"side\": 3, \"kernel\": 2, \"padding\": 0}");
        assertThat(grid(matrix.get("weightAt")))
                .isDeepEqualTo(
                        new int[][] {
                            {0, 1, -1, 2, 3, -1, -1, -1, -1},
                            {-1, 0, 1, -1, 2, 3, -1, -1, -1},
                            {-1, -1, -1, 0, 1, -1, 2, 3, -1},
                            {-1, -1, -1, -1, 0, 1, -1, 2, 3}
                        });
        assertThat(matrix.get("filled").getAsInt()).isEqualTo(16);
        assertThat(matrix.get("cells").getAsInt()).isEqualTo(36);
    }

    @Test
    void growsTheReceptiveField() {
        JsonArray rows = rowsOf("/api/receptive-field/stack", "{\"stack\": \"3,3,2s2,3\"}");
        assertThat(column(rows, "size")).containsExactly(3L, 5L, 6L, 10L);
        assertThat(column(rows, "jump")).containsExactly(1L, 1L, 2L, 2L);
    }

    /** conv1 sees 3 x 3, pool1 4 x 4, conv2 8 x 8, pool2 10 x 10 (two 3 x 3, two pools). */
    @ParameterizedTest
    @CsvSource({"conv1, 28, 3, 1", "pool1, 14, 4, 2", "conv2, 14, 8, 3", "pool2, 7, 10, 4"})
    void showsWhatAUnitSees(String layer, int side, int size, int depth) {
        JsonObject unit =
                post(
                        "/api/receptive-field/unit",
                        "{\"layer\": \"%s\", \"row\": 3, \"column\": 3}".formatted(layer));
        assertThat(unit.get("size").getAsInt()).isEqualTo(side);
        JsonArray nested = unit.getAsJsonArray("nested");
        assertThat(nested.size()).isGreaterThanOrEqualTo(depth);
        JsonObject field = nested.get(0).getAsJsonObject().getAsJsonObject("field");
        JsonObject rows = field.getAsJsonObject("rows");
        assertThat(rows.get("last").getAsInt() - rows.get("first").getAsInt() + 1).isEqualTo(size);
        assertThat(unit.getAsJsonObject("measured").get("rows")).isEqualTo(rows);
        assertThat(unit.get("agrees").getAsBoolean()).isTrue();
    }

    @Test
    void aPixelChangesOnlyWhatCanSeeIt() {
        String request = "{\"image\": \"%s\", \"row\": 7, \"column\": 12}";
        JsonArray layers = rowsOf("/api/receptive-field/poke", request.formatted(Caller.seven()));
        for (JsonElement each : layers) {
            int[][] changed = grid(each.getAsJsonObject().get("changed"));
            int[][] reach = grid(each.getAsJsonObject().get("reachable"));
            for (int row = 0; row < reach.length; row++) {
                for (int column = 0; column < reach.length; column++) {
                    assertThat(changed[row][column]).isLessThanOrEqualTo(reach[row][column]);
                }
            }
        }
        int[][] first = grid(layers.get(0).getAsJsonObject().get("reachable"));
        assertThat(first[6][11] + first[8][13] + first[7][12]).isEqualTo(3);
        assertThat(first[5][12] + first[7][14]).isZero();
    }

    /** Pooling with a stride of 2 follows only an even one. */
    @ParameterizedTest
    @CsvSource({"2, -4, true", "0, 1, false"})
    void convolutionFollowsAShift(int down, int right, boolean even) {
        float[][] image = new float[28][28];
        image[10][10] = 1;
        image[11][14] = 2;
        String request = "{\"image\": %s, \"kernel\": %s, \"down\": %d, \"right\": %d}";
        JsonObject answer =
                post(
                        "/api/equivariance",
                        request.formatted(GSON.toJson(image), KERNEL, down, right));
        assertThat(matrix(answer.get("shifted"))[10 + down][10 + right]).isEqualTo(1);
        assertThat(inside(answer, "convolved")).isZero();
        assertThat(inside(answer, "pooled") == 0).isEqualTo(even);
    }

    private static double inside(JsonObject answer, String which) {
        return answer.getAsJsonObject(which).get("inside").getAsDouble();
    }

    @Test
    void readsADigitAsPredictDoes() throws IOException {
        byte[] sheet = new byte[56 * 56]; // twice as large
        for (int i = 0; i < sheet.length; i++) {
            sheet[i] = Caller.sevenPixels()[i / 56 / 2 * 28 + i % 56 / 2];
        }
        JsonObject read = drawn(56, sheet);
        byte[] seen = Base64.getDecoder().decode(read.get("image").getAsString());
        try (TrainedNetwork predictor = new TrainedNetwork(run, Caller.EPOCH, Device.cpu())) {
            Prediction prediction = predictor.predict(seen);
            assertThat(read.get("digit").getAsInt()).isEqualTo(7).isEqualTo(prediction.digit());
            assertThat(GSON.fromJson(read.get("probabilities"), double[].class))
                    .containsExactly(prediction.probabilities(), within(1e-6));
        }
        assertThat(read.getAsJsonArray("stages").size()).isGreaterThan(3);
    }

    private static JsonObject drawn(int side, byte[] pixels) {
        String drawing = Base64.getEncoder().encodeToString(pixels);
        return post("/api/digit", "{\"side\": %d, \"drawing\": \"%s\"}".formatted(side, drawing));
    }

    @Test
    void saysThatThereIsNoDigit() {
        JsonObject read = drawn(28, new byte[784]);
        assertThat(read.has("digit")).isFalse();
        assertThat(read.getAsJsonArray("warnings")).hasSize(1);
    }

    @Test
    void takesAUnitApart() throws IOException {
        FeatureMaps maps =
                FeatureMaps.of(run, Caller.EPOCH, Caller.sevenPixels(), "conv2", Device.cpu());
        float number = maps.maps()[5][3][4];
        String image = "{\"image\": \"%s\", \"layer\": \"conv2\"".formatted(Caller.seven());
        JsonObject unit =
                post("/api/digit/unit", image + ", \"channel\": 5, \"row\": 3, \"column\": 4}");
        assertThat(unit.get("result").getAsDouble()).isCloseTo(number, within(1e-4));
        assertThat(unit.get("sum").getAsDouble() + unit.get("bias").getAsDouble())
                .isCloseTo(number, within(1e-4));
        double sum = 0;
        for (JsonElement term : unit.getAsJsonArray("terms")) {
            sum += term.getAsJsonObject().get("sum").getAsDouble();
        }
        assertThat(sum).isCloseTo(unit.get("sum").getAsDouble(), within(1e-6));

        JsonObject all = post("/api/digit/maps", image + "}");
        ByteBuffer floats =
                ByteBuffer.wrap(Base64.getDecoder().decode(all.get("maps").getAsString()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats.remaining()).isEqualTo(64 * 14 * 14 * 4);
        assertThat(floats.getFloat(((5 * 14 + 3) * 14 + 4) * 4)).isCloseTo(number, within(1e-5f));
    }

    @Test
    void explainsAsSaliencyDoes() throws IOException {
        JsonObject answer =
                post(
                        "/api/digit/saliency",
                        "{\"image\": \"%s\", \"method\": \"grad-cam\"}".formatted(Caller.seven()));
        byte[] seven = Caller.sevenPixels();
        Saliency saliency =
                Saliency.of(run, Caller.EPOCH, seven, Method.GRAD_CAM, null, Device.cpu());
        assertThat(answer.get("digit").getAsInt()).isEqualTo(saliency.digit());
        float[][] map = matrix(answer.get("map"));
        for (int row = 0; row < map.length; row++) {
            assertThat(map[row]).containsExactly(saliency.map()[row], within(1e-5f));
        }
    }

    @Test
    void countsTheConfusions() {
        JsonObject confusion = caller.get("/api/learned/17/confusion").object();
        int[][] counts = grid(confusion.get("counts"));
        int all = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
        int right = IntStream.range(0, 10).map(label -> counts[label][label]).sum();
        assertThat(all).isEqualTo(10_000).isEqualTo(confusion.get("images").getAsInt());
        assertThat(right).isEqualTo(confusion.get("right").getAsInt());
        assertThat(right)
                .isEqualTo(Objects.requireNonNull(run.info().test()).accuracy().successes());
    }

    @Test
    void showsTheEpochsOfTheRun() {
        JsonObject epochs = caller.get("/api/learned/epochs").object();
        assertThat(epochs.get("shown").getAsInt()).isEqualTo(Caller.EPOCH);
        assertThat(column(epochs.get("epochs"), "epoch"))
                .containsExactlyElementsOf(run.epochs().stream().map(Long::valueOf).toList());
        JsonObject filters = caller.get("/api/learned/17/filters").object();
        assertThat(filters.getAsJsonArray("kernels")).hasSize(32);
        assertThat(filters.getAsJsonArray("bias")).hasSize(32);
    }

    @Test
    void samplesAreTestImages() throws IOException {
        ImageSet data = ImageSet.mnist();
        JsonArray samples = caller.get("/api/samples").json().getAsJsonArray();
        assertThat(samples).hasSize(20);
        for (JsonElement each : samples) {
            JsonObject sample = each.getAsJsonObject();
            int index = sample.get("index").getAsInt();
            assertThat(sample.get("digit").getAsInt()).isEqualTo(data.test().label(index));
            assertThat(Base64.getDecoder().decode(sample.get("pixels").getAsString()))
                    .isEqualTo(data.test().image(index));
        }
    }

    @Test
    void statesTheLayers() {
        JsonObject network = caller.get("/api/facts").object().getAsJsonObject("network");
        assertThat(network.get("parameters").getAsLong()).isEqualTo(421_642);
        assertThat(network.get("run").getAsString()).isEqualTo("plain");
        List<Long> each = column(network.get("layers"), "parameters");
        assertThat(each.stream().mapToLong(Long::longValue).sum()).isEqualTo(421_642);
    }

    @Test
    void showsTheSourceAsItIsInTheProject() throws IOException {
        JsonObject source = caller.get("/api/source/ForwardPass/slide").object();
        List<String> lines = Files.readAllLines(Path.of(source.get("file").getAsString()));
        int first = source.get("firstLine").getAsInt();
        List<String> shown = source.get("text").getAsString().lines().toList();
        for (int i = 0; i < shown.size(); i++) {
            assertThat(lines.get(first - 1 + i).strip()).isEqualTo(shown.get(i).strip());
        }
        assertThat(shown).last().isEqualTo("}");
    }

    @Test
    void findsWhatExcitesAUnit() throws Exception {
        JsonObject progress = post("/api/patterns", "{\"layer\": \"conv1\"}");
        long end = System.nanoTime() + 60_000_000_000L;
        while (!progress.has("units") && System.nanoTime() < end) {
            assertThat(progress.has("error")).isFalse();
            Thread.sleep(100);
            progress = post("/api/patterns", "{\"layer\": \"conv1\"}");
        }
        assertThat(progress.getAsJsonArray("units")).hasSize(12);
        assertThat(progress.get("done").getAsInt()).isPositive();
        assertThat(caller.unexpected()).isEmpty();
    }
}
