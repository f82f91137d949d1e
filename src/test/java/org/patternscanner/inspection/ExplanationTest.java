package org.patternscanner.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.digit.Reading;
import org.patternscanner.digit.Readings;
import org.patternscanner.digit.Stage;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.inspection.DigitReader.ReadPicture;
import org.patternscanner.inspection.Explanation.Digit;
import org.patternscanner.inspection.Explanation.Step;
import org.patternscanner.picture.PictureReader;

/** What the network says of each stage, on README's photo of a thin 4 on squared paper. */
class ExplanationTest {

    private static Picture photo;
    private static TrainedNetwork predictor;

    @BeforeAll
    static void opensTheNetwork() throws Exception {
        photo = PictureReader.read(Path.of("docs/images/photo.png"));
        predictor = new TrainedNetwork(PlainNetwork.run(), PlainNetwork.EPOCH, Device.cpu());
    }

    @AfterAll
    static void closesIt() {
        predictor.close();
    }

    private static final ReadPicture NOTHING = new ReadPicture(List.of(), Reading.USUAL, List.of());

    private static ReadPicture read(Picture picture) throws Exception {
        return new DigitReader(predictor).read(Readings.of(picture));
    }

    @Test
    void squeezedAsItCameThePhotoIsMisreadAndOnceCutOutItIsRead() throws Exception {
        Explanation explanation = Explanation.of(predictor, read(photo));

        assertThat(explanation.shared()).isEmpty();
        Digit digit = explanation.digits().get(0);
        assertThat(digit.answer().prediction().digit()).isEqualTo(4);
        assertThat(digit.steps().get(0).prediction().digit()).isNotEqualTo(4);
        assertThat(digit.readableFrom().stage().name()).isEqualTo("cleaned");
    }

    @Test
    void endsWithTheAnswerItselfToTheLastBit() throws Exception {
        ReadPicture read = read(photo);
        Step answer = Explanation.of(predictor, read).digits().get(0).answer();

        assertThat(answer.seen()).isEqualTo(read.digits().get(0).image().pixels());
        assertThat(answer.prediction()).isSameAs(read.digits().get(0).prediction());
    }

    /** One by one, and not in a batch with others. */
    @Test
    void saysOfEachStageWhatTheNetworkSaysOfThatImage() throws Exception {
        ReadPicture read = read(photo);

        List<Step> steps = Explanation.of(predictor, read).digits().get(0).steps();

        assertThat(steps).extracting(Step::stage).isEqualTo(read.digits().get(0).image().stages());
        for (Step step : steps) {
            assertThat(step.seen()).isEqualTo(step.stage().squeezed());
            double[] alone = predictor.predict(step.seen()).probabilities();
            assertThat(step.prediction().probabilities()).containsExactly(alone, within(1e-5));
        }
    }

    @Test
    void ofSeveralDigitsItTellsTheSharedStagesOnce() throws Exception {
        ReadPicture two = read(PictureReader.of(twoSevens()));
        List<Explanation> explanations =
                Explanation.ofAll(predictor, List.of(two, NOTHING, read(photo)));
        Explanation explanation = explanations.get(0);

        assertThat(names(explanation.shared()))
                .containsExactly(
                        "grey", "polarity", "background-corrected", "lines removed", "ink");
        assertThat(explanation.digits()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Digit digit = explanation.digits().get(i);
            assertThat(names(digit.steps()))
                    .containsExactly("cleaned", "cropped", "thickened", "scaled", "centred");
            assertThat(digit.answer().prediction().digit()).isEqualTo(7);
            assertThat(digit.answer().seen()).isEqualTo(two.digits().get(i).image().pixels());
            assertThat(digit.box()).isEqualTo(two.digits().get(i).image().box());
        }
        assertThat(explanations.get(1).digits()).isEmpty();
        assertThat(explanations.get(2).digits().get(0).steps()).hasSize(10);
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream().map(step -> step.stage().name()).toList();
    }

    private static BufferedImage twoSevens() {
        BufferedImage both = new BufferedImage(400, 200, BufferedImage.TYPE_BYTE_GRAY);
        byte[] seven = PlainNetwork.greySeven();
        for (int i = 0; i < 400 * 200; i++) {
            int x = i % 400 % 200 - 30; // 28 x 28 pixels, five times as large
            int y = i / 400 - 30;
            boolean inside = x >= 0 && x < 140 && y >= 0 && y < 140;
            int ink = inside ? seven[y / 5 * 28 + x / 5] & 255 : 0;
            both.getRaster().setSample(i % 400, i / 400, 0, ink < 64 ? 255 : 255 - ink);
        }
        return both;
    }

    @Test
    void readableIsWhatStaysReadable() {
        assertThat(readableFrom(4, 1, 4, 4)).isEqualTo("2");
        assertThat(readableFrom(4, 4)).isEqualTo("0");
        assertThat(readableFrom(1, 4)).isEqualTo("1");
        assertThat(readableFrom(7)).isEqualTo("0");
    }

    /** The name, which is the place, of the step. */
    private static String readableFrom(int... said) {
        List<Step> steps =
                Stream.iterate(0, i -> i < said.length, i -> i + 1)
                        .map(i -> step(String.valueOf(i), said[i]))
                        .toList();
        return new Digit(new Box(0, 0, 9, 9), steps).readableFrom().stage().name();
    }

    private static Step step(String name, int digit) {
        double[] probabilities = new double[10];
        probabilities[digit] = 1;
        Stage stage = new Stage(name, "", new GreyImage(28, 28, new float[784]));
        return new Step(stage, new byte[784], new Prediction(probabilities));
    }
}
