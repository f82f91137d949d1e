package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patternscanner.sandbox.Caller.Answer;

/** Anyone may send anything: the answer is a sentence, and the server goes on. */
class WrongRequestsTest extends Asking {

    private static final String CONVOLUTION =
            """
            {"image": IMAGE, "kernel": KERNEL, "stride": 1, "padding": 0, "dilation": 1, "bias": 0,
             "relu": false, "row": 0, "column": 0}""";

    /** A right request for each address. */
    static final Map<String, String> RIGHT =
            requests(
                    """
                    /api/convolution              | CONVOLUTION
                    /api/convolution/pixel        | CONVOLUTION
                    /api/output-size              | {"n": 28, "kernel": 3, "stride": 2, "padding": 0, "dilation": 1}
                    /api/weight-sharing/matrix    | {"side": 5, "kernel": 3, "padding": 0}
                    /api/weight-sharing/cost      | {"inputs": 1, "outputs": 32, "side": 28, "kernel": 3}
                    /api/receptive-field/unit     | {"layer": "conv1", "row": 3, "column": 4}
                    /api/receptive-field/poke     | {"image": "SEVEN", "row": 9, "column": 9}
                    /api/receptive-field/stack    | {"stack": "3,3s2"}
                    /api/equivariance             | {"image": IMAGE, "kernel": KERNEL, "down": 1, "right": 2}
                    /api/digit                    | {"side": 28, "drawing": "SEVEN"}
                    /api/digit/maps               | {"image": "SEVEN", "layer": "conv1"}
                    /api/digit/unit               | {"image": "SEVEN", "layer": "conv2", "channel": 5, "row": 3, "column": 4}
                    /api/digit/saliency           | {"image": "SEVEN", "digit": 7, "method": "gradient"}
                    /api/learned/maps             | {"image": "SEVEN", "epoch": 17}
                    /api/picture                  | {"name": "dot.gif", "file": "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="}
                    """);

    /** Those that begin something. */
    private static final Map<String, String> STARTING =
            requests(
                    """
                    /api/patterns                 | {"layer": "conv1"}
                    /api/training                 | {"epochs": 1, "learningRate": 0.01, "images": 100, "network": "cnn", "permuted": false, "seed": 1}
                    """);

