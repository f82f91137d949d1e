package org.patternscanner.data;

import ai.djl.repository.AbstractRepository;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.util.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A DJL repository of one artifact: the four files of a set in MNIST's format.
 *
 * <p>DJL's {@code Mnist} asks a repository for its files. The usual one downloads them and keeps
 * them in a cache that is shared by name alone. This one hands out checked bytes from the class
 * path; it uses no network and no cache.
 */
final class IdxRepository extends AbstractRepository {

    private static final String NAME = "embedded";

    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Artifact artifact = new Artifact();

    /**
     * A repository of a source's four files.
     *
     * @throws IOException if one is damaged
     */
    IdxRepository(IdxSource source) throws IOException {
        super(NAME, URI.create(""));
        for (IdxFile file : IdxFile.values()) {
            contents.put(file.djlName(), source.read(file));
        }
        describeArtifact();
    }

    private void describeArtifact() {
        Map<String, Artifact.Item> items = new LinkedHashMap<>();
        contents.forEach(
                (key, bytes) -> {
                    Artifact.Item item = new Artifact.Item();
                    item.setName(key);
                    item.setSize(bytes.length);
                    item.setArtifact(artifact);
                    items.put(key, item);
                });
        artifact.setName(NAME);
        artifact.setFiles(items);
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Metadata locate(MRL mrl) {
        Metadata metadata = new Metadata.MatchAllMetadata();
        metadata.setArtifacts(List.of(artifact));
        return metadata;
    }

    @Override
    public Artifact resolve(MRL mrl, @Nullable Map<String, String> filter) {
        return artifact;
    }

    @Override
    public InputStream openStream(Artifact.Item item, @Nullable String path) {
        byte[] bytes = contents.get(item.getName());
        if (bytes == null) {
            throw new IllegalArgumentException("There is no file " + item.getName());
        }
        return new ByteArrayInputStream(bytes);
    }

    /** Nothing to prepare: the bytes are here. */
    @Override
    public void prepare(Artifact wanted, @Nullable Progress progress) {}

    @Override
    public List<MRL> getResources() {
        return List.of();
    }
}
