package org.patternscanner.data;

import ai.djl.repository.Repository;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A set of digits, or of things like digits: 28x28 gray images in ten classes.
 *
 * @param name what people call it: {@code mnist}, {@code fashion-mnist} or the folder it came from
 */
public record ImageSet(String name, LabelledImages training, LabelledImages test) {

    /** MNIST's {@link #name}. */
    public static final String MNIST = "mnist";

    /** Fashion-MNIST's {@link #name}. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** The SHA-256 of all images and labels: a resumed training checks it. */
    public String sha256() {
        return Sha256.of(training.pixels(), training.labels(), test.pixels(), test.labels());
    }

    /** The set with all its images mended. */
    public ImageSet mended(Mending mending) {
        return new ImageSet(name, mending.of(training), mending.of(test));
    }

    /**
     * MNIST, whose files are in this program's jar.
     *
     * @throws IOException if a file is damaged
     */
    public static ImageSet mnist() throws IOException {
        return IdxSource.embedded().read(MNIST);
    }

    /**
     * MNIST's files as a DJL repository, for a {@code Mnist.builder().optRepository(...)} of your
     * own that needs no network.
     *
     * @throws IOException if a file is damaged
     */
    public static Repository mnistRepository() throws IOException {
        return new IdxRepository(IdxSource.embedded());
    }

    /**
     * A set in the four files of MNIST's format and names, plain or {@code .gz}.
     *
     * @throws IOException if a file is missing or is not what its name says; the message names it
     */
    public static ImageSet in(Path folder) throws IOException {
        return IdxSource.in(folder).read(folder.toString());
    }

    /**
     * Fashion-MNIST, which DJL downloads when it is first used.
     *
     * @throws IOException if it cannot be downloaded or is damaged
     */
    public static ImageSet fashionMnist() throws IOException {
        return IdxSource.fashionMnist().read(FASHION_MNIST);
    }
}
