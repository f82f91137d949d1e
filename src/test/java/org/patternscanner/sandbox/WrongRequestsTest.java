package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.sandbox.Caller.Answer;

/** Anyone may send anything: the answer is a sentence, and the server goes on. */
class WrongRequestsTest {

    private static final String SEVEN = Caller.seven();

    /** A right request for each address. */
    private static final Map<String, String> RIGHT = new LinkedHashMap<>();

    static {
        String image28 = image(28);
        String kernel = "[[1, 0, -1], [2, 0, -2], [1, 0, -1]]";
        String window =
                "\"stride\": 1, \"padding\": 0, \"dilation\": 1, \"bias\": 0, \"relu\": false,"
                        + " \"row\": 0, \"column\": 0";
        String convolution =
                "{\"image\": %s, \"kernel\": %s, %s}".formatted(image28, kernel, window);
        RIGHT.put("/api/convolution", convolution);
        RIGHT.put("/api/convolution/pixel", convolution);
        RIGHT.put(
                "/api/output-size",
                "{\"n\": 28, \"kernel\": 3, \"stride\": 2, \"padding\": 0, \"dilation\": 1}");
        RIGHT.put("/api/weight-sharing/matrix", "{\"side\": 5, \"kernel\": 3, \"padding\": 0}");
        RIGHT.put(
                "/api/weight-sharing/cost",
                "{\"inputs\": 1, \"outputs\": 32, \"side\": 28, \"kernel\": 3}");
        RIGHT.put("/api/receptive-field/unit", "{\"layer\": \"conv1\", \"row\": 3, \"column\": 4}");
        RIGHT.put(
                "/api/receptive-field/poke",
                "{\"image\": \"%s\", \"row\": 9, \"column\": 9}".formatted(SEVEN));
        RIGHT.put("/api/receptive-field/stack", "{\"stack\": \"3,3s2\"}");
        RIGHT.put(
                "/api/equivariance",
                "{\"image\": %s, \"kernel\": %s, \"down\": 1, \"right\": 2}"
                        .formatted(image28, kernel));
        String drawing = Base64.getEncoder().encodeToString(Caller.sevenPixels());
        RIGHT.put("/api/digit", "{\"side\": 28, \"drawing\": \"%s\"}".formatted(drawing));
        RIGHT.put("/api/digit/maps", "{\"image\": \"%s\", \"layer\": \"conv1\"}".formatted(SEVEN));
        RIGHT.put(
                "/api/digit/unit",
                "{\"image\": \"%s\", \"layer\": \"conv2\", \"channel\": 5, \"row\": 3, \"column\": 4}"
                        .formatted(SEVEN));
        RIGHT.put(
                "/api/digit/saliency",
                "{\"image\": \"%s\", \"digit\": 7, \"method\": \"gradient\"}".formatted(SEVEN));
        RIGHT.put("/api/learned/maps", "{\"image\": \"%s\", \"epoch\": 17}".formatted(SEVEN));
        RIGHT.put(
                "/api/picture",
                "{\"name\": \"dot.gif\", \"file\": \"R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=\"}");
    }

    /** Those that begin something. */
    private static final Map<String, String> STARTING =
            Map.of(
                    "/api/patterns",
                    "{\"layer\": \"conv1\"}",
                    "/api/training",
                    "{\"epochs\": 1, \"learningRate\": 0.01, \"images\": 100, \"network\": \"cnn\","
                            + " \"permuted\": false, \"seed\": 1}");

    /** Whatever the field: nothing of these is what belongs there. */
    private static final List<String> WRONG =
            List.of(
                    "{}",
                    "{\"a\": {\"b\": []}}",
                    "[]",
                    "[[[[1]]]]",
                    "[[1, 2], [3]]",
                    "[[\"x\"]]",
                    "[[null]]",
                    "[null]",
                    "[[1e39]]",
                    "[[1e999]]",
                    "NaN",
                    "-Infinity",
                    "1e999",
                    "1e39",
                    "99999999999999999999",
                    "2147483648",
                    "2147483647",
                    "-2147483648",
                    "-1",
                    "1.5",
                    "\"\"",
                    "\"!!!\"",
                    "\"AAAA\"",
                    "\"../../etc/passwd\"",
                    "\"\\u0000\"",
                    "undefined",
                    "nul",
                    "'x'",
                    "0x10");

    static final List<String> NO_REQUEST =
            List.of(
                    "",
                    " ",
                    "null",
                    "true",
                    "7",
                    "NaN",
                    "\"text\"",
                    "[]",
                    "[1, 2]",
                    "{",
                    "{\"image\"",
                    "{\"image\":}",
                    "{} {}",
                    "{}x",
                    "{\"a\": 1, \"a\": 2}",
                    "<xml/>",
                    "/* no */ {}",
                    "\u0000",
                    "\ufeff{}",
                    "[".repeat(100_000),
                    "{\"a\":".repeat(50_000),
                    "{\"image\": " + "[".repeat(50_000) + "1" + "]".repeat(50_000) + "}",
                    "{\"image\": [[" + "1,".repeat(400_000) + "1]]}");

    private static Caller caller;

    @BeforeAll
    static void opens(@TempDir Path models) throws IOException {
        caller = new Caller(models);
    }

    @AfterAll
    static void closes() {
        caller.close();
    }

    @AfterEach
    void nothingIsBroken() {
        assertThat(caller.unexpected()).isEmpty();
        for (Map.Entry<String, String> each : RIGHT.entrySet()) {
            assertThat(caller.post(each.getKey(), each.getValue()).status())
                    .as(each.getKey())
                    .isEqualTo(200);
        }
    }

