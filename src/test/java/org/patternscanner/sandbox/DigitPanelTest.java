package org.patternscanner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.digit.DigitNormalizer;
import org.patternscanner.digit.OptionalStage;
import org.patternscanner.picture.PictureReader;
import org.patternscanner.sandbox.Caller.Answer;

/** What the server says of a drawing: it is asked as the page asks. */
class DigitPanelTest extends Asking {

    private static final int SIDE = 140;
    private static final String KEYS =
            "polarity, background, lines, ink, cleaning, cropping, thickening, scaling, centring";

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

    private static Answer ask(byte[] drawing, @Nullable Object without) {
        JsonObject request = new JsonObject();
        request.addProperty("side", SIDE);
        request.addProperty("drawing", Base64.getEncoder().encodeToString(drawing));
        request.add("without", new Gson().toJsonTree(without));
        return caller.post("/api/digit", request.toString());
    }

    private static JsonObject read(byte[] drawing, @Nullable Object without) {
        return ask(drawing, without).object();
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
        assertThat(reply.get("warnings").getAsString()).startsWith("The picture is blank: ");
        assertThat(stages(reply).stream().map(DigitPanelTest::key))
                .containsExactly(("-, " + KEYS).split(", "));
        assertThat(stages(reply).stream().map(stage -> stage.has("reached")))
                .containsExactly(true, true, true, true, false, false, false, false, false, false);
        assertThat(isOn(stages(reply).get(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "polarity ", "grey", "framed"})
    void anUnknownStageIsRefusedInOneSentence(String key) throws Exception {
        assertThat(ask(seven(), List.of("ink", key)).refusal(400))
                .startsWith("'" + key + "'")
                .contains(KEYS);
    }

    @Test
    void stagesInAnotherFormAreRefused() throws Exception {
        for (Object without : List.of("ink", Map.of("ink", true), List.of(List.of("ink")))) {
            assertThat(ask(seven(), without).status()).isEqualTo(400);
        }
    }
}
