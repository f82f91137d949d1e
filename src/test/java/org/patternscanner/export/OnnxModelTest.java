package org.patternscanner.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.arithmetic.Difference;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.TrainedNetwork;
import org.patternscanner.network.Classifier;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;

/** What ONNX Runtime, which others wrote, makes of the exported file. */
class OnnxModelTest {

    /** Between two libraries that add up in another order, in logits of up to 20. */
    private static final double CLOSE = 1e-4;

    private static final int IMAGE = 28 * 28;

    private static Run run;
    private static Classifier classifier;
    private static byte[] file;
    private static LabelledImages images;

    @BeforeAll
    static void exportTheNetworkThatComesAlong() throws Exception {
        run = new CheckpointStore(Path.of("models")).open(CheckpointStore.PLAIN);
        classifier = run.load(run.info().bestEpoch(), Device.cpu());
        file = OnnxModel.of(ExportedNetwork.of(run, run.info().bestEpoch()));
        images = ImageSet.mnist().test();
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Test
    void givesTheSameLogitsOnAllTestImagesAndTheSameAccuracy() throws Exception {
        float[][] expected = classifier.logits(images.pixels());

        float[][] actual = new Onnx(file).compute(images.pixels(), 1_000).logits();

        assertThat(actual.length).isEqualTo(10_000);
        assertThat(largestDifference(actual, expected)).isLessThan(CLOSE);
        assertThat(correct(actual)).isEqualTo(correct(expected)).isGreaterThan(9_950);
    }

    private static int correct(float[][] logits) {
        return Score.of(logits, images.labels()).accuracy().successes();
    }

    private static double largestDifference(float[][] some, float[][] others) {
        return Difference.of(some, others).largest();
    }

    @Test
    void givesTheCalibratedProbabilitiesThatPredictShows() throws Exception {
        byte[] pixels = Arrays.copyOf(images.pixels(), 50 * IMAGE);

        float[][] actual = new Onnx(file).compute(pixels, 50).probabilities();

        try (TrainedNetwork predictor =
                new TrainedNetwork(run, run.info().bestEpoch(), Device.cpu())) {
            for (int i = 0; i < actual.length; i++) {
                byte[] image = Arrays.copyOfRange(pixels, i * IMAGE, (i + 1) * IMAGE);
                double[] expected = predictor.predict(image).probabilities();
                for (int digit = 0; digit < expected.length; digit++) {
                    assertThat((double) actual[i][digit]).isCloseTo(expected[digit], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void readsABatchOfAnySize(int batch) throws Exception {
        byte[] pixels = Arrays.copyOf(images.pixels(), batch * IMAGE);

        float[][] actual = new Onnx(file).compute(pixels, batch).logits();

        assertThat(largestDifference(actual, classifier.logits(pixels))).isLessThan(CLOSE);
    }

    @ParameterizedTest
    @EnumSource(names = {"CNN", "DENSE"})
    void exportsEveryNetworkThatIsAListOfLayers(NetworkKind kind) throws Exception {
        byte[] pixels = Arrays.copyOf(images.pixels(), 20 * IMAGE);
        Normalization other = new Normalization(0.3, 0.7);
        try (Classifier untrained = Classifier.untrained(kind, Device.cpu(), other, 5)) {
            ExportedNetwork network =
                    new ExportedNetwork("some", 0, kind, other, 1, untrained.parameters());

            float[][] actual = new Onnx(OnnxModel.of(network)).compute(pixels, 20).logits();

            assertThat(largestDifference(actual, untrained.logits(pixels))).isLessThan(CLOSE);
        }
    }

    @Test
    void saysWhatItTakesAndGives() throws Exception {
        try (OrtSession session = new Onnx(file).session()) {
            TensorInfo input = tensor(session.getInputInfo(), "images");
            assertThat(input.type).isEqualTo(OnnxJavaType.UINT8);
            assertThat(input.getShape()).containsExactly(-1, 1, 28, 28);
            assertThat(session.getOutputNames()).containsExactly("logits", "probabilities");
            assertThat(tensor(session.getOutputInfo(), "logits").getShape())
                    .containsExactly(-1, 10);
            assertThat(session.getMetadata().getDescription())
                    .contains("uint8 (batch, 1, 28, 28)", "white ink on black");
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("network", "SimpleCNN")
                    .containsEntry("run", "plain")
                    .containsEntry("normalization_mean", "0.1307");
        }
    }

    private static TensorInfo tensor(Map<String, NodeInfo> nodes, String name) {
        return (TensorInfo) requireNonNull(nodes.get(name)).getInfo();
    }

    @Test
    void answersAsDocsExchangeAsksIt() throws Exception {
        ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGE);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, 1, 28, 28};
        try (OrtSession session = environment.createSession(file);
                OnnxTensor image =
                        OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("images", image))) {
            float[][] probabilities =
                    (float[][]) result.get("probabilities").orElseThrow().getValue();

            assertThat(probabilities[0])
                    .containsExactly(new Onnx(file).compute(new byte[IMAGE], 1).probabilities[0]);
        }
    }

    @Test
    void writesTheSameBytesForTheSameNetwork() throws Exception {
        assertThat(OnnxModel.of(ExportedNetwork.of(run, run.info().bestEpoch()))).isEqualTo(file);
    }

    /** A file in ONNX Runtime. */
    private record Onnx(byte[] file) {

        record Result(float[][] logits, float[][] probabilities) {}

        OrtSession session() throws OrtException {
            OrtSession.SessionOptions strict = new OrtSession.SessionOptions();
            strict.addConfigEntry("session.strict_shape_type_inference", "1");
            return OrtEnvironment.getEnvironment().createSession(file, strict);
        }

        /** Reads images, so many at once. */
        Result compute(byte[] pixels, int batch) throws OrtException {
            float[][] logits = new float[pixels.length / IMAGE][];
            float[][] probabilities = new float[pixels.length / IMAGE][];
            try (OrtSession session = session()) {
                for (int from = 0; from < logits.length; from += batch) {
                    ByteBuffer part = ByteBuffer.allocateDirect(batch * IMAGE);
                    part.put(pixels, from * IMAGE, batch * IMAGE).flip();
                    long[] shape = {batch, 1, 28, 28};
                    OrtEnvironment onnx = OrtEnvironment.getEnvironment();
                    try (OnnxTensor input =
                                    OnnxTensor.createTensor(onnx, part, shape, OnnxJavaType.UINT8);
                            OrtSession.Result result = session.run(Map.of("images", input))) {
                        copy(result, "logits", logits, from);
                        copy(result, "probabilities", probabilities, from);
                    }
                }
            }
            return new Result(logits, probabilities);
        }

        private static void copy(OrtSession.Result result, String name, float[][] to, int from)
                throws OrtException {
            float[][] rows = (float[][]) result.get(name).orElseThrow().getValue();
            System.arraycopy(rows, 0, to, from, rows.length);
        }
    }
}
