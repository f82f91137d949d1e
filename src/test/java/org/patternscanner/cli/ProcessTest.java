package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.TinyMnist;

/** What only a process of its own can show: how it is killed, and what it loads. */
class ProcessTest {

    @TempDir Path temp;

    /** Killed in an epoch, then killed again while the next one is saved, then left alone. */
    @Test
    void endsWithTheSameBitsHoweverOftenItIsKilled() throws Exception {
        Path data = TinyMnist.write(temp.resolve("data"), 300, 20);
        Object[] options = {
            "train",
            "--data",
            data,
            "--epochs",
            12,
            "--batch-size",
            4,
            "--validation",
            40,
            "--seed",
            3,
            "--name",
            "run",
            "--models"
        };
        Child unbroken = Child.starts(temp, List.of(), with(options, temp.resolve("unbroken")));
        Path models = temp.resolve("killed");
        Path run = models.resolve("run");

        Child first = Child.starts(temp, List.of(), with(options, models));
        first.until(() -> first.said().contains("epoch 1/12:"));
        Thread.sleep(30); // into the second epoch
        first.kills();
        int afterFirst = epochs(run);
        assertThat(afterFirst).isBetween(1, 11);

        Child second = Child.starts(temp, List.of(), "train", "--resume", "--models", models);
        Path next = run.resolve("epoch-%04d.params".formatted(afterFirst + 1));
        second.until(() -> Files.exists(next));
        second.kills();
        assertThat(epochs(run)).isBetween(afterFirst, 11);

        Outcome last =
                Child.starts(temp, List.of(), "train", "--resume", "run", "--models", models)
                        .ends()
                        .isForPeople()
                        .succeeds();
        Outcome whole = unbroken.ends().succeeds();

        assertThat(last.err()).contains("It goes on after epoch ");
        assertThat(results(run)).isEqualTo(results(temp.resolve("unbroken/run")));
        assertThat(table(last)).isEqualTo(table(whole)).hasSize(12);
        assertThat(run.toFile().list())
                .doesNotContain("run.json.tmp")
                .noneMatch(name -> name.startsWith("saving"));
    }

    private static Object[] with(Object[] options, Path models) {
        List<Object> all = new ArrayList<>(List.of(options));
        all.add(models);
        return all.toArray();
    }

    private static int epochs(Path run) throws Exception {
        return JsonParser.parseString(Files.readString(run.resolve("run.json")))
                .getAsJsonObject()
                .getAsJsonArray("epochs")
                .size();
    }

    /** All that must agree, bit for bit: everything but names and times. */
    private static List<String> results(Path run) throws Exception {
        List<String> results = new ArrayList<>();
        JsonObject info =
                JsonParser.parseString(Files.readString(run.resolve("run.json"))).getAsJsonObject();
        results.add(info.get("test").toString());
        results.add(info.get("files").toString());
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonObject metrics = JsonParser.parseString(line).getAsJsonObject();
            metrics.remove("seconds");
            results.add(metrics.toString());
        }
        byte[] last = Files.readAllBytes(run.resolve("epoch-0012.params"));
        results.add(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(last)));
        return results;
    }

    /** The rows of the epochs, without the seconds. */
    private static List<String> table(Outcome outcome) {
        return outcome.out()
                .lines()
                .filter(line -> line.matches(" +\\d+ .*%.*"))
                .map(line -> line.replaceFirst(" +[\\d.]+$", ""))
                .toList();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send")
    void saysHowToGoOnAfterCtrlC() throws Exception {
        Path data = TinyMnist.write(temp.resolve("data"), 300, 20);
        Path models = temp.resolve("models");
        Child child =
                Child.starts(
                        temp,
                        List.of(),
                        "train",
                        "--data",
                        data,
                        "--epochs",
                        900,
                        "--batch-size",
                        4,
                        "--validation",
                        0,
                        "--name",
                        "long",
                        "--models",
                        models,
                        "--json");
        child.until(() -> child.said().contains("epoch 1/900:"));
        child.interrupts();

        Outcome outcome = child.ends().isForPeople();

        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.out()).isEmpty();
        int epochs = epochs(models.resolve("long"));
        assertThat(outcome.err().lines().toList())
                .last()
                .asString()
                .isEqualTo(
                        "Stopped after %d of 900 epochs, which are kept. Go on with: cnn train"
                                        .formatted(epochs)
                                + " --resume long --models "
                                + models);
        assertThat(outcome.err()).containsOnlyOnce("Stopped");
    }

    /** --help, summary and receptive-field start as fast as Java can: without PyTorch. */
    @ParameterizedTest
    @ValueSource(strings = {"--help", "summary", "receptive-field", "train --help"})
    void loadsTheEngineOnlyToCompute(String command) throws Exception {
        Path log = temp.resolve("classes");
        Outcome outcome =
                Child.starts(
                                temp,
                                List.of("-Xlog:class+load:file=" + log),
                                (Object[]) command.split(" ", -1))
                        .ends()
                        .succeeds();

        assertThat(outcome.out()).isNotEmpty();
        assertThat(outcome.err()).isEmpty();
        String loaded = Files.readString(log);
        assertThat(loaded).contains("org.patternscanner.cli.Cnn ");
        assertThat(loaded).doesNotContain("ai.djl.engine.", "ai.djl.pytorch.", "ai.djl.Model");
    }

    /** The engine reads the number of threads once, from whichever of the two says it. */
    @Test
    void printsOneDocumentAndNothingOfTheEngines() throws Exception {
        Outcome outcome = Child.starts(temp, List.of(), "info", "--json").ends().isForPeople();

        JsonElement threads = outcome.json("info/1", "device", "engine", "models").get("threads");
        assertThat(threads.getAsString()).isEqualTo("1");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }
}
