package org.patternscanner.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ForwardPass;
import org.patternscanner.arithmetic.Logits;

class SimpleCnnTest {

    private static final int PIXELS = 28 * 28;

    @Test
    void parametersHavePyTorchsNamesAndShapesAndAreAsManyAsTheLessonSays() {
        try (Classifier classifier = untrained(1)) {
            Map<String, List<Integer>> shapes = new LinkedHashMap<>();
            for (Pair<String, Parameter> pair : classifier.model().getBlock().getParameters()) {
                long[] shape = array(pair).getShape().getShape();
                shapes.put(pair.getKey(), Arrays.stream(shape).mapToObj(i -> (int) i).toList());
            }
            assertThat(shapes)
                    .isEqualTo(Architecture.SIMPLE_CNN.parameterShapes())
                    .hasToString(
                            "{conv1.weight=[32, 1, 3, 3], conv1.bias=[32],"
                                    + " conv2.weight=[64, 32, 3, 3], conv2.bias=[64],"
                                    + " fc1.weight=[128, 3136], fc1.bias=[128],"
                                    + " fc2.weight=[10, 128], fc2.bias=[10]}");
            assertThat(classifier.parameterCount()).isEqualTo(421_642);
        }
    }

    @Test
    void startIsUniformWithinOneOverTheRootOfTheFanIn() {
        Map<String, Integer> fanIn = Map.of("conv1", 9, "conv2", 288, "fc1", 3136, "fc2", 128);
        try (Classifier classifier = untrained(7)) {
            classifier
                    .parameters()
                    .forEach(
                            (name, tensor) -> {
                                String layer = name.substring(0, name.indexOf('.'));
                                double bound = 1 / Math.sqrt(requireNonNull(fanIn.get(layer)));
                                checkUniform(name, tensor.values(), bound);
                            });
        }
    }

