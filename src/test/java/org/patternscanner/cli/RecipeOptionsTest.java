package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn train --recipe} on 32 images. */
class RecipeOptionsTest {

    @TempDir Path models;

    private Outcome trains(String name, String options) {
        return Trained.trains(models, name, "--limit 32 --validation 10 --seed 1 " + options)
                .succeeds();
    }

    private JsonObject config(String run) throws Exception {
        return Documents.read(models.resolve(run + "/run.json")).getAsJsonObject("config");
    }

    private static String recipe(Outcome training) {
        return training.err().lines().toList().get(1);
    }

    @Test
    void printsTheRecipeAndKeepsItInTheRun() throws Exception {
        Outcome outcome = trains("quick", "--recipe quick");

        assertThat(recipe(outcome)).startsWith("Recipe quick: AdamW, ");
        assertThat(number(config("quick"), "recipe/epochs")).isEqualTo(1);
    }

    @Test
    void isTheStandardOneWhenNothingIsSaid() {
        assertThat(recipe(trains("run", "--threads 2"))).startsWith("Recipe standard: ");
    }

    @Test
    void changesOnlyWhatAnOptionSays() throws Exception {
        Outcome outcome = trains("run", "--recipe quick --augment --label-smoothing 0.2");

        assertThat(recipe(outcome))
                .startsWith("Recipe custom: AdamW, ")
                .contains(", augmented images, label smoothing 0.2");
        trains("quick", "--recipe quick");
        JsonObject changed = config("run").getAsJsonObject("recipe");
        assertThat(changed.get("augment").getAsBoolean()).isTrue();
        assertThat(number(changed, "labelSmoothing")).isEqualTo(0.2);
        JsonObject quick = config("quick").getAsJsonObject("recipe");
        changed.add("augment", quick.get("augment"));
        changed.add("labelSmoothing", quick.get("labelSmoothing"));
        assertThat(changed).isEqualTo(quick);
    }

    @Test
    void accurateRecipeCanDoWithoutAugmentation() throws Exception {
        trains("plain", "--recipe accurate --no-augment --epochs 1");

        assertThat(at(config("plain"), "recipe/augment").getAsBoolean()).isFalse();
    }

    /** run.json says with which command it can be trained again. */
    @Test
    @Tag("slow")
    void commandInTheRunTrainsTheSameAgain() throws Exception {
        trains("one", "--recipe accurate --epochs 2 --averaging 4 --batch-size 4");
        String command = text(Documents.read(models.resolve("one/run.json")), "command");
        String words = command.replaceFirst("^cnn ", "").replace("'", "");

        User.cnn(words, "--models", models, "--name", "other").succeeds();

        assertThat(config("other")).isEqualTo(config("one"));
        for (String file : List.of("epoch-0002.params", "optimizer-0002.safetensors")) {
            assertThat(models.resolve("other").resolve(file))
                    .hasSameBinaryContentAs(models.resolve("one").resolve(file));
        }
        assertThat(Files.readAllBytes(models.resolve("one/epoch-0002.params")))
                .isNotEqualTo(Files.readAllBytes(models.resolve("one/epoch-0000.params")));
    }
}
