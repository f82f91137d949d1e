package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.cli.Cnn;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;

class PredictTest {

    private static final int IMAGES = 24;

    @TempDir Path folder;

    @Test
    void answersAreThoseOfOneThreadOfEightOfABatchAndOfCnnPredict() throws Exception {
        Predict.Result found = Predict.run(Path.of("models", "plain"), IMAGES);

        assertThat(found.several()).isEqualTo(found.one());
        List<List<Double>> expected = ofCnnPredict(ImageSet.mnist().test());
        for (int i = 0; i < IMAGES; i++) {
            assertAlike(found.one().get(i), expected.get(i));
            assertAlike(found.batch().get(i), expected.get(i));
        }
    }

    private static void assertAlike(List<Double> actual, List<Double> expected) {
        assertThat(actual).hasSize(10);
        for (int digit = 0; digit < 10; digit++) {
            assertThat(actual.get(digit)).isCloseTo(expected.get(digit), within(1e-4));
        }
    }

    /** The test images as pictures, read by the command. */
    private List<List<Double>> ofCnnPredict(LabelledImages images) throws Exception {
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setDataElements(0, 0, 28, 28, images.image(i));
            ImageIO.write(picture, "png", folder.resolve("%02d.png".formatted(i)).toFile());
        }
        StringWriter out = new StringWriter();
        int code =
                Cnn.commandLine(Map.of("CNN_THREADS", "2"))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("predict", folder.toString(), "--model", "plain", "--json");
        assertThat(code).isZero();
        List<List<Double>> answers = new ArrayList<>();
        var document = JsonParser.parseString(out.toString()).getAsJsonObject();
        for (JsonElement picture : document.getAsJsonArray("predictions")) {
            List<Double> probabilities = new ArrayList<>();
            for (JsonElement number : picture.getAsJsonObject().getAsJsonArray("probabilities")) {
                probabilities.add(number.getAsDouble());
            }
            answers.add(probabilities);
        }
        return answers;
    }
}
