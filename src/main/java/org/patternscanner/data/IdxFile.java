package org.patternscanner.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the four files of a set in MNIST's IDX format (Y. LeCun, C. Cortes and C. Burges, The
 * MNIST database of handwritten digits): big-endian numbers, then one byte a label or a pixel.
 */
enum IdxFile {
    TRAINING_IMAGES("train-images-idx3-ubyte", "train_data", true),
    TRAINING_LABELS("train-labels-idx1-ubyte", "train_labels", false),
    TEST_IMAGES("t10k-images-idx3-ubyte", "test_data", true),
    TEST_LABELS("t10k-labels-idx1-ubyte", "test_labels", false);

    /** Two zero bytes, 8 for 'unsigned byte', then the number of dimensions. */
    private static final int IMAGES_MAGIC = 0x803;

    private static final int LABELS_MAGIC = 0x801;

    private final String fileName;
    private final String djlName;
    private final boolean images;
    private final Pattern spellings;

    IdxFile(String fileName, String djlName, boolean images) {
        this.fileName = fileName;
        this.djlName = djlName;
        this.images = images;
        // Some unpackers write a dot for the second hyphen; EMNIST has its own name before, and
        // 'test'.
        String spelled = fileName.replace("t10k", "(t10k|test)").replace("-", "[-.]");
        spellings = Pattern.compile("(.*-)?" + spelled + "(\\.gz)?");
    }

    /** Whether people call a file of this kind so. */
    boolean isCalled(String name) {
        return spellings.matcher(name).matches();
    }

    /** Whether people call any of the four so. */
    static boolean isOne(String name) {
        return Stream.of(values()).anyMatch(file -> file.isCalled(name));
    }

    /** Its usual name, without {@code .gz}. */
    String fileName() {
        return fileName;
    }

    /** Its name in DJL's repositories. */
    String djlName() {
        return djlName;
    }

    /** From the magic number to the last size. */
    private int headerBytes() {
        return images ? 16 : 8;
    }

    /** What follows the header: a byte for each label or pixel. */
    byte[] body(byte[] content) {
        return Arrays.copyOfRange(content, headerBytes(), content.length);
    }

    /**
     * Checks the content against the format.
     *
     * @param from how a message names the file
     * @throws IOException with one sentence that names the file and the fact
     */
    void check(String from, byte[] content) throws IOException {
        Optional<FileKind> kind = FileKind.of(content);
        if (kind.isPresent()) {
            throw new IOException(
                    "%s is not a file of %s, but %s."
                            .formatted(from, images ? "images" : "labels", kind.get()));
        }
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
}
