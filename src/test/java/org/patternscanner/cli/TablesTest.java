package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cnn summary} and {@code cnn receptive-field}, whole. */
class TablesTest {

    private static final String SUMMARY =
            """
            layer    output        parameters  multiply-adds  parameters if dense
            -------  ------------  ----------  -------------  -------------------
            conv1    32 x 28 x 28         320        225,792           19,694,080
            relu1    32 x 28 x 28           -              -                    -
            pool1    32 x 14 x 14           -              -                    -
            conv2    64 x 14 x 14      18,496      3,612,672           78,688,512
            relu2    64 x 14 x 14           -              -                    -
            pool2    64 x 7 x 7             -              -                    -
            flatten  3136                   -              -                    -
            fc1      128              401,536        401,408              401,536
            relu3    128                    -              -                    -
            fc2      10                 1,290          1,280                1,290
            -------  ------------  ----------  -------------  -------------------
            total                     421,642      4,241,152
            """;

    private static final String RECEPTIVE_FIELD =
            """
            layer  output           size  jump  start
            -----  ------------  -------  ----  -----
            conv1  32 x 28 x 28    3 x 3     1      0
            pool1  32 x 14 x 14    4 x 4     2    0.5
            conv2  64 x 14 x 14    8 x 8     2    0.5
            pool2  64 x 7 x 7    10 x 10     4    1.5
            """;

    @Test
    void showsWhatEachLayerCosts() {
        Outcome summary = User.cnn("summary").succeeds();

        assertThat(summary.out())
                .startsWith("SimpleCNN: an image of 1 x 28 x 28 goes in, ten logits come out.\n\n")
                .contains("\n" + SUMMARY + "\n")
                .contains("A multiply-add is one multiplication and one addition");
        assertThat(summary.err()).isEmpty();
    }

    /** The lesson's arithmetic: (k k C_in + 1) C_out, and as many multiply-adds a place. */
    @Test
    void agreesWithTheLessonsArithmetic() {
        assertThat(row(SUMMARY, "conv1")).contains((3 * 3 + 1) * 32L, 28 * 28 * 9 * 32L);
        assertThat(row(SUMMARY, "conv2")).contains((3 * 3 * 32 + 1) * 64L, 14 * 14 * 9 * 32 * 64L);
        assertThat(row(SUMMARY, "fc1")).contains((3136 + 1) * 128L, 3136 * 128L);
        assertThat(row(SUMMARY, "fc2")).contains((128 + 1) * 10L, 128 * 10L);
        assertThat(row(SUMMARY, "conv1")).contains((28 * 28 + 1) * 32 * 28 * 28L);
        assertThat(row(SUMMARY, "conv2")).contains((32 * 14 * 14 + 1) * 64 * 14 * 14L);
        assertThat(320 + 18_496 + 401_536 + 1_290).isEqualTo(421_642);
        assertThat(225_792 + 3_612_672 + 401_408 + 1_280).isEqualTo(4_241_152);
    }

