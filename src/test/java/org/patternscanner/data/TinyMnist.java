package org.patternscanner.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return idx(0x803, mnist(name, 16, count * PIXELS), count, 28, 28);
    }

    /** The content of a file of labels: MNIST's first ones. */
    static byte[] labels(String name, int count) throws IOException {
        return idx(0x801, mnist(name, 8, count), count);
    }

    /** Any content: a magic number, the sizes of the dimensions, the bytes. */
    static byte[] idx(int magic, byte[] body, int... sizes) {
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * sizes.length + body.length).putInt(magic);
        for (int size : sizes) {
            content.putInt(size);
        }
        return content.put(body).array();
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

    /** So many bytes behind the header; no more is unpacked. */
    private static byte[] mnist(String name, int header, int count) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(resource(name)))) {
            in.skipNBytes(header);
            return in.readNBytes(count);
        }
    }
}