    private static void checkUniform(String name, float[] values, double bound) {
        double sum = 0;
        double squares = 0;
        double largest = 0;
        int[] quarters = new int[4];
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            largest = Math.max(largest, Math.abs(value));
            quarters[Math.max(0, Math.min(3, (int) ((value / bound + 1) * 2)))]++;
        }
        int n = values.length;
        assertThat(largest).as(name).isLessThanOrEqualTo(bound * (1 + 1e-6));
        // All of n numbers stay below b (1 - 10/n) once in 20,000 times.
        assertThat(largest).as(name).isGreaterThan(bound * (1 - 10.0 / n));
        // Four standard errors: of the mean b / sqrt(3n), of the mean square b² sqrt(4 / 45n).
        assertThat(sum / n).as(name).isCloseTo(0, within(4 * bound / Math.sqrt(3.0 * n)));
        assertThat(squares / n / (bound * bound))
                .as(name)
                .isCloseTo(1 / 3.0, within(4 * Math.sqrt(4 / (45.0 * n))));
        for (int count : quarters) {
            double standardError = Math.sqrt(n * 0.25 * 0.75);
            assertThat((double) count).as(name).isCloseTo(n / 4.0, within(4 * standardError));
        }
    }

    @Test
    void seedDecidesTheStart() {
        try (Classifier one = untrained(5);
                Classifier same = untrained(5);
                Classifier other = untrained(6)) {
            one.parameters()
                    .forEach(
                            (name, tensor) -> {
                                assertThat(tensor.values())
                                        .isEqualTo(values(same, name))
                                        .isNotEqualTo(values(other, name));
                            });
        }
    }

    @Test
    void logitsAreThoseOfThePlainLoops() {
        int count = 5;
        byte[] images = randomImages(new Random(11), count);
        try (Classifier classifier = untrained(11)) {
            Map<String, float[]> numbers = new LinkedHashMap<>();
            classifier.parameters().forEach((name, tensor) -> numbers.put(name, tensor.values()));
            float[][] logits = classifier.logits(images);
            assertThat(logits).hasNumberOfRows(count);
            for (int i = 0; i < count; i++) {
                float[][][] input = Normalization.MNIST.apply(image(images, i));
                float[] expected = ForwardPass.run(Architecture.SIMPLE_CNN, numbers, input);
                assertThat(logits[i]).containsExactly(expected, within(1e-4f));
            }
            assertThat(logits[0]).isNotEqualTo(logits[1]);
        }
    }

    @Test
    void logitsDoNotDependOnTheImagesBesideThem() {
        int count = 300; // more than two of the classifier's batches, and the last one is short
        byte[] images = randomImages(new Random(12), count);
        try (Classifier classifier = untrained(12)) {
            float[][] together = classifier.logits(images);
            assertThat(together).hasNumberOfRows(count);
            for (int i : new int[] {0, 127, 128, 255, 256, 299}) {
                assertThat(classifier.logits(image(images, i))[0])
                        .containsExactly(together[i], within(1e-5f));
            }
        }
    }

    private static byte[] image(byte[] images, int index) {
        return Arrays.copyOfRange(images, index * PIXELS, (index + 1) * PIXELS);
    }

    /** The gradients that training uses, against the loss's change when a weight is moved. */
    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        long[] labels = {3, 0, 9, 7};
        try (Classifier classifier = untrained(13);
                NDManager manager = classifier.model().getNDManager().newSubManager()) {
            NDArray images = manager.create(input(labels.length), new Shape(4, 1, 28, 28));
            Map<String, float[]> gradients = gradients(classifier, images, labels);
            for (Pair<String, Parameter> pair : classifier.model().getBlock().getParameters()) {
                float[] gradient = requireNonNull(gradients.get(pair.getKey()));
                for (int index : steep(gradient, new Random(14))) {
                    assertThat((double) gradient[index])
                            .as("%s[%d]", pair.getKey(), index)
                            .isCloseTo(
                                    slope(classifier, images, labels, array(pair), index),
                                    within(1e-4 + 0.02 * Math.abs(gradient[index])));
                }
            }
        }
    }

    private static Map<String, float[]> gradients(
            Classifier classifier, NDArray images, long[] labels) {
        Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(crossEntropy).optDevices(new Device[] {Device.cpu()});
        Map<String, float[]> gradients = new LinkedHashMap<>();
        classifier.model().getBlock().freezeParameters(false);
        try (Trainer trainer = classifier.model().newTrainer(config)) {
            NDList truth = new NDList(images.getManager().create(labels));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDArray loss = crossEntropy.evaluate(truth, trainer.forward(new NDList(images)));
                collector.backward(loss);
                assertThat((double) loss.getFloat())
                        .isCloseTo(loss(classifier, images, labels), within(1e-6));
            }
            for (Pair<String, Parameter> pair : classifier.model().getBlock().getParameters()) {
                gradients.put(pair.getKey(), array(pair).getGradient().toFloatArray());
            }
        }
        return gradients;
    }

    /** Twenty of the steeper weights: a small slope would drown in float32's rounding. */
    private static List<Integer> steep(float[] gradient, Random random) {
        return random.ints(0, gradient.length)
                .distinct()
                .limit(Math.min(gradient.length, 400))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(gradient[i])))
                .limit(20)
                .toList();
    }

    private static double slope(
            Classifier classifier, NDArray images, long[] labels, NDArray weight, int index) {
        float step = 2e-4f; // small: a ReLU or a maximum that turns over bends the loss
        float[] numbers = weight.toFloatArray();
        float old = numbers[index];
        double[] losses = new double[3];
        for (int side : new int[] {1, -1, 0}) { // the last puts it back
            numbers[index] = old + side * step;
            weight.set(numbers);
            losses[1 + side] = loss(classifier, images, labels);
        }
        return (losses[2] - losses[0]) / (2 * step);
    }

    /** The mean cross-entropy, in double precision from the logits on. */
    private static double loss(Classifier classifier, NDArray images, long[] labels) {
        try (NDManager scope = images.getManager().newSubManager()) {
            NDList input = new NDList(images.duplicate());
            input.attach(scope);
            Block block = classifier.model().getBlock();
            NDList output = block.forward(new ParameterStore(scope, false), input, false);
            float[] logits = output.singletonOrThrow().toFloatArray();
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                float[] row = Arrays.copyOfRange(logits, 10 * i, 10 * i + 10);
                sum += Logits.crossEntropy(row, (int) labels[i]);
            }
            return sum / labels.length;
        }
    }

    private static NDArray array(Pair<String, Parameter> pair) {
        return pair.getValue().getArray();
    }

    private static float[] input(int count) {
        Random random = new Random(13);
        float[] input = new float[count * PIXELS];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }

    private static byte[] randomImages(Random random, int count) {
        byte[] images = new byte[count * PIXELS];
        random.nextBytes(images);
        return images;
    }

    private static float[] values(Classifier classifier, String name) {
        return requireNonNull(classifier.parameters().get(name)).values();
    }

    private static Classifier untrained(long seed) {
        return Classifier.untrained(Device.cpu(), Normalization.MNIST, seed);
    }
}
