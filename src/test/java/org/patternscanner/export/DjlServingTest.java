package org.patternscanner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.data.ImageSet;
import org.patternscanner.digit.Drawn;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.picture.PictureFiles;

/** What is in the folder for DJL Serving; DjlServingExportTest loads it as DJL Serving does. */
class DjlServingTest {

    @TempDir Path temp;

    private static ExportedNetwork exported(Classifier network, double temperature) {
        Normalization normalization = network.normalization();
        return new ExportedNetwork(
                "some", 3, network.kind(), normalization, temperature, network.parameters());
    }

    @ParameterizedTest
    @EnumSource(names = {"CNN", "DENSE"})
    void loadsWithItsNormalizationAndTemperatureWhicheverNetworkItIs(NetworkKind kind)
            throws Exception {
        byte[] image = ImageSet.mnist().test().image(0);
        Normalization other = new Normalization(0.3, 0.7);
        try (Classifier untrained = Classifier.untrained(kind, Device.cpu(), other, 5)) {
            DjlServing.write(exported(untrained, 0.25), temp.resolve("some"));

            assertThat(probabilities(temp.resolve("some"), png(image)))
                    .containsExactly(
                            Logits.softmax(untrained.logits(image)[0], 0.25), within(1e-5));
        }
    }

    private static double[] probabilities(Path folder, byte[] picture) throws Exception {
        Criteria<Input, Output> criteria =
                Criteria.builder()
                        .setTypes(Input.class, Output.class)
                        .optModelPath(folder)
                        .optDevice(Device.cpu())
                        .build();
        try (ZooModel<Input, Output> model = criteria.loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Input input = new Input();
            input.add(picture);
            String answer = predictor.predict(input).getData().getAsString();
            JsonObject json = JsonParser.parseString(answer).getAsJsonObject();
            JsonObject digit = json.getAsJsonArray("digits").get(0).getAsJsonObject();
            return new Gson().fromJson(digit.get("probabilities"), double[].class);
        }
    }

    private static byte[] png(byte[] image) throws Exception {
        return PictureFiles.encoded(Drawn.grey(28, 28, Drawn.values(image)), "png");
    }

    @Test
    void bringsClassesAndDecodersButNoDataSets() throws Exception {
        try (Classifier untrained =
                Classifier.untrained(NetworkKind.CNN, Device.cpu(), Normalization.MNIST, 1)) {
            DjlServing.write(exported(untrained, 1), temp.resolve("some"));
        }

        try (Stream<Path> libraries = Files.list(temp.resolve("some/libs"))) {
            assertThat(libraries)
                    .extracting(file -> file.getFileName().toString().replaceAll("-\\d.*", ""))
                    .containsExactlyInAnyOrder(
                            ("pattern-scanner.jar common-image common-io common-lang imageio-core"
                                            + " imageio-jpeg imageio-metadata imageio-tiff imageio-webp")
                                    .split(" ", -1));
        }
        assertThat(Files.size(temp.resolve("some/libs/pattern-scanner.jar"))).isLessThan(1_000_000);
        assertThat(temp.resolve("some/epoch-0003.params")).isNotEmptyFile();
    }
}
