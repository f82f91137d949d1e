package org.patternscanner.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grey 28x28 images with a label each, resident in one array.
 *
 * @param pixels 784 bytes an image, row by row, 0 black to 255 white (as unsigned bytes)
 * @param labels one byte an image, 0 to 9
 */
public record LabelledImages(byte[] pixels, byte[] labels) {

    /** Pixels of a row, and rows of an image. */
    public static final int SIDE = 28;

    /** Pixels of an image. */
    public static final int PIXELS = SIDE * SIDE;

    /** How many classes. */
    public static final int CLASSES = 10;

    public LabelledImages {
        if (pixels.length != labels.length * PIXELS) {
            throw new IllegalArgumentException(
                    "%d labels need %d pixels, not %d."
                            .formatted(labels.length, labels.length * PIXELS, pixels.length));
        }
    }

    /** How many images. */
    public int size() {
        return labels.length;
    }

    /** An image's class, 0 to 9. */
    public int label(int index) {
        return labels[index];
    }

    /** A copy of one image's 784 bytes. */
    public byte[] image(int index) {
        return Arrays.copyOfRange(pixels, index * PIXELS, (index + 1) * PIXELS);
    }

    /** One image as [row][column], from 0 to 1. */
    public float[][] brightness(int index) {
        float[][] brightness = new float[SIDE][SIDE];
        for (int i = 0; i < PIXELS; i++) {
            brightness[i / SIDE][i % SIDE] = Byte.toUnsignedInt(pixels[index * PIXELS + i]) / 255f;
        }
        return brightness;
    }

    /** The pixels of some images one after another, as a network reads them. */
    public static byte[] joined(List<byte[]> images) {
        ByteBuffer pixels = ByteBuffer.allocate(images.size() * PIXELS);
        images.forEach(pixels::put);
        return pixels.array();
    }

    /** The images of these indices, in their order. */
    public LabelledImages select(int[] indices) {
        byte[] newPixels = new byte[indices.length * PIXELS];
        byte[] newLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * PIXELS, newPixels, i * PIXELS, PIXELS);
            newLabels[i] = labels[indices[i]];
        }
        return new LabelledImages(newPixels, newLabels);
    }

    /** These images, and others after them. */
    public LabelledImages and(LabelledImages others) {
        byte[] newPixels = Arrays.copyOf(pixels, pixels.length + others.pixels.length);
        byte[] newLabels = Arrays.copyOf(labels, size() + others.size());
        System.arraycopy(others.pixels, 0, newPixels, pixels.length, others.pixels.length);
        System.arraycopy(others.labels, 0, newLabels, size(), others.size());
        return new LabelledImages(newPixels, newLabels);
    }

    /** The first of the images; all, if there are not so many. */
    public LabelledImages first(int count) {
        return select(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /** The indices of all images with this label, in order. */
    public int[] indicesOf(int label) {
        return IntStream.range(0, size()).filter(index -> labels[index] == label).toArray();
    }

    /**
     * All images shifted to the right; black enters, and what leaves is lost.
     *
     * @param shift pixels, from -28 to 28; negative to the left
     */
    public LabelledImages shifted(int shift) {
        byte[] shifted = new byte[pixels.length];
        int kept = SIDE - Math.abs(shift);
        for (int row = 0; row < pixels.length; row += SIDE) {
            System.arraycopy(
                    pixels, row + Math.max(0, -shift), shifted, row + Math.max(0, shift), kept);
        }
        return new LabelledImages(shifted, labels);
    }
}
