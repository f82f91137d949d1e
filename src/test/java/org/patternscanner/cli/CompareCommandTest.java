package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
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
        User.cnn(
                        "train --epochs 3 --limit 40 --validation 200 --seed 1 --quiet",
                        "--data",
                        Trained.DATA,
                        "--models",
                        folder,
                        "--name",
                        POOR)
                .succeeds();
        poor = folder.resolve(POOR);
    }

    private static Outcome compare(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "compare";
        all[1] = "--models";
        all[2] = Trained.MODELS;
        System.arraycopy(words, 0, all, 3, words.length);
        return User.cnn(all).isForPeople();
    }

    @Test
    void saysWhichIsBetterAndThatItIsNoChance() {
        Outcome outcome = compare(Trained.RUN, poor).succeeds();

        assertThat(outcome.out())
                .startsWith("On the 200 test images:\n\nrun    recipe   epoch  accuracy")
                .containsPattern("(?m)^small  custom  . of 2   \\d\\d\\.\\d\\d % ")
                .containsPattern("(?m)^poor   custom  . of 3   \\d\\d\\.\\d\\d % ")
                .containsPattern("(?m)^small  poor +\\d+ +\\d+  < 0\\.0001  first is better$")
                .contains("From 0.05 on it is called noise.");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
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
        JsonObject pair = document.getAsJsonArray("pairs").get(0).getAsJsonObject();
        double[] accuracies = new double[2];
        for (int i = 0; i < 2; i++) {
            JsonObject run = document.getAsJsonArray("runs").get(i).getAsJsonObject();
            Path model = i == 0 ? Trained.MODELS.resolve(Trained.RUN) : poor;
            JsonObject evaluated = User.cnn("evaluate --json", "--model", model).json("evaluate/1");
            accuracies[i] = run.get("accuracy").getAsDouble();
            for (String fact : new String[] {"accuracy", "interval", "loss"}) {
                assertThat(run.get(fact)).isEqualTo(evaluated.get(fact));
            }
        }
        assertThat(document.get("count").getAsInt()).isEqualTo(200);
        assertThat(pair.get("onlyFirst").getAsInt() - pair.get("onlySecond").getAsInt())
                .isEqualTo((int) Math.round(200 * (accuracies[0] - accuracies[1])));
        assertThat(pair.get("withinNoise").getAsBoolean()).isFalse();
    }

    @Test
    void drawsTheCurvesOfAllRuns() throws Exception {
        Path file = temp.resolve("compare.png");

        Outcome outcome = compare(Trained.RUN, poor, Trained.RUN, "-o", file).succeeds();

        assertThat(outcome.out()).endsWith("Drawn in " + file + "\n");
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isGreaterThan(1_500);
    }

    @Test
    void drawsNoCurvesOfARunThatHeldOutNothing() {
        Path models = temp.resolve("models");
        User.cnn(
                        "train --name none --epochs 1 --limit 40 --validation 0 --quiet",
                        "--data",
                        Trained.DATA,
                        "--models",
                        models)
                .succeeds();

        compare(Trained.RUN, models.resolve("none"), "-o", temp.resolve("x.png"))
                .failsWith("Run none held out no image for", "leave --output out");
        compare(Trained.RUN, models.resolve("none")).succeeds();
    }

    @Test
    void comparesOnTheImagesHeldOut() {
        assertThat(compare(Trained.RUN, poor, "--split", "validation").succeeds().out())
                .startsWith("On the 200 validation images:");
    }

    @Test
    void needsTwoRuns() {
        compare(Trained.RUN).refuses("compare", "Name another run to compare small with.");
    }

    @Test
    void namesARunThatIsNotThere() {
        compare(Trained.RUN, "nosuch")
                .failsWith("There is no run 'nosuch' in", Trained.MODELS, "and no such folder");
    }

    @Test
    void refusesRunsOnOtherImages() {
        Path data = TinyMnist.write(temp.resolve("data"), 100, 20);
        Path models = temp.resolve("models");
        User.cnn(
                        "train --name other --epochs 1 --validation 20 --quiet",
                        "--data",
                        data,
                        "--models",
                        models)
                .succeeds();

        compare(Trained.RUN, models.resolve("other"))
                .failsWith("Runs small and other belong to", "they cannot be compared");
    }

    @Test
    void refusesARunWithoutAnEpoch() throws Exception {
        Path run = temp.resolve("begun");
        Files.createDirectory(run);
        String json = Files.readString(poor.resolve("run.json"));
        Files.writeString(
                run.resolve("run.json"),
                json.replaceAll("(?s)\"epochs\": \\[.*?\\]", "\"epochs\": []"));

        compare(Trained.RUN, run)
                .failsWith("Run poor has no finished epoch yet: there is nothing to compare.");
    }
}
