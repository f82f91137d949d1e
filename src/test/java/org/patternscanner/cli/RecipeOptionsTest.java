package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn train --recipe} on 32 images. */
class RecipeOptionsTest {

    @TempDir Path models;

    private Outcome trains(String name, Object... more) {
        List<Object> words = new ArrayList<>();
        words.add("train --limit 32 --validation 10 --seed 1");
        words.addAll(List.of("--data", Trained.DATA, "--models", models, "--name", name));
        words.addAll(Arrays.asList(more));
        return User.cnn(words.toArray()).isForPeople().succeeds();
    }

    private JsonObject config(String run) throws Exception {
        String json = Files.readString(models.resolve(run).resolve("run.json"));
        return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("config");
    }

    @Test
    void printsTheRecipeAndKeepsItInTheRun() throws Exception {
        Outcome outcome = trains("quick", "--recipe", "quick");

        assertThat(outcome.err().lines().toList().get(1)).startsWith("Recipe quick: AdamW, ");
        assertThat(config("quick").getAsJsonObject("recipe").get("epochs").getAsInt()).isEqualTo(1);
    }

    @Test
    void isTheStandardOneWhenNothingIsSaid() {
        assertThat(trains("run").err().lines().toList().get(1)).startsWith("Recipe standard: ");
    }

    @Test
    void changesOnlyWhatAnOptionSays() throws Exception {
        Outcome outcome =
                trains("run", "--recipe", "quick", "--augment", "--label-smoothing", "0.2");

        assertThat(outcome.err().lines().toList().get(1))
                .startsWith("Recipe custom: AdamW, ")
                .contains(", augmented images, label smoothing 0.2");
        trains("quick", "--recipe", "quick");
        JsonObject changed = config("run").getAsJsonObject("recipe");
        assertThat(changed.get("augment").getAsBoolean()).isTrue();
        assertThat(changed.get("labelSmoothing").getAsDouble()).isEqualTo(0.2);
        JsonObject quick = config("quick").getAsJsonObject("recipe");
        changed.add("augment", quick.get("augment"));
        changed.add("labelSmoothing", quick.get("labelSmoothing"));
        assertThat(changed).isEqualTo(quick);
    }

    @Test
    void accurateRecipeCanDoWithoutAugmentation() throws Exception {
        trains("plain", "--recipe", "accurate", "--no-augment", "--epochs", 1);

        assertThat(config("plain").getAsJsonObject("recipe").get("augment").getAsBoolean())
                .isFalse();
    }

    /** run.json says with which command it can be trained again. */
    @Test
    @Tag("slow")
    void commandInTheRunTrainsTheSameAgain() throws Exception {
        trains("one", "--recipe", "accurate", "--epochs", 2, "--averaging", 4, "--batch-size", 4);
        String json = Files.readString(models.resolve("one/run.json"));
        JsonObject one = JsonParser.parseString(json).getAsJsonObject();
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                one.get("command")
                                        .getAsString()
                                        .replaceFirst("^cnn ", "")
                                        .replace("'", "")
                                        .split(" ", -1)));
        words.addAll(List.of("--models", models, "--name", "other"));

        User.cnn(words.toArray()).succeeds();

        assertThat(config("other")).isEqualTo(config("one"));
        for (String file : List.of("epoch-0002.params", "optimizer-0002.safetensors")) {
            assertThat(Files.readAllBytes(models.resolve("other").resolve(file)))
                    .isEqualTo(Files.readAllBytes(models.resolve("one").resolve(file)));
        }
        assertThat(Files.readAllBytes(models.resolve("one/epoch-0002.params")))
                .isNotEqualTo(Files.readAllBytes(models.resolve("one/epoch-0000.params")));
    }
}
