package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.sha256;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.network.Classifier;

/** {@code cnn receptive-field --measured}, as people type it. */
@Tag("slow")
class MeasuredFieldTest {

    private static final String MEASURED =
            """
            conv1  32 x 28 x 28    3 x 3     1      0     3 x 3  784 of 784  # x #
            pool1  32 x 14 x 14    4 x 4     2    0.5     4 x 4  196 of 196  # x #
            conv2  64 x 14 x 14    8 x 8     2    0.5     8 x 8  196 of 196  # x #
            pool2  64 x 7 x 7    10 x 10     4    1.5   10 x 10    49 of 49  # x #
            """;

    @TempDir Path temp;

    @Test
    void findsTheComputedFieldAtEveryPlace() throws Exception {
        Path file = temp.resolve("effective.png");

        Outcome outcome = Trained.cnn("receptive-field --measured", "-o", file).succeeds();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.by()).startsWith("by small, epoch ");
        assertThat(outcome.out())
                .contains("start  measured      agrees  half in\n")
                .contains("measured, on small, epoch ")
                .endsWith("Drawn in " + file + "\n");
        String table =
                outcome.out()
                        .lines()
                        .filter(line -> line.matches("(conv|pool)\\d .*"))
                        .map(line -> line.replaceFirst("\\d+ x \\d+$", "# x #") + "\n")
                        .reduce("", String::concat)
                        .replaceAll(" +# x #", "  # x #");
        assertThat(table).isEqualTo(MEASURED);
        assertThat(Pictures.width(file)).isGreaterThan(1200);
    }

    @ParameterizedTest
    @CsvSource({"--stack, '3,3'", "--layer, conv2", "--at, '3,3'", "--image, digit.png"})
    void refusesToMeasureWhatHasNoTrainedNetworkOrIsOneUnit(String option, String value) {
        User.cnn("receptive-field", "--measured", option, value)
                .refuses("receptive-field", "--measured looks at every unit of", option);
    }

    @ParameterizedTest
    @CsvSource({"--model, small", "--epoch, 1", "--models, m", "--device, cpu", "--threads, 2"})
    void takesANetworkOnlyToMeasure(String option, String value) {
        User.cnn("receptive-field", option, value).refuses("receptive-field", option, "--measured");
    }

    @Test
    void mindsNoVariableThatOtherCommandsNeed() {
        User user = new User().with("CNN_MODEL", "nosuch").with("CNN_MODELS", "nosuch");

        assertThat(user.types("receptive-field").succeeds().out())
                .isEqualTo(User.cnn("receptive-field").out());
    }

    /** A network whose second convolution is all zeros: nothing changes it. */
    @Tag("thorough")
    @Test
    void saysPlainlyWhereItDoesNotAgree() throws Exception {
        Path models = Trained.copyOfModels(temp.resolve("models"));
        Path folder = models.resolve("small");
        Path params = folder.resolve("epoch-0002.params");
        String before = sha256(params);
        try (Classifier classifier =
                new CheckpointStore(models).open("small").load(2, Device.cpu())) {
            NDArray weights =
                    classifier.model().getBlock().getParameters().get("conv2.weight").getArray();
            weights.muli(0);
            classifier.save(folder, 2);
        }
        Path json = folder.resolve("run.json");
        Files.writeString(json, Files.readString(json).replace(before, sha256(params)));

        Outcome outcome =
                User.cnn(
                        "receptive-field --measured --model small --epoch 2 --json --models",
                        models);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(
                        "cnn: conv2 does not agree at 196 of its 196 places: at row 0, column 0"
                                + " the computed field has 25 pixels, but none changes it.\n"
                                + "cnn: pool2 does not agree at 49 of its 49 places: at row 0,"
                                + " column 0 the computed field has 49 pixels, but none changes"
                                + " it.\n");
        JsonObject document =
                outcome.json("receptive-field/1", "layers", "model", "epoch", "images");
        assertThat(number(document, "layers/0/size")).isEqualTo(3);
        assertThat(numbers(document, 0)).containsExactly(3.0, 3.0, 784.0, 784.0);
        double sum = 0;
        for (JsonElement row : array(document, "layers/0/measured/energy")) {
            for (JsonElement share : row.getAsJsonArray()) {
                sum += share.getAsDouble();
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(numbers(document, 2)).containsExactly(0.0, 0.0, 0.0, 196.0);
        assertThat(number(document, "layers/2/measured/halfOfEnergy")).isZero();
    }

    private static List<Double> numbers(JsonObject document, int layer) {
        return Stream.of("rows", "columns", "agreeing", "units")
                .map(name -> number(document, "layers/%d/measured/%s".formatted(layer, name)))
                .toList();
    }
}