    private static List<Long> row(String table, String layer) {
        String line = table.lines().filter(l -> l.startsWith(layer)).findFirst().orElseThrow();
        return List.of(line.replace(",", "").trim().split("\\s{2,}")).stream()
                .filter(cell -> cell.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void givesTheSummaryAsADocumentWhoseTotalsAddUp() {
        Outcome outcome = User.cnn("summary --json").succeeds();
        JsonObject document = outcome.json("summary/1", "layers", "parameters", "multiplyAdds");

        double parameters = 0;
        double multiplyAdds = 0;
        for (JsonElement layer : array(document, "layers")) {
            assertThat(layer.getAsJsonObject().keySet()).contains("name", "output");
            parameters += number(layer, "parameters");
            multiplyAdds += number(layer, "multiplyAdds");
        }
        assertThat(number(document, "parameters")).isEqualTo(parameters).isEqualTo(421_642);
        assertThat(number(document, "multiplyAdds")).isEqualTo(multiplyAdds).isEqualTo(4_241_152);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void showsHowMuchOfTheImageAUnitSees() {
        Outcome outcome = User.cnn("receptive-field").succeeds();

        assertThat(outcome.out()).contains("\n" + RECEPTIVE_FIELD + "\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void givesTheReceptiveFieldAsADocument() {
        JsonObject document =
                User.cnn("receptive-field --json").succeeds().json("receptive-field/1");

        assertThat(array(document, "layers")).hasSize(4);
        assertThat(at(document, "layers/2"))
                .hasToString(
                        "{\"name\":\"conv2\",\"output\":[64,14,14],\"size\":8,\"jump\":2,"
                                + "\"start\":0.5}");
    }

    /** The lesson: 3x3 twice sees 5, three times 7. The others by counting on paper. */
    @ParameterizedTest
    @CsvSource({
        "'3', 3, 1",
        "'3,3', 5, 1",
        "'3,3,3', 7, 1",
        "'7', 7, 1",
        "'3s2,3', 7, 2",
        "'3d2', 5, 1",
        "'3s2p1d1,3s2p1', 7, 4",
        "'2s2,2s2,2s2', 8, 8"
    })
    void answersTheLessonsQuestionForAnyStack(String stack, int size, int jump) {
        JsonArray layers =
                array(
                        User.cnn("receptive-field --json --stack", stack)
                                .succeeds()
                                .json("receptive-field/1"),
                        "layers");

        JsonElement last = layers.get(layers.size() - 1);
        assertThat(number(last, "size")).isEqualTo(size);
        assertThat(number(last, "jump")).isEqualTo(jump);
    }

    /** Araujo, Norris and Sim (2019); ResNet-50 with the stride in the 3x3. */
    @ParameterizedTest
    @CsvSource({"alexnet, 8, 195", "VGG16, 18, 212", "resnet50, 18, 427"})
    void knowsNetworksByName(String name, int rows, int size) {
        JsonArray layers =
                array(
                        User.cnn("receptive-field --json --stack", name)
                                .succeeds()
                                .json("receptive-field/1"),
                        "layers");

        assertThat(layers).hasSize(rows);
        assertThat(number(layers.get(rows - 1), "size")).isEqualTo(size);
    }

    @Test
    void saysWhatATableOfAKnownNetworkLeavesOut() {
        assertThat(User.cnn("receptive-field --stack resnet50 --at 3,3").out())
                .contains("ResNet-50 v1.5: how much of an image of 3 x 224 x 224")
                .contains("layer4.2.conv2  512 x 7 x 7     427 x 427    32      0\n")
                .contains("Left out: 1x1 convolutions", "larger than the image")
                .contains("layer4.2.conv2 at row 3", "layer1.2.conv2 at row 24, column 24: rows 79")
                .doesNotContain("layer2.0.conv1", "layer2.0.conv2 at row");
        assertThat(User.cnn("receptive-field --stack vgg16").out())
                .doesNotContain("Left out", "larger than the image");
    }

    @Test
    void asksForTheInputThatAStackNeeds() {
        String stack = "3s2,3s2,3s2,3s2,3s2";
        User.cnn("receptive-field --stack", stack)
                .refuses("receptive-field", "does not fit into an image of 28 x 28", "--input 63");
        User.cnn("receptive-field --input 62 --stack", stack)
                .refuses("receptive-field", "image of 62 x 62", "--input 63");
        User.cnn("receptive-field --input 63 --stack", stack).succeeds();
        User.cnn("receptive-field --input 62 --stack alexnet")
                .refuses("receptive-field", "--input 63");
        User.cnn("receptive-field --input 63 --stack alexnet").succeeds();
        User.cnn("receptive-field --stack 9999s9999,9999s9999")
                .refuses("receptive-field", "No image of up to 4096 x 4096", "smaller.");
    }

    @Test
    void asksWhichKnownNetworkWasMeant() {
        User.cnn("receptive-field --stack resnet5")
                .refuses("receptive-field", "not a window", "vgg16", "Did you mean resnet50?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3;3", "3,", "3s", "-3", "x", "99999999999", "3p99999999999"})
    void refusesAStackThatMeansNothing(String stack) {
        User.cnn("receptive-field", "--stack=" + stack)
                .refuses("receptive-field", "is not a window", "as in 3s2p1d1");
    }

    @ParameterizedTest
    @CsvSource({"0, kernel size", "3s0, stride"})
    void refusesAWindowOfNoSizeAndNoStride(String stack, String named) {
        User.cnn("receptive-field", "--stack=" + stack)
                .refuses("receptive-field", named + " is 0", "at least 1");
    }

    /** conv2's unit (7, 7) sees rows 7*2+0.5 ± 3.5: 11 to 18. */
    @Test
    void followsAUnitBackToTheImage(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("rf.png");

        Outcome outcome =
                User.cnn("receptive-field --layer conv2 --at 7,7", "--output", picture).succeeds();

        assertThat(outcome.out())
                .contains("conv2 at row 7, column 7: rows 11 to 18, columns 11 to 18\n")
                .contains("Drawn in " + picture + "\n");
        assertThat(Pictures.width(picture)).isPositive();
    }

    @Test
    void saysThatAFieldReachesIntoThePadding() {
        assertThat(User.cnn("receptive-field --layer=conv2 --at=0,13").out())
                .contains("conv2 at row 0, column 13: rows 0 to 4, columns 23 to 27; the rest of");
    }
}
