package org.patternscanner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.patternscanner.data.LabelledImages;

/**
 * From bytes to what the network reads: (pixel / 255 - mean) / standardDeviation.
 *
 * @param mean of all pixels of the training images, on a scale from 0 to 1
 * @param standardDeviation of the same pixels
 */
public record Normalization(double mean, double standardDeviation) {

    /** MNIST's 60,000 training images. */
    public static final Normalization MNIST = new Normalization(0.1307, 0.3081);

    /** Whether images remain images, in float32 too, which networks compute in. */
    public boolean makesSense() {
        float scale = (float) (1 / (255 * standardDeviation));
        return scale > 0
                && Float.isFinite(scale)
                && Float.isFinite((float) mean)
                && Float.isFinite((float) (mean / standardDeviation));
    }

    /**
     * Makes the network's input.
     *
     * <p>The result is a view whose channels lie innermost in memory: seeing that, libtorch picks
     * its channels-last kernels, which are much faster on a processor.
     *
     * @param images (B, 28, 28, 1), from 0 to 255, of any type; they stay as they are
     * @return (B, 1, 28, 28), float32
     */
    public NDArray apply(NDArray images) {
        return images.toType(DataType.FLOAT32, false)
                .mul((float) (1 / (255 * standardDeviation)))
                .subi((float) (mean / standardDeviation))
                .transpose(0, 3, 1, 2);
    }

    /**
     * Makes the input from one image, in plain Java.
     *
     * @param image 784 bytes
     * @return [channel][row][column]
     */
    public float[][][] apply(byte[] image) {
        float[][][] input = new float[1][LabelledImages.SIDE][LabelledImages.SIDE];
        for (int i = 0; i < image.length; i++) {
            double pixel = Byte.toUnsignedInt(image[i]) / 255.0;
            input[0][i / LabelledImages.SIDE][i % LabelledImages.SIDE] =
                    (float) ((pixel - mean) / standardDeviation);
        }
        return input;
    }
}
