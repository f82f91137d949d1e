package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.number;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn evaluate --habits} and {@code cnn train --habits}. */
class HabitsTest {

    @TempDir Path models;

    @Test
    @Tag("slow")
    void scoreboardHasTheTwoNetworksOfTheProgramSideBySide() {
        JsonObject board =
                User.cnn("evaluate --habits --split validation --json")
                        .succeeds()
                        .json(
                                "habits/1",
                                "split",
                                "networks",
                                "pictures",
                                "rows",
                                "totals",
                                "stated");

        assertThat(StreamSupport.stream(board.getAsJsonArray("networks").spliterator(), false))
                .extracting(network -> network.getAsJsonObject().get("run").getAsString())
                .containsExactly("plain", "pretrained");
        assertCountsAllPictures(board);
        int pictures = board.get("pictures").getAsInt();
        int[][] sums = new int[4][2]; // [2 * no digit + not trained on][network]
        for (JsonElement each : board.getAsJsonArray("rows")) {
            JsonObject row = each.getAsJsonObject();
            for (int network = 0; network < 2; network++) {
                int right = row.getAsJsonArray("right").get(network).getAsInt();
                assertThat(right).isBetween(0, pictures);
                sums[kind(row)][network] += right;
            }
        }
        for (JsonElement each : board.getAsJsonArray("totals")) {
            JsonObject total = each.getAsJsonObject();
            int[] sum = sums[kind(total)];
            assertThat(total.getAsJsonArray("right").get(0).getAsInt()).isEqualTo(sum[0]);
            assertThat(total.getAsJsonArray("right").get(1).getAsInt()).isEqualTo(sum[1]);
        }
    }

    private static int kind(JsonObject row) {
        int none = row.get("isDigit").getAsBoolean() ? 0 : 2;
        return row.get("trainedOn").getAsBoolean() ? none : none + 1;
    }

    private static void assertCountsAllPictures(JsonObject board) {
        int readable = 0;
        for (JsonElement each : board.getAsJsonArray("stated").get(0).getAsJsonArray()) {
            JsonObject interval = each.getAsJsonObject();
            readable += interval.get("count").getAsInt();
            assertThat(interval.get("reached").getAsDouble()).isBetween(0.0, 1.0);
        }
        long rows =
                StreamSupport.stream(board.getAsJsonArray("rows").spliterator(), false)
                        .filter(row -> row.getAsJsonObject().get("isDigit").getAsBoolean())
                        .count();
        int all = board.get("pictures").getAsInt() * (int) rows;
        assertThat(readable).isBetween(9 * all / 10, all); // a picture may be refused
    }

    @Test
    void scoreboardWritesNoPictureAndNoLogits() {
        User.cnn("evaluate --habits --output", models)
                .refuses("evaluate", "--output does not go with --habits");
        User.cnn("evaluate --habits --logits", models.resolve("l.npy"))
                .refuses("evaluate", "--logits does not go with --habits");
    }

    @Test
    void shareOfDrawnDigitsIsKeptInTheRun() throws Exception {
        Outcome outcome =
                Trained.trains(models, "run", "--limit 30 --validation 10 --habits=0.25 --epochs 1")
                        .succeeds();

        assertThat(outcome.err()).contains("40 images", "25.0 % drawn digits");
        JsonObject run = Documents.read(models.resolve("run/run.json"));
        assertThat(number(run, "config/recipe/habits")).isEqualTo(0.25);
        assertThat(run.get("command").getAsString()).contains(" --habits 0.25 ");
        assertThat(number(run, "test/count")).isEqualTo(200);
    }

    @Test
    void clothesHaveNoHabits() {
        User.cnn("train --habits --dataset fashion-mnist", "--models", models)
                .refuses("train", "--habits draws digits, and Fashion-MNIST has none");
    }

    @Test
    void shareMustBeOne() {
        User.cnn("train --habits 1", "--models", models)
                .refuses("train", "--habits is 1.0", "0 to 0.5");
    }
}
