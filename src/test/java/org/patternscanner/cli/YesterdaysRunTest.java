package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.RunInfo;

/** What an earlier version of this program wrote is read, understood and gone on with. */
class YesterdaysRunTest {

    @TempDir Path temp;
    private Path models;
    private Path folder;

    @BeforeEach
    void copies() throws IOException {
        models = temp.resolve("models");
        folder = Yesterday.copyTo(models);
    }

    @Test
    void itsFactsAreRead() throws IOException {
        RunInfo info = new CheckpointStore(models).open(Yesterday.RUN).info();

        assertThat(info.schema()).isEqualTo("run/2");
        assertThat(info.lastEpoch()).isEqualTo(1);
        assertThat(info.isTrained()).isFalse();
        assertThat(info.isImported()).isFalse();
        assertThat(info.isFromPage()).isFalse();
        assertThat(info.config().seed()).isEqualTo(7);
        assertThat(info.config().limit()).isEqualTo(3_000);
        assertThat(info.epochs().get(0).validationAccuracy()).isEqualTo(0.928);
        assertThat(info.versions()).containsEntry("djl", "0.35.1");
    }

    @Test
    void anImportedRunsFactsAreRead() throws IOException {
        Path imported = Files.createDirectory(models.resolve("imported-yesterday"));
        Files.write(imported.resolve("run.json"), Yesterday.imported());

        RunInfo info = new CheckpointStore(models).open("imported-yesterday").info();

        assertThat(info.schema()).isEqualTo("run/3");
        assertThat(info.isImported()).isTrue();
        assertThat(info.origin()).isNotNull();
    }

    @Test
    void itReadsDigits() {
        Path digit = temp.resolve("digit.png");
        User.cnn("sample", "--digit", 7, "--output", digit).succeeds();

        Outcome outcome = cnn("predict", digit, "--json").succeeds();

        JsonObject read =
                outcome.json("predict/1", "predictions")
                        .getAsJsonArray("predictions")
                        .get(0)
                        .getAsJsonObject();
        assertThat(read.get("text").getAsString()).isEqualTo("7");
        assertThat(outcome.by()).isEqualTo("by yesterday, epoch 1, not tested");
    }

    private Outcome cnn(String command, Object... words) {
        Object[] all = new Object[words.length + 5];
        System.arraycopy(words, 0, all, 5, words.length);
        System.arraycopy(
                new Object[] {command, "--models", models, "--model", Yesterday.RUN}, 0, all, 0, 5);
        return User.cnn(all);
    }

    /** It ends as it ended under the version that began it. */
    @Test
    void itGoesOnAndFinishes() {
        JsonObject document =
                User.cnn("train", "--resume", Yesterday.RUN, "--models", models, "--json")
                        .succeeds()
                        .json("train/1", "epochs", "bestEpoch", "test");

        assertThat(document.getAsJsonArray("epochs")).hasSize(2);
        JsonObject second = document.getAsJsonArray("epochs").get(1).getAsJsonObject();
        assertThat(second.get("trainLoss").getAsDouble()).isCloseTo(0.2595, within(0.005));
        assertThat(second.get("validationLoss").getAsDouble()).isCloseTo(0.2630, within(0.005));
        assertThat(document.getAsJsonObject("test").get("accuracy").getAsDouble())
                .isCloseTo(0.9569, within(0.003));
        assertThat(cnn("evaluate").succeeds().by()).startsWith("by yesterday, epoch 2, 95.");
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-0001.params, evaluate, --model",
        "optimizer-0001.safetensors, train, --resume"
    })
    void aDamagedByteIsFoundAndRefused(String name, String command, String option)
            throws IOException {
        Path file = folder.resolve(name);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        Outcome outcome = User.cnn(command, option, Yesterday.RUN, "--models", models);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("cnn: " + file + " is damaged: ", "train");
    }

    @Test
    void aNetworkOfAnotherArchitectureIsRefusedInTwoLines() throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(
                file,
                Files.readString(file).replace("inputs=1, outputs=32", "inputs=1, outputs=16"));

        Outcome outcome = cnn("evaluate");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains(file.toString(), "conv1: 32 filters here, 16 in the file");
    }

    @Test
    void whatOnlyALaterVersionReadsIsRefused() throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(file, Files.readString(file).replace("run/2", "run/9"));

        assertThat(cnn("evaluate").code()).isEqualTo(1);
        assertThat(cnn("evaluate").err()).contains(file.toString(), "run/9", "version of cnn");
    }
}
