package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.Corruption;

@Tag("slow")
class CorruptionsTest {

    @TempDir Path temp;

    @Test
    void areATableWithTheImagesAsTheyAreAndAMean() throws IOException {
        Outcome outcome = Trained.cnn("evaluate --corruptions", "--output", temp).succeeds();

        for (Corruption each : Corruption.values()) {
            assertThat(outcome.out()).containsPattern("\n%s +\\d+\\.\\d\\d %%".formatted(each));
        }
        assertThat(outcome.out())
                .contains("on the 200 test images, damaged in fifteen ways")
                .containsPattern("\nnone +\\d")
                .containsPattern("\nmean of the fifteen +\\d");
        assertThat(ImageIO.read(temp.resolve("corruptions.png").toFile()).getHeight())
                .isGreaterThan(16 * 140);
    }

    @Test
    void areADocumentWhoseFirstRowIsThatOfEvaluate() throws Exception {
        JsonObject json =
                Trained.cnn("evaluate --corruptions --json")
                        .json(
                                "evaluate-corruptions/1",
                                "count",
                                "seed",
                                "networks",
                                "rows",
                                "mean");
        double plain =
                Trained.cnn("evaluate --json").json("evaluate/1").get("accuracy").getAsDouble();

        List<JsonElement> rows = Documents.array(json, "rows").asList();
        assertThat(rows).hasSize(16);
        assertThat(accuracy(rows.get(0))).isEqualTo(plain);
        double sum = 0;
        for (JsonElement row : rows.subList(1, 16)) {
            assertThat(accuracy(row)).isBetween(0.0, 1.0);
            sum += accuracy(row);
        }
        assertThat(Documents.at(json, "mean/0/accuracy").getAsDouble())
                .isCloseTo(sum / 15, within(1e-9));
    }

    private static double accuracy(JsonElement row) {
        return Documents.at(row.getAsJsonObject(), "results/0/accuracy").getAsDouble();
    }

    @Test
    void haveNoLogitsOfOneSetOfImages() {
        Trained.cnn("evaluate --corruptions --logits x.npy")
                .refuses("evaluate", "--logits does not go with --corruptions");
    }
}
