package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.patternscanner.cli.Documents.array;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.data.TinyMnist;

/** What only a process of its own can show: how it stops, and what it loads. */
@Tag("slow")
class ProcessTest {

    @TempDir Path temp;

    /** The picture can be decoded in this little memory, but not be normalised. */
    @Test
    void saysThatAPictureNeedsMoreMemory() throws Exception {
        Path picture = temp.resolve("large.png");
        BufferedImage sheet = new BufferedImage(1000, 1000, BufferedImage.TYPE_BYTE_GRAY);
        sheet.getRaster().setSample(500, 500, 0, 255);
        ImageIO.write(sheet, "png", picture.toFile());
        Object[] words = {"saliency --model small", picture, "--models", Trained.MODELS};

        Child.starts(temp, List.of("-Xmx24m"), words)
                .ends()
                .isForPeople()
                .failsWith(picture, "needs more memory than there is", "CNN_JAVA_OPTS=-Xmx4g");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send")
    void saysHowToGoOnAfterCtrlC() throws Exception {
        Path data = TinyMnist.write(temp.resolve("data"), 300, 20);
        Path models = temp.resolve("models");
        String command = "train --epochs 900 --batch-size 4 --validation 0 --name long --json";
        Child child = Child.starts(temp, List.of(), command, "--data", data, "--models", models);
        child.until(() -> child.said().contains("epoch 1/900:"));
        child.interrupts();

        Outcome outcome = child.ends().isForPeople();

        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.out()).isEmpty();
        JsonObject run = Documents.read(models.resolve("long/run.json"));
        assertThat(outcome.err().lines())
                .last(STRING)
                .startsWith("Stopped after %d of 900 epochs".formatted(array(run, "epochs").size()))
                .endsWith(" Go on with: cnn train --resume long --models " + models);
        assertThat(outcome.err()).containsOnlyOnce("Stopped");
    }

    /** What needs no network starts as fast as Java can: without PyTorch. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "train --help",
                "summary",
                "receptive-field",
                "kernels",
                "sample --digit 7",
                "sample --grid",
                "lab output-size",
                "lab weight-sharing"
            })
    void loadsTheEngineOnlyToCompute(String command) throws Exception {
        Path log = temp.resolve("classes");
        Outcome outcome =
                Child.starts(temp, List.of("-Xlog:class+load:file=" + log), command)
                        .ends()
                        .succeeds();

        assertThat(outcome.out()).isNotEmpty();
        assertThat(outcome.err()).isEmpty();
        assertThat(Files.readString(log))
                .contains("org.patternscanner.cli.Cnn ")
                .doesNotContain("ai.djl.engine.Engine ", "ai.djl.pytorch.", "ai.djl.Model ");
    }

    /** The engine reads the number of threads once, from whichever of the two says it. */
    @Test
    void printsOneDocumentAndNothingOfTheEngines() throws Exception {
        Outcome outcome = Child.starts(temp, List.of(), "info", "--json").ends().isForPeople();

        JsonElement threads = outcome.json("info/1", "device", "engine", "models").get("threads");
        assertThat(threads.getAsString()).isEqualTo("2");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }
}
