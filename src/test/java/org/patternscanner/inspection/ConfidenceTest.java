package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.digit.Readings;
import org.patternscanner.inspection.DigitReader.ReadDigit;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.picture.PictureReader;

/** How sure the network that comes along says it is, and how sure it may be. */
@Tag("slow")
class ConfidenceTest {

    /** The temperature was fitted on other images. */
    @Test
    void onTestImagesProbabilitiesAreOffByLessThanOnePercent() throws IOException {
        LabelledImages test = ImageSet.mnist().test();
        Evaluation evaluation =
                Evaluation.of(PlainNetwork.run(), PlainNetwork.EPOCH, test, Device.cpu());
        assertThat(evaluation.confidence().temperature()).isLessThan(1);
        assertThat(evaluation.confidence().errorWithout()).isGreaterThan(0.05);
        assertThat(evaluation.confidence().error()).isLessThan(0.01);
    }

    @Test
    void ofImagesReadWithSoMuchAsManyAreReadRight() throws IOException {
        LabelledImages test = ImageSet.mnist().test();
        List<Prediction> predictions = predictions(test.pixels());
        int[] unsure =
                IntStream.range(0, test.size())
                        .filter(i -> predictions.get(i).probability() < 0.9)
                        .toArray();
        double promised =
                IntStream.of(unsure).mapToDouble(i -> predictions.get(i).probability()).sum();
        long right =
                IntStream.of(unsure)
                        .filter(i -> predictions.get(i).digit() == test.label(i))
                        .count();
        assertThat(unsure.length).isBetween(50, 200);
        // Three standard deviations of so many coins.
        assertThat((double) right).isBetween(promised - 15, promised + 15);
    }

    private static List<Prediction> predictions(byte[] pixels) throws IOException {
        try (TrainedNetwork predictor =
                new TrainedNetwork(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu())) {
            return predictor.predictAll(pixels);
        }
    }

    @Test
    void aDigitIsReadWithoutAWarning() throws IOException {
        ReadDigit digit = read(printed("3"));
        assertThat(digit.prediction().digit()).isEqualTo(3);
        assertThat(digit.warnings()).isEmpty();
    }

    @Test
    void ofWhatIsNoDigitItIsSaidThatTheNetworkIsNotSure() throws IOException {
        assertUnsure(picture(printed("H")));
        assertUnsure(picture(printed("A")));
    }

    private static void assertUnsure(ReadPicture picture) {
        assertThat(picture.digits())
                .flatExtracting(ReadDigit::warnings)
                .anySatisfy(
                        warning ->
                                assertThat(warning)
                                        .matches(
                                                "The network is not sure: \\d with \\d+ %, \\d with \\d+ %;"
                                                        + " or it is no digit\\."));
    }

    /** It was shown drawn letters, most of them others, and no font. */
    @Test
    void mostPrintedLettersAreInDoubtAndNoneIsReadWithNinetyNinePercent() throws IOException {
        String letters = "AEFHKMNPRTWXYehkr";
        int doubted = 0;
        for (String letter : letters.split("", -1)) {
            if (!letter.isEmpty()) {
                ReadPicture read = picture(printed(letter));
                doubted += read.isInDoubt() ? 1 : 0;
                assertThat(read.probability()).as(letter).isLessThan(0.99);
            }
        }
        assertThat(doubted).isGreaterThanOrEqualTo(3 * letters.length() / 4);
    }

    private static ReadDigit read(BufferedImage picture) throws IOException {
        return picture(picture).digits().get(0);
    }

    private static ReadPicture picture(BufferedImage picture) throws IOException {
        Run run = new CheckpointStore(Path.of("models")).open(CheckpointStore.PRETRAINED);
        try (TrainedNetwork predictor = new TrainedNetwork(run, run.epoch("best"), Device.cpu())) {
            return new DigitReader(predictor).read(Readings.of(PictureReader.of(picture)));
        }
    }

    private static BufferedImage printed(String letter) {
        BufferedImage picture = new BufferedImage(280, 280, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 280, 280);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 180));
        pen.drawString(letter, 60, 210);
        pen.dispose();
        return picture;
    }
}
