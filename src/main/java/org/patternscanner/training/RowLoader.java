package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.patternscanner.data.LabelledRows;

/** Hands one thread's share of each batch of rows to libtorch; the buffers are used again. */
final class RowLoader implements ShareLoader {

    private final LabelledRows rows;
    private final ByteBuffer numbers;
    private final ByteBuffer labels;

    /** Makes room for up to {@code most} rows. */
    RowLoader(LabelledRows rows, int most) {
        this.rows = rows;
        numbers = buffer(most * rows.columns() * Float.BYTES);
        labels = buffer(most * Long.BYTES);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Returns (B, 1, columns). */
    @Override
    public NDArray inputs(NDManager manager, EpochOrder order, int from, int to) {
        numbers.clear();
        for (int place = from; place < to; place++) {
            for (float number : rows.numbers()[order.example(place)]) {
                numbers.putFloat(number);
            }
        }
        Shape shape = new Shape(to - from, 1, rows.columns());
        return manager.create(numbers.flip(), shape, DataType.FLOAT32);
    }

    @Override
    public NDArray labels(NDManager manager, EpochOrder order, int from, int to) {
        labels.clear();
        for (int place = from; place < to; place++) {
            labels.putLong(rows.labels()[order.example(place)]);
        }
        return manager.create(labels.flip(), new Shape(to - from), DataType.INT64);
    }
}
