package org.patternscanner.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.ReceptiveField.Span;

/** The computed receptive fields against pixels that are really changed. */
class ReceptiveFieldOfSimpleCnnTest {

    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;

    /** What an untouched unit may differ by: libtorch's transforms round. */
    private static final float ROUNDING = 1e-4f;

    @BeforeAll
    static void settleEngine() {
        TorchEngine.configure(2);
    }

    @Test
    void unitsChangeExactlyWithThePixelsOfTheirComputedField() {
        Map<String, Changes> measured = measure();
        for (Architecture.Step step : Architecture.SIMPLE_CNN.steps()) {
            if (step.isSpatial()) {
                Changes changes = requireNonNull(measured.get(step.layer().name()));
                int last = step.output().height() - 1;
                int middle = last / 2;
                assertThat(changes.side).isEqualTo(last + 1);
                compare(step, 0, 0, changes);
                compare(step, 0, last, changes);
                compare(step, last, 0, changes);
                compare(step, last, last, changes);
                compare(step, 0, middle, changes);
                compare(step, middle, last, changes);
                compare(step, middle, middle, changes);
                compare(step, 1, middle + 1, changes);
            }
        }
    }

    private static void compare(Architecture.Step step, int row, int column, Changes changes) {
        Span rows = step.field().of(row).within(SIDE);
        Span columns = step.field().of(column).within(SIDE);
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = contains(rows, y) && contains(columns, x);
                boolean changed = changes.seen[y * SIDE + x][row * changes.side + column];
                expected.append(inside ? '#' : '.');
                actual.append(changed ? '#' : '.');
            }
            expected.append('\n');
            actual.append('\n');
        }
        assertThat(actual.toString())
                .as("%s at row %d, column %d", step.layer().name(), row, column)
                .isEqualTo(expected.toString());
    }

    private static boolean contains(Span span, int index) {
        return span.first() <= index && index <= span.last();
    }

    /**
     * Which units changed.
     *
     * @param side units in a row
     * @param seen [pixel][unit]: whether any channel of the unit changed with the pixel
     */
    private record Changes(int side, boolean[][] seen) {}

    /** A ReLU or a maximum can hide a change: so there are two images, made lighter and darker. */
    private static Map<String, Changes> measure() {
        Map<String, Changes> measured = new LinkedHashMap<>();
        Random random = new Random(30);
        try (Classifier classifier = Classifier.untrained(Device.cpu(), Normalization.MNIST, 30)) {
            for (float change : new float[] {8, -8}) {
                float[] image = new float[PIXELS];
                for (int i = 0; i < PIXELS; i++) {
                    image[i] = (float) random.nextGaussian();
                }
                perturb(classifier, image, change, measured);
            }
        }
        return measured;
    }

    /** A batch of the image itself and, for each pixel, the image with this pixel changed. */
    private static void perturb(
            Classifier classifier, float[] image, float change, Map<String, Changes> measured) {
        float[] batch = new float[(PIXELS + 1) * PIXELS];
        for (int i = 0; i <= PIXELS; i++) {
            System.arraycopy(image, 0, batch, i * PIXELS, PIXELS);
        }
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            batch[(pixel + 1) * PIXELS + pixel] += change;
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(batch, new Shape(PIXELS + 1, 1, SIDE, SIDE));
            x = layer(manager, classifier, "conv1", x);
            note(x, "conv1", measured);
            x = pool(x);
            note(x, "pool1", measured);
            x = layer(manager, classifier, "conv2", x);
            note(x, "conv2", measured);
            note(pool(x), "pool2", measured);
        }
    }

    private static NDArray layer(NDManager manager, Classifier classifier, String name, NDArray x) {
        Block block = null;
        for (Pair<String, Block> child : classifier.model().getBlock().getChildren()) {
            block = child.getKey().endsWith(name) ? child.getValue() : block;
        }
        return requireNonNull(block)
                .forward(new ParameterStore(manager, false), new NDList(x), false)
                .singletonOrThrow();
    }

    /** As the lesson has it after each convolution. */
    private static NDArray pool(NDArray x) {
        Shape two = new Shape(2, 2);
        return Pool.maxPool2d(Activation.relu(x), two, two, new Shape(0, 0), false);
    }

    private static void note(NDArray maps, String name, Map<String, Changes> measured) {
        int side = Math.toIntExact(maps.getShape().get(2));
        // (785, C, side, side) -> (784, side, side): the largest change of any channel.
        NDArray largest = maps.get("1:").sub(maps.get("0:1")).abs().max(new int[] {1});
        float[] difference = largest.toFloatArray();
        Changes changes =
                measured.computeIfAbsent(
                        name, key -> new Changes(side, new boolean[PIXELS][side * side]));
        for (int i = 0; i < difference.length; i++) {
            changes.seen[i / (side * side)][i % (side * side)] |= difference[i] > ROUNDING;
        }
    }
}
