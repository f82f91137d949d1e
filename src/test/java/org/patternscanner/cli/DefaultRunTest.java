package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.at;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Architecture;

/** Which network a command takes when none is named, and what is said about it. */
class DefaultRunTest {

    private static final String BY_GOOD = "by good, epoch 1, 95.00 %";

    @TempDir Path models;

    private void writes(String name, int day, Consumer<JsonObject> change) throws IOException {
        Yesterday.write(models, name, "2026-11-%02dT08:00:00Z".formatted(day), change);
    }

    private Outcome looks(Object... more) {
        return User.cnn("inspect-filters --models", models, more).succeeds();
    }

    private static JsonObject config(JsonObject run) {
        return run.getAsJsonObject("config");
    }

    private static void reads(JsonObject run, double accuracy) {
        at(run, "epochs/0").getAsJsonObject().addProperty("validationAccuracy", accuracy);
    }

    @Test
    void isTheNewestOfThoseThatReadWell() throws IOException {
        writes("older", 1, run -> {});
        writes("good", 2, run -> {});
        Files.writeString(models.resolve("latest"), "older");

        Outcome outcome = looks();

        assertThat(outcome.by()).isEqualTo(BY_GOOD);
        assertThat(outcome.err()).isEmpty();
    }

    static Stream<Arguments> surprises() {
        return Stream.of(
                surprise("reads 12 %", run -> reads(run, 0.1289)),
                surprise("reads 89 %", run -> reads(run, 0.8999)),
                surprise("is a dense net", DefaultRunTest::makeDense),
                surprise("in another order", run -> config(run).addProperty("pixelOrder", 3)),
                surprise("was begun on the page", run -> run.addProperty("startedBy", "page")),
                surprise("was imported", DefaultRunTest::makeImported),
                surprise(
                        "other images than MNIST",
                        run -> config(run).addProperty("dataSet", "fashion-mnist")),
                surprise("has not been tested yet", run -> run.remove("test")),
                surprise(
                        "has finished 1 of 3 epochs",
                        run -> {
                            config(run).getAsJsonObject("recipe").addProperty("epochs", 3);
                            run.remove("test");
                        }),
                surprise(
                        "reads 85 %", // of the test's images, for none were held out
                        run -> {
                            config(run).addProperty("validation", 0);
                            JsonObject epoch = at(run, "epochs/0").getAsJsonObject();
                            epoch.remove("validationAccuracy");
                            epoch.remove("validationLoss");
                            run.getAsJsonObject("test").addProperty("correct", 8_500);
                        }));
    }

    private static Arguments surprise(String reason, Consumer<JsonObject> change) {
        return Arguments.of(reason, change);
    }

    private static void makeDense(JsonObject run) {
        config(run).addProperty("network", "DENSE");
        run.addProperty("architecture", Architecture.DENSE_NET.fingerprint());
    }