    private static String image(int side) {
        JsonArray rows = new JsonArray();
        for (int row = 0; row < side; row++) {
            JsonArray numbers = new JsonArray();
            for (int column = 0; column < side; column++) {
                numbers.add((row * side + column) % 7 / 7.0);
            }
            rows.add(numbers);
        }
        return rows.toString();
    }

    static Stream<String> addresses() {
        return Stream.concat(RIGHT.keySet().stream(), STARTING.keySet().stream());
    }

    private static JsonObject right(String path) {
        String text = RIGHT.getOrDefault(path, STARTING.get(path));
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /** Either it is as good as right, or it is refused; there is nothing between. */
    private static void isRefusedOrAnswered(String path, String json) {
        Answer answer = caller.post(path, json);
        if (answer.status() != 200) {
            assertThat(answer.status()).as("%s %s", path, json).isBetween(400, 499);
            assertThat(answer.sentence()).isNotEmpty();
        } else {
            assertThat(answer.body()).doesNotContain("NaN", "Infinity");
        }
    }

    private static void isRefused(String path, String json) {
        Answer answer = caller.post(path, json);
        assertThat(answer.status()).as("%s %s: %s", path, json, answer.body()).isBetween(400, 499);
        assertThat(answer.sentence()).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("NO_REQUEST")
    void refusesWhatIsNoRequest(String json) {
        addresses().forEach(path -> isRefused(path, json));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void refusesEveryWrongField(String path) {
        JsonObject right = right(path);
        for (String field : right.keySet()) {
            JsonElement value = right.get(field);
            boolean text = value instanceof JsonPrimitive primitive && primitive.isString();
            for (String wrong : WRONG) {
                JsonObject request = right.deepCopy();
                request.addProperty(field, "@");
                String json = request.toString().replace("\"@\"", wrong);
                if (STARTING.containsKey(path) && !text) {
                    continue; // its numbers have a test of their own
                }
                isRefusedOrAnswered(path, json);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void refusesAMissingArrayOrText(String path) {
        JsonObject right = right(path);
        for (String field : List.copyOf(right.keySet())) {
            if (right.get(field).isJsonArray() || right.get(field).toString().startsWith("\"")) {
                JsonObject without = right.deepCopy();
                without.remove(field);
                isRefused(path, without.toString());
                without.add(field, com.google.gson.JsonNull.INSTANCE);
                isRefused(path, without.toString());
            }
        }
        isRefused(path, "{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stride|0|The stride is 0; it must be from 1 to 64.",
                "padding|1000000000|The padding is 1000000000; it must be from 0 to 64.",
                "dilation|2147483647|The dilation is 2147483647; it must be from 1 to 64.",
                "bias|1e30|The bias holds a number that is too large; they go from -1,000,000 to"
                        + " 1,000,000.",
                "image|[[1,2]]|The image is 1 x 2; it must be square.",
                "image|[[1,2],[3]]|The rows of the image are not of one length.",
                "kernel|[[1e9]]|The kernel holds a number that is too large; they go from"
                        + " -1,000,000 to 1,000,000.",
                "kernel|[]|The kernel is missing.",
                "row|26|The row is 26; it must be from 0 to 25.",
                "dilation|20|A window 41 pixels wide does not fit into 28: make the input or the"
                        + " padding larger, or the kernel or the dilation smaller."
            })
    void saysWhatIsWrongWithAConvolution(String field, String value, String sentence) {
        JsonObject request = right("/api/convolution/pixel");
        request.add(field, JsonParser.parseString(value));
        assertThat(caller.post("/api/convolution/pixel", request.toString()).refusal(400))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs|0|The number of epochs is 0; it must be from 1 to 20.",
                "epochs|1000000|The number of epochs is 1000000; it must be from 1 to 20.",
                "images|99|The number of images is 99; it must be from 100 to 55000.",
                "learningRate|0|The learning rate is 0.0; it must be above 0 and at most 1.0.",
                "learningRate|1e300|The learning rate is 1.0E300; it must be above 0 and at most"
                        + " 1.0.",
                "network|\"vit\"|The network is 'vit'; it must be cnn or dense.",
                "network|\"../x\"|The network is '../x'; it must be cnn or dense."
            })
    void saysWhatIsWrongWithATraining(String field, String value, String sentence) {
        JsonObject request = right("/api/training");
        request.add(field, JsonParser.parseString(value));
        assertThat(caller.post("/api/training", request.toString()).refusal(400))
                .isEqualTo(sentence);
        assertThat(caller.get("/api/training").object().get("stage").getAsString())
                .isEqualTo("none");
    }

    @Test
    void saysThatThereIsNoSuchThing() {
        assertThat(caller.get("/api/source/Window/nothing").refusal(404))
                .isEqualTo("There is no method Window.nothing.");
        assertThat(caller.get("/api/nothing").refusal(404))
                .isEqualTo("There is nothing at this address.");
        assertThat(caller.get("/api/training/filters").refusal(404))
                .isEqualTo("No training was begun.");
        assertThat(caller.post("/api/training/explode", "{}").refusal(400))
                .isEqualTo("A training can pause, go-on or stop, not 'explode'.");
        assertThat(caller.get("/api/learned/400/filters").refusal(400))
                .startsWith("Run pretrained has no epoch 400;");
    }

    @Test
    void growsNoStackBeyondWhatCanBeCounted() {
        List<String> stack = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            stack.add("9999s9999d9999");
        }
        JsonObject request = new JsonObject();
        request.addProperty("stack", String.join(",", stack));
        assertThat(caller.post("/api/receptive-field/stack", request.toString()).refusal(400))
                .startsWith("The receptive field grows beyond");
    }
}
