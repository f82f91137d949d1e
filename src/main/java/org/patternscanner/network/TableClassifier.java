package org.patternscanner.network;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import org.patternscanner.arithmetic.Maps;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.data.LabelledRows;

/**
 * A small network that sorts the rows of a table into two classes. Close it to free its memory.
 *
 * <p>Input: rows (B, 1, columns). Output: logits (B, 2).
 */
public final class TableClassifier implements AutoCloseable {

    private static final int CLASSES = 2;

    private final Model model;
    private final int columns;

    private TableClassifier(Block block, int columns, Device device, long seed) {
        this.columns = columns;
        model = Model.newInstance("table", device);
        model.setBlock(block);
        TorchEngine.seed(seed);
        block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, columns));
        block.freezeParameters(true);
    }

    /**
     * The lesson's network along one axis: convolution and pooling, twice, then a dense layer. It
     * takes for granted that neighboring columns have to do with each other.
     */
    public static TableClassifier convolutional(int columns, Device device, long seed) {
        SequentialBlock block = new SequentialBlock();
        block.add(convolution(1, 16)).add(Activation.reluBlock()); // (B, 16, columns)
        block.add(halve()); // (B, 16, columns / 2)
        block.add(convolution(16, 32)).add(Activation.reluBlock()); // (B, 32, columns / 2)
        block.add(halve()); // (B, 32, columns / 4)
        block.add(Blocks.batchFlattenBlock());
        block.add(linear(32 * (columns / 2 / 2), CLASSES)); // (B, 2)
        return new TableClassifier(block, columns, device, seed);
    }

    /**
     * Two dense layers, to which columns have no order. For 30 columns as many parameters as {@link
     * #convolutional} has, less one.
     */
    public static TableClassifier dense(int columns, Device device, long seed) {
        int hidden = 63;
        SequentialBlock block = new SequentialBlock();
        block.add(Blocks.batchFlattenBlock()); // (B, columns)
        block.add(linear(columns, hidden)).add(Activation.reluBlock());
        block.add(linear(hidden, CLASSES)); // (B, 2)
        return new TableClassifier(block, columns, device, seed);
    }

    private static Block halve() {
        return Pool.maxPool1dBlock(new Shape(2), new Shape(2));
    }

    private static Block convolution(int inputs, int filters) {
        Block block =
                Conv1d.builder()
                        .setFilters(filters)
                        .setKernelShape(new Shape(3))
                        .optPadding(new Shape(1))
                        .build();
        return FanIn.initialize(block, 3 * inputs);
    }

    private static Block linear(int inputs, int outputs) {
        return FanIn.initialize(Linear.builder().setUnits(outputs).build(), inputs);
    }

    /**
     * Predicts the logits of rows.
     *
     * @return two logits a row
     */
    public float[][] logits(LabelledRows rows) {
        FloatBuffer numbers = FloatBuffer.allocate(rows.size() * columns);
        for (float[] row : rows.numbers()) {
            numbers.put(row);
        }
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray input = manager.create(numbers.array(), new Shape(rows.size(), 1, columns));
            ParameterStore parameters = new ParameterStore(manager, false);
            NDArray output = model.getBlock().forward(parameters, new NDList(input), false).head();
            return Maps.rows(output.toFloatArray(), CLASSES);
        }
    }

    /** How well it does on rows. */
    public Score score(LabelledRows rows) {
        byte[] labels = new byte[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) rows.labels()[i];
        }
        return Score.of(logits(rows), labels);
    }

    /** Weights and biases. */
    public long parameterCount() {
        return Classifier.parameterCount(model);
    }

    /** DJL's model, for those who train it. */
    public Model model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
    }
}
