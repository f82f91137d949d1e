package org.patternscanner.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A folder in MNIST's format with MNIST's first images: an epoch of it takes a moment. */
public final class TinyMnist {

    public static final String TRAINING_IMAGES = "train-images-idx3-ubyte";
    public static final String TRAINING_LABELS = "train-labels-idx1-ubyte";
    public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private static final int PIXELS = 28 * 28;

    private TinyMnist() {}

    /** Writes the four files, plain. */
    public static Path write(Path folder, int training, int test) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(TRAINING_IMAGES), images(TRAINING_IMAGES, training));
            Files.write(folder.resolve(TRAINING_LABELS), labels(TRAINING_LABELS, training));
            Files.write(folder.resolve(TEST_IMAGES), images(TEST_IMAGES, test));
            Files.write(folder.resolve(TEST_LABELS), labels(TEST_LABELS, test));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a file of images: MNIST's first ones. */
    static byte[] images(String name, int count) throws IOException {
        byte[] pixels = Arrays.copyOfRange(mnist(name), 16, 16 + count * PIXELS);
        return idx(0x803, pixels, count, 28, 28);
    }

    /** The content of a file of labels: MNIST's first ones. */
    static byte[] labels(String name, int count) throws IOException {
        return idx(0x801, Arrays.copyOfRange(mnist(name), 8, 8 + count), count);
    }

    /** Any content: a magic number, the sizes of the dimensions, the bytes. */
    static byte[] idx(int magic, byte[] body, int... sizes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(body);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** A file of MNIST's as the class path has it. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = TinyMnist.class.getResourceAsStream("/mnist/" + name + ".gz")) {
            if (in == null) {
                throw new IOException(name);
            }
            return in.readAllBytes();
        }
    }

    private static byte[] mnist(String name) throws IOException {
        try (InputStream in =
                new GZIPInputStream(new java.io.ByteArrayInputStream(resource(name)))) {
            return in.readAllBytes();
        }
    }
}