    private static void makeImported(JsonObject run) {
        run.addProperty("schema", "run/3");
        JsonObject recipe = config(run).getAsJsonObject("recipe");
        Stream.of("epochs", "batchSize", "learningRate", "weightDecay", "labelSmoothing")
                .forEach(number -> recipe.addProperty(number, 0));
        recipe.addProperty("schedule", "CONSTANT");
        run.remove("test");
        run.add(
                "origin",
                JsonParser.parseString("{\"file\": \"a.safetensors\", \"sha256\": \"0\"}"));
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void isNoRunThatWouldSurprise(String reason, Consumer<JsonObject> change) throws IOException {
        writes("good", 2, run -> {});
        writes("newer", 3, change);

        Outcome outcome = looks();

        assertThat(outcome.by()).isEqualTo(BY_GOOD);
        assertThat(outcome.err())
                .startsWith("Your newest run, newer, ")
                .contains(reason, "--model newer takes it.")
                .hasLineCount(1);
        Outcome named = User.cnn("predict --model newer", Trained.SEVEN, "--models", models);
        assertThat(named.by()).startsWith("by newer, epoch 1, ");
        assertThat(named.err()).doesNotContain("Your newest run");
    }

    @Test
    void runsThatWerePassedOverAreCountedInOneLine() throws IOException {
        writes("poor", 1, run -> reads(run, 0.3));
        writes("good", 2, run -> {});
        writes("first", 3, run -> reads(run, 0.1));
        writes("second", 4, run -> reads(run, 0.2));

        assertThat(looks().err())
                .startsWith("Your newest run, second, reads 20 %: --model second takes it")
                .endsWith(" (and 1 more).\n")
                .hasLineCount(1);
    }

    @Test
    void aBrokenRunIsPassedOverWithASentence() throws IOException {
        writes("good", 2, run -> {});
        Path broken = Files.createDirectory(models.resolve("broken")).resolve("run.json");
        Files.writeString(broken, "{");
        writes("changed", 3, run -> run.addProperty("architecture", "TinyCNN"));

        Outcome outcome = looks();

        assertThat(outcome.by()).isEqualTo(BY_GOOD);
        assertThat(outcome.err()).startsWith("Passed over (and 1 more): ").hasLineCount(1);
    }

    @Test
    void isTheNetworkThatComesWithTheProgramWhereNoneIsGoodEnough() throws IOException {
        writes("first-try", 1, run -> reads(run, 0.12));

        Outcome outcome = looks();

        assertThat(outcome.by()).startsWith("by pretrained, epoch ").contains(", 99.");
        assertThat(outcome.err())
                .contains("Your newest run, first-try, reads 12 %: --model first-try takes it.")
                .contains("using the network that comes with the program");
    }

    @Test
    void aNamedRunIsTakenWithoutAWordAboutOthers() throws IOException {
        writes("first-try", 1, run -> reads(run, 0.12));

        Outcome outcome = looks("--model", "first-try");

        assertThat(outcome.by()).isEqualTo("by first-try, epoch 1, 95.00 %");
        assertThat(outcome.err()).isEmpty();
    }

    /** A dense net of the page no longer keeps the page from being served. */
    @Test
    @Tag("slow")
    void theSandboxStartsAfterADenseNetWasTrained() throws Exception {
        writes("good", 2, run -> {});
        writes("dense", 3, DefaultRunTest::makeDense);
        Child child = Child.starts(models, List.of(), "sandbox --port 0 --models", models);
        child.until(() -> child.printed().contains("The sandbox is at "));
        child.interrupts();

        assertThat(child.ends().by()).isEqualTo(BY_GOOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict SEVEN",
                "evaluate --split validation",
                "saliency SEVEN",
                "feature-maps SEVEN",
                "inspect-filters",
                "patterns --units 0 --limit 100",
                "export --output a.npz",
                "lab pooling"
            })
    @Tag("slow")
    void everyDocumentSaysWhoseItIs(String line) throws IOException {
        writes("good", 2, run -> {});
        String words = line.replace("SEVEN", Trained.SEVEN.toString());

        Outcome outcome =
                User.cnn(words.replace("a.npz", models + "/a.npz"), "--models", models, "--json")
                        .succeeds();

        assertThat(outcome.by()).isEqualTo(BY_GOOD);
        assertThat(at(JsonParser.parseString(outcome.out()), "by"))
                .hasToString("{\"run\":\"good\",\"epoch\":1,\"testAccuracy\":0.95}");
    }

    @Test
    @Tag("thorough") // it takes longer than all others together
    void theDocumentOfMeasuredFieldsSaysWhoseItIs() throws IOException {
        everyDocumentSaysWhoseItIs("receptive-field --measured");
    }

    @Test
    @Tag("slow")
    void experimentsLookAtTheNetworkThatKnowsMnistAloneWhereNoneIsYours() {
        Outcome outcome = User.cnn("lab pooling --no-quiz --models", models).succeeds();

        assertThat(outcome.by()).startsWith("by plain, epoch 17, 99.");
    }

    @Test
    void anEpochThatWasNotTestedHasNoAccuracy() {
        Outcome outcome =
                User.cnn("inspect-filters", "--model", "plain", "--epoch", 2, "--json").succeeds();

        assertThat(outcome.by()).isEqualTo("by plain, epoch 2, not tested");
        assertThat(outcome.json("inspect-filters/1").getAsJsonObject("by").has("testAccuracy"))
                .isFalse();
    }
}
