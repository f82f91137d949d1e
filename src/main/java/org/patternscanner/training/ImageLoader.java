package org.patternscanner.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.Augmentation;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Normalization;

/**
 * Hands one thread's share of each batch of images to libtorch, augmented where the recipe says so.
 *
 * <p>The buffers are used again for each step: on a processor the arrays are not copies of them but
 * the buffers themselves, and fresh ones would wait for Java's garbage collection to be freed.
 */
final class ImageLoader implements ShareLoader {

    private static final int SIDE = LabelledImages.SIDE;
    private static final int PIXELS = LabelledImages.PIXELS;

    private final LabelledImages images;
    private final Normalization normalization;
    private final @Nullable Augmentation augmentation;
    private final byte[] drawn;
    private final ByteBuffer pixels;
    private final ByteBuffer labels;

    /** Makes room for up to {@code most} images. */
    ImageLoader(LabelledImages images, Normalization normalization, boolean augment, int most) {
        this.images = images;
        this.normalization = normalization;
        augmentation = augment ? new Augmentation(Augmentation.Strength.STANDARD) : null;
        drawn = new byte[PIXELS];
        pixels = ByteBuffer.allocateDirect(most * PIXELS);
        labels = ByteBuffer.allocateDirect(most * Long.BYTES).order(ByteOrder.nativeOrder());
    }

    /** Returns (B, 1, 28, 28), normalized. */
    @Override
    public NDArray inputs(NDManager manager, EpochOrder order, int from, int to) {
        pixels.clear();
        for (int place = from; place < to; place++) {
            int offset = order.example(place) * PIXELS;
            if (augmentation == null) {
                pixels.put(images.pixels(), offset, PIXELS);
            } else {
                augmentation.draw(images.pixels(), offset, order.random(place), drawn);
                pixels.put(drawn);
            }
        }
        Shape shape = new Shape(to - from, SIDE, SIDE, 1);
        return normalization.apply(manager.create(pixels.flip(), shape, DataType.UINT8));
    }

    @Override
    public NDArray labels(NDManager manager, EpochOrder order, int from, int to) {
        labels.clear();
        for (int place = from; place < to; place++) {
            labels.putLong(images.label(order.example(place)));
        }
        return manager.create(labels.flip(), new Shape(to - from), DataType.INT64);
    }
}
