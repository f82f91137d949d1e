package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checksums are those that the data's publishers and other programs state. */
class MnistTest {

    private static final String CACHE = "DJL_CACHE_DIR";
    private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";

    @TempDir static Path cache;
    private static final List<URI> asked = new ArrayList<>();
    private static ImageSet mnist;

    /** With a cache folder of its own, and while every request to the network is written down. */
    @BeforeAll
    static void readsMnist() throws IOException {
        String engineCache = ai.djl.util.Utils.getEngineCacheDir().toString();
        ProxySelector before = ProxySelector.getDefault();
        System.setProperty(ENGINE_CACHE, engineCache);
        System.setProperty(CACHE, cache.toString());
        ProxySelector.setDefault(new Listening());
        try {
            mnist = ImageSet.mnist();
        } finally {
            ProxySelector.setDefault(before);
            System.clearProperty(CACHE);
            System.clearProperty(ENGINE_CACHE);
        }
    }

    private static final class Listening extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            asked.add(uri);
        }
    }

    @Test
    void neitherAsksTheNetworkNorTouchesACacheFolder() throws IOException {
        assertThat(asked).isEmpty();
        assertThat(cache).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    train-images-idx3-ubyte, 0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971
                    train-labels-idx1-ubyte, 1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203
                    t10k-images-idx3-ubyte, 1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be
                    t10k-labels-idx1-ubyte, b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b
                    """)
    void carriesTheCanonicalFiles(String name, String sha256) throws Exception {
        assertThat(sha256(TinyMnist.resource(name))).isEqualTo(sha256);
    }

    /** The header and what was read, put together again, are the canonical unpacked files. */
    @Test
    void readsEveryPixelAndLabelInItsPlace() throws Exception {
        assertThat(sha256(TinyMnist.idx(0x803, mnist.training().pixels(), 60_000, 28, 28)))
                .isEqualTo("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
        assertThat(sha256(TinyMnist.idx(0x801, mnist.training().labels(), 60_000)))
                .isEqualTo("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
        assertThat(sha256(TinyMnist.idx(0x803, mnist.test().pixels(), 10_000, 28, 28)))
                .isEqualTo("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
        assertThat(sha256(TinyMnist.idx(0x801, mnist.test().labels(), 10_000)))
                .isEqualTo("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
    }

    @Test
    void hasTheKnownNumberOfEachDigit() {
        assertThat(counts(mnist.training()))
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(counts(mnist.test()))
                .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    /** 0.1307 and 0.3081 are in every program that trains on MNIST, this one's too. */
    @Test
    void hasTheKnownMeanAndStandardDeviation() {
        double sum = 0;
        double squares = 0;
        for (byte pixel : mnist.training().pixels()) {
            double value = (pixel & 255) / 255.0;
            sum += value;
            squares += value * value;
        }
        int count = mnist.training().pixels().length;
        double mean = sum / count;
        assertThat(mean).isCloseTo(0.1307, within(0.00005));
        assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(0.3081, within(0.00005));
    }

    @Test
    void isWhatDjlsMnistMakesOfTheEmbeddedRepository() throws Exception {
        assertEqual(mnist.training(), Dataset.Usage.TRAIN);
        assertEqual(mnist.test(), Dataset.Usage.TEST);
    }

    private static void assertEqual(LabelledImages ours, Dataset.Usage usage) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Mnist djls =
                    Mnist.builder()
                            .optManager(manager)
                            .optRepository(ImageSet.mnistRepository())
                            .optUsage(usage)
                            .setSampling(1, false)
                            .build();
            djls.prepare();
            assertThat(djls.size()).isEqualTo(ours.size());
            try (Batch all = djls.getByRange(manager, 0, ours.size())) {
                assertThat(bytes(all.getData().head())).isEqualTo(ours.pixels());
                assertThat(bytes(all.getLabels().head())).isEqualTo(ours.labels());
            }
        }
    }

    private static byte[] bytes(NDArray array) {
        return array.toType(DataType.UINT8, false).toByteArray();
    }

    @Test
    void isKnownByItsContent(@TempDir Path folder) throws IOException {
        ImageSet tiny = ImageSet.in(TinyMnist.write(folder, 20, 10));
        ImageSet again = ImageSet.in(folder);
        byte[] images = TinyMnist.images(TinyMnist.TEST_IMAGES, 10);
        images[16 + 300]++;
        Files.write(folder.resolve(TinyMnist.TEST_IMAGES), images);

        assertThat(again.sha256()).isEqualTo(tiny.sha256());
        assertThat(ImageSet.in(folder).sha256()).isNotEqualTo(tiny.sha256());
    }

    private static int[] counts(LabelledImages images) {
        int[] counts = new int[10];
        for (int i = 0; i < images.size(); i++) {
            counts[images.label(i)]++;
        }
        return counts;
    }

    private static String sha256(byte[] file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    }
}
