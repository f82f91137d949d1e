package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.TinyMnist;

/** {@code cnn compare} on a network that learned a little, and one that hardly did. */
@Tag("slow")
class CompareCommandTest {

    private static final String POOR = "poor";

    @TempDir static Path folder;
    private static Path poor;

    @TempDir Path temp;

    @BeforeAll
    static void trainsAPoorOne() {
        trains(folder, POOR, "--epochs 3 --limit 40 --validation 200 --seed 1");
        poor = folder.resolve(POOR);
    }

    private static Path trains(Path models, String name, String options) {
        Trained.trains(models, name, options + " --quiet").succeeds();
        return models.resolve(name);
    }

    private static Outcome compare(Object... words) {
        return User.cnn("compare --models", Trained.MODELS, words);
    }

    @Test
    void saysWhichIsBetterAndThatItIsNoChance() {
        Outcome outcome = compare(Trained.RUN, poor).succeeds().fitsATerminal();

        assertThat(outcome.out())
                .startsWith("On the 200 test images:\n\nrun    recipe   epoch  accuracy")
                .containsPattern("(?m)^small  custom  . of 2   \\d\\d\\.\\d\\d % ")
                .containsPattern("(?m)^poor   custom  . of 3   \\d\\d\\.\\d\\d % ")
                .containsPattern("(?m)^small  poor +\\d+ +\\d+  < 0\\.0001  first is better$")
                .contains("From 0.05 on it is called noise.");
    }

    @Test
    void callsTheSameNetworkNoise() {
        Outcome outcome = compare(poor, Trained.RUN, Trained.RUN).succeeds();

        assertThat(outcome.out())
                .containsPattern("(?m)^small  small \\(3\\) +0 +0 +1\\.0000  within noise$")
                .containsPattern("(?m)^poor   small +\\d+ +\\d+  < 0\\.0001  second is better$")
                .contains("From 0.05 / 3 on it is called noise, for 3 pairs are compared.");
    }

    /** The numbers of two other commands: evaluate's accuracies, and what only one reads right. */
    @Test
    void agreesWithEvaluate() {
        JsonObject document =
                compare(Trained.RUN, poor, "--json").json("compare/1", "split", "runs", "pairs");
        List<Path> models = List.of(Trained.MODELS.resolve(Trained.RUN), poor);
        double[] accuracies = new double[2];
        for (int i = 0; i < 2; i++) {
            JsonElement run = at(document, "runs/" + i);
            JsonObject evaluated =
                    User.cnn("evaluate --json --model", models.get(i)).json("evaluate/1");
            accuracies[i] = number(run, "accuracy");
            for (String fact : List.of("accuracy", "interval", "loss")) {
                assertThat(at(run, fact)).isEqualTo(evaluated.get(fact));
            }
        }
        assertThat(number(document, "count")).isEqualTo(200);
        JsonElement pair = at(document, "pairs/0");
        assertThat(number(pair, "onlyFirst") - number(pair, "onlySecond"))
                .isEqualTo((double) Math.round(200 * (accuracies[0] - accuracies[1])));
        assertThat(at(pair, "withinNoise").getAsBoolean()).isFalse();
    }

    @Test
    void drawsTheCurvesOfAllRuns() throws Exception {
        Path file = temp.resolve("compare.png");

        Outcome outcome = compare(Trained.RUN, poor, Trained.RUN, "-o", file).succeeds();

        assertThat(outcome.out()).endsWith("Drawn in " + file + "\n");
        assertThat(Pictures.width(file)).isGreaterThan(1_500);
    }

    @Test
    void drawsNoCurvesOfARunThatHeldOutNothing() {
        Path none = trains(temp, "none", "--epochs 1 --limit 40 --validation 0");

        compare(Trained.RUN, none, "-o", temp.resolve("x.png"))
                .failsWith("Run none held out no image for", "leave --output out");
        compare(Trained.RUN, none).succeeds();
    }

    @Test
    void comparesOnTheImagesHeldOut() {
        assertThat(compare(Trained.RUN, poor, "--split", "validation").succeeds().out())
                .startsWith("On the 200 validation images:");
    }

    @Test
    void needsTwoRuns() {
        compare(Trained.RUN).refuses("compare", "Name another run to compare small with");
    }

    @Test
    void refusesRunsOnOtherImages() {
        Path data = TinyMnist.write(temp.resolve("data"), 100, 20);
        User.cnn("train --name other --epochs 1 --validation 20", "--data", data, "--models", temp)
                .succeeds();

        compare(Trained.RUN, temp.resolve("other"))
                .failsWith("Runs small and other belong to", "they cannot be compared");
    }

    @Test
    void refusesARunWithoutAnEpoch() throws Exception {
        JsonObject begun = Documents.read(poor.resolve("run.json"));
        begun.add("epochs", new JsonArray());
        Files.writeString(temp.resolve("run.json"), begun.toString());

        compare(Trained.RUN, temp)
                .failsWith("Run poor has no finished epoch yet", "nothing to compare");
    }
}