    private static Map<String, String> requests(String table) {
        Map<String, String> requests = new LinkedHashMap<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split("\\|", 2);
            requests.put(
                    cells[0].strip(),
                    cells[1].strip()
                            .replace("CONVOLUTION", CONVOLUTION)
                            .replace("IMAGE", image(28))
                            .replace("KERNEL", "[[1, 0, -1], [2, 0, -2], [1, 0, -1]]")
                            .replace("SEVEN", Caller.seven()));
        }
        return requests;
    }

    /** Whatever the field: nothing of these is what belongs there. */
    private static final List<String> WRONG =
            List.of(
                    """
                    {}  {"a": {"b": []}}  []  [[[[1]]]]  [[1, 2], [3]]  [["x"]]  [[null]]  [null]
                    [[1e39]]  [[1e999]]  NaN  -Infinity  1e999  1e39  99999999999999999999
                    2147483648  2147483647  -2147483648  -1  1.5  ""  "!!!"  "AAAA"
                    "../../etc/passwd"  "\\u0000"  undefined  nul  'x'  0x10"""
                            .split("  +|\n", -1));

    static Stream<String> noRequests() {
        Stream<String> shortOnes =
                Stream.of(
                        """
                        null  true  7  NaN  "text"  []  [1, 2]  {  {"image"  {"image":}  {} {}  {}x
                        {"a": 1, "a": 2}  <xml/>  /* no */ {}"""
                                .split("  +|\n", -1));
        return Stream.concat(
                shortOnes,
                Stream.of(
                        "",
                        " ",
                        "\0",
                        "\ufeff{}",
                        "[".repeat(100_000),
                        "{\"a\":".repeat(50_000),
                        "{\"image\": " + "[".repeat(50_000) + "1" + "]".repeat(50_000) + "}",
                        "{\"image\": [[" + "1,".repeat(400_000) + "1]]}"));
    }

    @AfterEach
    void nothingUnexpectedHappened() {
        assertThat(caller.unexpected()).isEmpty();
    }

    @AfterAll
    static void nothingIsBrokenAndNoTrainingRuns() {
        RIGHT.forEach(
                (path, json) ->
                        assertThat(caller.post(path, json).status()).as(path).isEqualTo(200));
        JsonObject training = caller.get("/api/training").object();
        assertThat(training.get("stage").getAsString()).isEqualTo("none");
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
        if (answer.status() == 200) {
            assertThat(answer.body()).doesNotContain("NaN", "Infinity");
        } else {
            isRefused(answer, path, json);
        }
    }

    private static void isRefused(String path, String json) {
        isRefused(caller.post(path, json), path, json);
    }

    private static void isRefused(Answer answer, String path, String json) {
        assertThat(answer.status()).as("%s %s: %s", path, json, answer.body()).isBetween(400, 499);
        assertThat(answer.sentence()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("noRequests")
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
            if (text || !STARTING.containsKey(path)) { // its numbers have a test of their own
                JsonObject request = right.deepCopy();
                request.addProperty(field, "@");
                for (String wrong : WRONG) {
                    isRefusedOrAnswered(path, request.toString().replace("\"@\"", wrong));
                }
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
                without.add(field, JsonNull.INSTANCE);
                isRefused(path, without.toString());
            }
        }
        isRefused(path, "{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/convolution/pixel | stride       | 0           | The stride is 0; it must be from 1 to 64.
                    /api/convolution/pixel | padding      | 1000000000  | from 0 to 64
                    /api/convolution/pixel | dilation     | 2147483647  | from 1 to 64
                    /api/convolution/pixel | bias         | 1e30        | from -1,000,000 to 1,000,000
                    /api/convolution/pixel | image        | [[1,2]]     | The image is 1 x 2; it must be square
                    /api/convolution/pixel | image        | [[1,2],[3]] | rows of the image are not of one length
                    /api/convolution/pixel | kernel       | [[1e9]]     | from -1,000,000 to 1,000,000
                    /api/convolution/pixel | kernel       | []          | The kernel is missing
                    /api/convolution/pixel | row          | 26          | The row is 26; it must be from 0 to 25
                    /api/convolution/pixel | dilation     | 20          | A window 41 pixels wide does not fit into 28
                    /api/training          | epochs       | 0           | The number of epochs is 0; it must be from 1 to 20.
                    /api/training          | epochs       | 1000000     | from 1 to 20
                    /api/training          | images       | 99          | from 100 to 55000
                    /api/training          | learningRate | 0           | The learning rate is 0.0; it must be above 0
                    /api/training          | learningRate | 1e300       | at most 1.0
                    /api/training          | network      | "vit"       | The network is 'vit'; it must be cnn or dense
                    /api/training          | network      | "../x"      | it must be cnn or dense
                    """)
    void saysWhatIsWrongWithAField(String path, String field, String value, String reason) {
        assertThat(refusal(path, field, value)).contains(reason);
    }

    private static String refusal(String path, String field, String value) {
        JsonObject request = right(path);
        request.add(field, JsonParser.parseString(value));
        return caller.post(path, request.toString()).refusal(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/source/Window/nothing, 404, no method Window.nothing",
        "/api/nothing, 404, nothing at this address",
        "/api/training/filters, 404, No training was begun",
        "/api/learned/400/filters, 400, Run plain has no epoch 400"
    })
    void saysThatThereIsNoSuchThing(String path, int status, String reason) {
        assertThat(caller.get(path).refusal(status)).contains(reason);
    }

    @Test
    void saysWhatATrainingCanDo() {
        assertThat(caller.post("/api/training/explode", "{}").refusal(400))
                .isEqualTo("A training can pause, go-on or stop, not 'explode'.");
    }

    @Test
    void growsNoStackBeyondWhatCanBeCounted() {
        String stack = String.join(",", Collections.nCopies(12, "9999s9999d9999"));
        assertThat(refusal("/api/receptive-field/stack", "stack", "\"" + stack + "\""))
                .startsWith("The receptive field grows beyond");
    }
}
