package org.patternscanner.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One of the four files of a set in MNIST's IDX format (Y. LeCun, C. Cortes and C. Burges, The
 * MNIST database of handwritten digits): big-endian numbers, then one byte a label or a pixel.
 *
 * @param fileName its usual name, without {@code .gz}
 * @param images true for images, false for labels
 */
record IdxFile(String fileName, boolean images) {

    static final IdxFile TRAINING_IMAGES = new IdxFile("train-images-idx3-ubyte", true);
    static final IdxFile TRAINING_LABELS = new IdxFile("train-labels-idx1-ubyte", false);
    static final IdxFile TEST_IMAGES = new IdxFile("t10k-images-idx3-ubyte", true);
    static final IdxFile TEST_LABELS = new IdxFile("t10k-labels-idx1-ubyte", false);

    /** Two zero bytes, 8 for 'unsigned byte', then the number of dimensions. */
    private static final int IMAGES_MAGIC = 0x803;

    private static final int LABELS_MAGIC = 0x801;

    /** From 'magic number' to the last size. */
    private int headerBytes() {
        return images ? 16 : 8;
    }

    /**
     * Holds the content against the format.
     *
     * @param from how a message names the file
     * @throws IOException with one sentence that names the file and the fact
     */
    void check(String from, byte[] content) throws IOException {
        if (content.length < headerBytes()) {
            throw new IOException(
                    "%s is truncated: it has %d bytes, and its header alone takes %d."
                            .formatted(from, content.length, headerBytes()));
        }
        ByteBuffer header = ByteBuffer.wrap(content);
        int magic = header.getInt();
        int expected = images ? IMAGES_MAGIC : LABELS_MAGIC;
        if (magic != expected) {
            throw new IOException(
                    "%s is not a file of %s: its magic number is %d, not %d."
                            .formatted(from, images ? "images" : "labels", magic, expected));
        }
        int count = header.getInt();
        if (count <= 0) {
            throw new IOException("%s claims to hold %d items.".formatted(from, count));
        }
        if (images) {
            checkImageSize(from, header.getInt(), header.getInt());
        }
        checkLength(from, content.length - headerBytes(), count);
        if (!images) {
            checkLabels(from, content);
        }
    }

    private static void checkImageSize(String from, int rows, int columns) throws IOException {
        if (rows != LabelledImages.SIDE || columns != LabelledImages.SIDE) {
            throw new IOException(
                    "%s holds images of %d x %d pixels; the network reads 28 x 28."
                            .formatted(from, rows, columns));
        }
    }

    private void checkLength(String from, int actual, int count) throws IOException {
        long expected = images ? (long) count * LabelledImages.PIXELS : count;
        if (actual != expected) {
            throw new IOException(
                    "%s is %s: its header promises %d %s, that is %d bytes, and %d follow."
                            .formatted(
                                    from,
                                    actual < expected ? "truncated" : "too long",
                                    count,
                                    images ? "images" : "labels",
                                    expected,
                                    actual));
        }
    }

    private void checkLabels(String from, byte[] content) throws IOException {
        for (int i = headerBytes(); i < content.length; i++) {
            int label = Byte.toUnsignedInt(content[i]);
            if (label >= LabelledImages.CLASSES) {
                throw new IOException(
                        "%s gives image %d the label %d; labels go from 0 to 9."
                                .formatted(from, i - headerBytes(), label));
            }
        }
    }

    /** Both contents must have been checked before. */
    static void requireEqualCounts(
            IdxSource source, byte[] imageFile, byte[] labelFile, boolean training)
            throws IOException {
        int imageCount = ByteBuffer.wrap(imageFile).getInt(4);
        int labelCount = ByteBuffer.wrap(labelFile).getInt(4);
        if (imageCount != labelCount) {
            throw new IOException(
                    "%s holds %d images, but %s holds %d labels."
                            .formatted(
                                    source.describe(training ? TRAINING_IMAGES : TEST_IMAGES),
                                    imageCount,
                                    source.describe(training ? TRAINING_LABELS : TEST_LABELS),
                                    labelCount));
        }
    }
}
