package org.patternscanner.data;

import ai.djl.basicdataset.cv.classification.FashionMnist;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.Repository;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A set of digits, or of things like digits: 28x28 grey images in ten classes.
 *
 * @param name what people call it: {@code mnist}, {@code fashion-mnist} or the folder it came from
 */
public record ImageSet(String name, LabelledImages training, LabelledImages test) {

    /** MNIST's {@link #name}. */
    public static final String MNIST = "mnist";

    /** Fashion-MNIST's {@link #name}. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** Rows that are copied out of native memory at a time. */
    private static final int CHUNK = 5_000;

    private static final int NO_BATCH = 1;

    /** The SHA-256 of all images and labels: a resumed training asks for the same. */
    public String sha256() {
        return Sha256.of(training.pixels(), training.labels(), test.pixels(), test.labels());
    }

    /** What makes DJL's data set of one part. */
    private interface Part {
        ArrayDataset open(Usage usage, NDManager manager) throws IOException;
    }

    /**
     * MNIST, whose files are in this program's jar.
     *
     * @throws IOException if a file is damaged
     */
    public static ImageSet mnist() throws IOException {
        return read(MNIST, IdxRepository.embedded());
    }

    /**
     * MNIST's files as a DJL repository, for a {@code Mnist.builder().optRepository(...)} of your
     * own that needs no network.
     *
     * @throws IOException if a file is damaged
     */
    public static Repository mnistRepository() throws IOException {
        return IdxRepository.embedded();
    }

    /**
     * A set in the four files of MNIST's format and names, plain or {@code .gz}.
     *
     * @throws IOException if a file is missing or is not what its name says; the message names it
     */
    public static ImageSet in(Path folder) throws IOException {
        return read(folder.toString(), IdxRepository.in(folder));
    }

    /**
     * Fashion-MNIST, which DJL downloads when it is first used.
     *
     * @throws IOException if it cannot be downloaded
     */
    public static ImageSet fashionMnist() throws IOException {
        try {
            return read(
                    FASHION_MNIST,
                    (usage, manager) ->
                            FashionMnist.builder()
                                    .optManager(manager)
                                    .optUsage(usage)
                                    .setSampling(NO_BATCH, false)
                                    .build());
        } catch (IOException e) {
            throw new IOException(
                    "Fashion-MNIST could not be downloaded (%s): connect to the internet, or give its four files with --data DIR."
                            .formatted(e.getClass().getSimpleName()),
                    e);
        }
    }

    private static ImageSet read(String name, IdxRepository repository) throws IOException {
        return read(
                name,
                (usage, manager) ->
                        Mnist.builder()
                                .optManager(manager)
                                .optRepository(repository)
                                .optUsage(usage)
                                .setSampling(NO_BATCH, false)
                                .build());
    }

    private static ImageSet read(String name, Part part) throws IOException {
        return new ImageSet(name, read(part, Usage.TRAIN), read(part, Usage.TEST));
    }

    private static LabelledImages read(Part part, Usage usage) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            ArrayDataset set = part.open(usage, manager);
            set.prepare();
            return copyOut(set, manager);
        } catch (TranslateException e) {
            throw new IOException(e);
        }
    }

    /**
     * From DJL's float arrays to one byte array: a quarter of the size, and never in native memory.
     */
    private static LabelledImages copyOut(ArrayDataset set, NDManager manager)
            throws IOException, TranslateException {
        int count = Math.toIntExact(set.size());
        byte[] pixels = new byte[count * LabelledImages.PIXELS];
        byte[] labels = new byte[count];
        for (int from = 0; from < count; from += CHUNK) {
            int to = Math.min(from + CHUNK, count);
            try (NDManager chunk = manager.newSubManager();
                    Batch batch = set.getByRange(chunk, from, to)) {
                copy(batch.getData().head(), pixels, from * LabelledImages.PIXELS);
                copy(batch.getLabels().head(), labels, from);
            }
        }
        return new LabelledImages(pixels, labels);
    }

    private static void copy(NDArray array, byte[] target, int offset) {
        byte[] bytes = array.toType(DataType.UINT8, false).toByteArray();
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }
}
