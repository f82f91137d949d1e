package org.patternscanner.digit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.image.GreyImage;
import org.patternscanner.picture.PictureReader;

class StageTest {

    private static Stage stage(int width, int height) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 256;
        }
        return new Stage("any", "nothing", new GreyImage(width, height, values));
    }

    @Test
    void keepsEveryValueOfAnImageThatHasTheSizeAlready() {
        Stage stage = stage(28, 28);

        assertThat(stage.squeezed()).isEqualTo(stage.image().bytes());
    }

    /** Each pixel cut into 28 x 28, the means are those of whole small pixels. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "20, 20", "41, 9", "56, 84"})
    void squeezesAnySizeByTheMeanOfWhatEachPixelCovers(int width, int height) {
        Stage stage = stage(width, height);
        byte[] squeezed = stage.squeezed();

        assertThat(squeezed).hasSize(784);
        for (int i = 0; i < squeezed.length; i++) {
            double sum = 0;
            for (int y = i / 28 * height; y < (i / 28 + 1) * height; y++) {
                for (int x = i % 28 * width; x < (i % 28 + 1) * width; x++) {
                    sum += stage.image().at(x / 28, y / 28);
                }
            }
            double mean = sum / (width * height);
            assertThat((double) (squeezed[i] & 255)).isCloseTo(mean, within(0.501));
        }
    }

    @Test
    void saysInFewWordsWhatEachStageDid() throws IOException {
        BufferedImage picture =
                Drawn.two(Drawn.ground(300, 200, Color.WHITE), 90, 50, 90, 5, Color.BLACK);

        assertThat(DigitNormalizer.normalize(PictureReader.of(picture)).stages())
                .extracting(Stage::change)
                .doesNotHaveDuplicates()
                .allMatch(change -> !change.isEmpty() && change.length() <= 26);
    }
}
