package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

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
        Outcome outcome = cnn("predict", Trained.SEVEN, "--json").succeeds();

        assertThat(text(outcome.json("predict/1"), "predictions/0/text")).isEqualTo("7");
        assertThat(outcome.by()).isEqualTo("by yesterday, epoch 1, not tested");
    }

    private Outcome cnn(String command, Object... words) {
        return User.cnn(command, "--models", models, "--model", Yesterday.RUN, words);
    }

    /** It ends as it ended under the version that began it. */
    @Test
    void itGoesOnAndFinishes() {
        JsonObject document =
                User.cnn("train --json --resume", Yesterday.RUN, "--models", models)
                        .succeeds()
                        .json("train/1", "epochs", "bestEpoch", "test");

        assertThat(array(document, "epochs")).hasSize(2);
        assertThat(number(document, "epochs/1/trainLoss")).isCloseTo(0.2595, within(0.005));
        assertThat(number(document, "epochs/1/validationLoss")).isCloseTo(0.2630, within(0.005));
        assertThat(number(document, "test/accuracy")).isCloseTo(0.9569, within(0.003));
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

        User.cnn(command, option, Yesterday.RUN, "--models", models)
                .failsWith(file + " is damaged: ", "train");
    }

    @Test
    void aNetworkOfAnotherArchitectureIsRefusedInTwoLines() throws IOException {
        Path file = runJsonWith("inputs=1, outputs=32", "inputs=1, outputs=16");

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
        Path file = runJsonWith("run/2", "run/9");

        cnn("evaluate").failsWith(file, "run/9", "version of cnn");
    }

    private Path runJsonWith(String changed, String other) throws IOException {
        Path file = folder.resolve("run.json");
        return Files.writeString(file, Files.readString(file).replace(changed, other));
    }
}
