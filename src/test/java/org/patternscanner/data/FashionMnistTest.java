package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.MRL;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DJL downloaded before, in a cache of its own, while nothing can be downloaded. */
class FashionMnistTest {

    private static final String CACHE = "DJL_CACHE_DIR";
    private static final String OFFLINE = "ai.djl.offline";

    @TempDir Path cache;
    private ProxySelector before;
    private String offline;

    @BeforeEach
    void disconnect() {
        before = ProxySelector.getDefault();
        offline = System.getProperty(OFFLINE);
        ProxySelector.setDefault(new NoProxy());
        System.setProperty(CACHE, cache.toString());
        System.setProperty(OFFLINE, "true");
    }

    @AfterEach
    void connect() {
        ProxySelector.setDefault(before);
        System.clearProperty(CACHE);
        if (offline == null) {
            System.clearProperty(OFFLINE);
        }
    }

    private static final class NoProxy extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    }

    @Test
    void isReadFromWhatDjlDownloaded() throws IOException {
        Path files = fillCache();
        ImageSet set = ImageSet.fashionMnist();
        assertThat(set.name()).isEqualTo("fashion-mnist");
        assertThat(set.training().size()).isEqualTo(20);
        assertThat(set.sha256()).isEqualTo(ImageSet.in(files).sha256());
    }

    @Test
    void namesTheFileThatIsDamaged() throws IOException {
        fillCache();
        try (Stream<Path> all = Files.walk(cache)) {
            Path labels =
                    all.filter(path -> path.endsWith("test_labels")).findFirst().orElseThrow();
            Files.write(labels, TinyMnist.labels(TinyMnist.TEST_LABELS, 9));
        }
        assertThatIOException()
                .isThrownBy(ImageSet::fashionMnist)
                .withMessageContainingAll("10 images", "9 labels", "Fashion-MNIST's t10k-labels");
    }

    @Test
    void saysWhatToDoWhereItCannotBeDownloaded() {
        assertThatIOException()
                .isThrownBy(ImageSet::fashionMnist)
                .withMessageContainingAll("could not be downloaded", "--data DIR");
    }

    /** As DJL leaves it; returns a folder with the same files under their usual names. */
    private Path fillCache() throws IOException {
        Path files = TinyMnist.write(cache.resolve("files"), 20, 10);
        MRL location =
                BasicDatasets.REPOSITORY.dataset(
                        Application.CV.ANY, BasicDatasets.GROUP_ID, "fashmnist", "1.0");
        Path repository = BasicDatasets.REPOSITORY.getCacheDirectory();
        Path metadata = repository.resolve(location.toURI().getPath()).resolve("metadata.json");
        Files.createDirectories(metadata.getParent());
        String items =
                Stream.of(IdxFile.values())
                        .map(IdxFile::djlName)
                        .map("\"%1$s\": {\"uri\": \"1.0/%1$s.gz\", \"name\": \"%1$s\"}"::formatted)
                        .collect(Collectors.joining(", "));
        Files.writeString(
                metadata,
                """
                {"groupId": "%s", "artifactId": "fashmnist", "resourceType": "dataset",
                 "application": "cv", "lastUpdated": "2020-01-01T00:00:00.000Z",
                 "artifacts": [{"version": "1.0", "name": "fashmnist", "files": {%s}}]}"""
                        .formatted(BasicDatasets.GROUP_ID, items));
        URI resource = location.getDefaultArtifact().getResourceUri();
        Path folder = Files.createDirectories(repository.resolve(resource.getPath()));
        for (IdxFile file : IdxFile.values()) {
            Files.copy(files.resolve(file.fileName()), folder.resolve(file.djlName()));
        }
        return files;
    }
}
