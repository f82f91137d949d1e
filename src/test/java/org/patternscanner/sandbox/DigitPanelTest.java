package org.patternscanner.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.OptionalStage;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.picture.PictureReader;

/** What the server says of a drawing: it is asked as the page asks. */
class DigitPanelTest {

    private static final int SIDE = 140;
    private static final String KEYS =
            "polarity, background, lines, ink, cleaning, cropping, thickening, scaling, centring";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static @Nullable Teacher teacher;
    private static @Nullable Sandbox sandbox;

    @BeforeAll
    static void start() throws IOException {
        CheckpointStore store = new CheckpointStore(Path.of("models"));
        teacher = new Teacher(store.open(CheckpointStore.PRETRAINED), 17, store, new Cpu());
        sandbox = Sandbox.start(teacher, Host.of("127.0.0.1"), 0, Throwable::printStackTrace);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(sandbox).close();
        Objects.requireNonNull(teacher).close();
    }

    private record Cpu() implements Teacher.Engine {

        @Override
        public Device load() throws IOException {
            TorchEngine.configure(0);
            return TorchEngine.device("cpu");
        }

        @Override
        public Map<String, String> versions() {
            return Map.of();
        }
    }

    /** A 7 of black ink, 90 pixels high. */
    private static byte[] seven() {
        byte[] drawing = new byte[SIDE * SIDE];
        for (int i = 0; i < drawing.length; i++) {
            int row = i / SIDE - 20;
            int column = i % SIDE - 40;
            boolean bar = row >= 0 && row <= 9 && column >= 0 && column <= 59;
            boolean stem = row >= 0 && row <= 90 && Math.abs(column - (54 - row * 0.4)) <= 5;
            drawing[i] = (byte) (bar || stem ? 0 : 255);
        }
        return drawing;
    }

    private static HttpResponse<String> ask(byte[] drawing, @Nullable Object without)
            throws IOException, InterruptedException {
        Map<String, Object> request = new HashMap<>();
        request.put("side", SIDE);
        request.put("drawing", Base64.getEncoder().encodeToString(drawing));
        if (without != null) {
            request.put("without", without);
        }
        return CLIENT.send(
                HttpRequest.newBuilder(
                                URI.create(Objects.requireNonNull(sandbox).url() + "api/digit"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(new Gson().toJson(request)))
                        .build(),
                BodyHandlers.ofString(UTF_8));
    }

    private static JsonObject read(byte[] drawing, @Nullable Object without)
            throws IOException, InterruptedException {
        HttpResponse<String> response = ask(drawing, without);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private static List<JsonObject> stages(JsonObject reply) {
        return StreamSupport.stream(reply.getAsJsonArray("stages").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String key(JsonObject stage) {
        return stage.has("key") ? stage.get("key").getAsString() : "-";
    }

    private static boolean isOn(JsonObject stage) {
        return stage.get("on").getAsBoolean();
    }

    @Test
    void saysOfEachStageWhetherItCanBeSwitchedAndIsOn() throws Exception {
        JsonObject reply = read(seven(), null);

        assertThat(reply.get("digit").getAsInt()).isEqualTo(7);
        assertThat(stages(reply).stream().map(DigitPanelTest::key))
                .containsExactly(("-, " + KEYS).split(", "));
        assertThat(stages(reply)).allMatch(DigitPanelTest::isOn).allMatch(s -> s.has("reached"));
        assertThat(read(seven(), List.of())).isEqualTo(reply);
    }

    @Test
    void showsTheImageThatTheNormaliserMakesWithoutAStage() throws Exception {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, SIDE, SIDE, seven());
        byte[] expected =
                DigitNormalizer.normalize(PictureReader.of(picture), Set.of(OptionalStage.CENTRING))
                        .pixels();

        JsonObject reply = read(seven(), List.of("centring", "centring"));

        assertThat(Base64.getDecoder().decode(reply.get("image").getAsString()))
                .isEqualTo(expected);
        List<JsonObject> off = stages(reply).stream().filter(stage -> !isOn(stage)).toList();
        assertThat(off.stream().map(DigitPanelTest::key)).containsExactly("centring");
        assertThat(off.get(0).get("change").getAsString()).isEqualTo("left out");
        JsonObject last = stages(reply).get(10);
        assertThat(last.get("name").getAsString()).isEqualTo("framed");
        assertThat(last.has("key")).isFalse();
        assertThat(last.getAsJsonObject("reached").get("digit")).isEqualTo(reply.get("digit"));
    }

    /** The quiz's answer: where a digit stands matters to the network. */
    @Test
    void theSevenIsLostIfItIsNotCentred() throws Exception {
        assertThat(read(seven(), List.of("centring")).get("digit").getAsInt()).isNotEqualTo(7);
    }

    @Test
    void whereNoDigitIsFoundAllSwitchesAreStillThere() throws Exception {
        byte[] blank = new byte[SIDE * SIDE];
        JsonObject reply = read(blank, List.of("polarity"));

        assertThat(reply.has("digit")).isFalse();
        assertThat(reply.get("warnings").getAsString())
                .isEqualTo("The picture is blank: no stroke stands out from its ground.");
        assertThat(stages(reply).stream().map(DigitPanelTest::key))
                .containsExactly(("-, " + KEYS).split(", "));
        assertThat(stages(reply).stream().map(stage -> stage.has("reached")))
                .containsExactly(true, true, true, true, false, false, false, false, false, false);
        assertThat(isOn(stages(reply).get(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "polarity ", "grey", "framed"})
    void anUnknownStageIsRefusedInOneSentence(String key) throws Exception {
        HttpResponse<String> response = ask(seven(), List.of("ink", key));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonParser.parseString(response.body()).getAsJsonObject().get("error"))
                .hasToString(
                        "\"'%s' is no stage that can be left out; there are %s.\""
                                .formatted(key, KEYS));
    }

    @Test
    void stagesInAnotherFormAreRefused() throws Exception {
        for (Object without : List.of("ink", Map.of("ink", true), List.of(List.of("ink")))) {
            assertThat(ask(seven(), without).statusCode()).isEqualTo(400);
        }
    }
}
