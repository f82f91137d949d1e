package org.patternscanner.data;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Where the four files of a set come from: the class path, a folder, or a download. */
abstract class IdxSource {

    /** More than any set of this kind holds: a gzip file can claim to unpack to anything. */
    private static final int MOST_BYTES = 1_000_000_000;

    /** How a message names the file. */
    abstract String describe(IdxFile file);

    /** The file as stored, gzipped or not. */
    abstract byte[] stored(IdxFile file) throws IOException;

    /**
     * All images and labels.
     *
     * @param name of the set
     * @throws IOException with one sentence that names a file and what is wrong with it
     */
    final ImageSet read(String name) throws IOException {
        LabelledImages training = read(IdxFile.TRAINING_IMAGES, IdxFile.TRAINING_LABELS);
        return new ImageSet(name, training, read(IdxFile.TEST_IMAGES, IdxFile.TEST_LABELS));
    }

    private LabelledImages read(IdxFile imageFile, IdxFile labelFile) throws IOException {
        byte[] labels = labelFile.body(read(labelFile));
        byte[] pixels = imageFile.body(read(imageFile));
        int images = pixels.length / LabelledImages.PIXELS;
        if (images != labels.length) {
            throw new IOException(
                    "%s holds %d images, but %s holds %d labels."
                            .formatted(
                                    describe(imageFile),
                                    images,
                                    describe(labelFile),
                                    labels.length));
        }
        return new LabelledImages(pixels, labels);
    }

    /**
     * The file's content, unpacked and checked.
     *
     * @throws IOException with one sentence that names the file and the fact
     */
    final byte[] read(IdxFile file) throws IOException {
        String from = describe(file);
        byte[] content = unpack(from, stored(file));
        file.check(from, content);
        return content;
    }

    private static byte[] unpack(String from, byte[] stored) throws IOException {
        boolean zipped = stored.length > 1 && stored[0] == 0x1f && stored[1] == (byte) 0x8b;
        if (!zipped) {
            return stored;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored), 1 << 16)) {
            byte[] content = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw new IOException(
                        "%s unpacks to more than %d bytes.".formatted(from, MOST_BYTES));
            }
            return content;
        } catch (EOFException e) {
            throw new IOException("%s is truncated: it ends too early.".formatted(from), e);
        } catch (ZipException e) {
            throw new IOException("%s is damaged: it cannot be unpacked.".formatted(from), e);
        }
    }

    /** MNIST in the jar, each file verified by its SHA-256. */
    static IdxSource embedded() {
        return new Embedded();
    }

    /** The files of a folder, each plain or with {@code .gz}. */
    static IdxSource in(Path folder) {
        return new Folder(folder);
    }

    /**
     * Fashion-MNIST, which DJL downloads when it is first used and then keeps in its cache.
     *
     * @throws IOException if it cannot be downloaded
     */
    static IdxSource fashionMnist() throws IOException {
        try {
            return new Downloaded();
        } catch (IOException e) {
            throw new IOException(
                    "Fashion-MNIST could not be downloaded (%s): connect to the internet, or give its four files with --data DIR."
                            .formatted(e.getClass().getSimpleName()),
                    e);
        }
    }

    private static final class Embedded extends IdxSource {

        /** Of the canonical files; the tests compare them with the published ones. */
        private static final Map<IdxFile, String> SHA256 =
                Map.of(
                        IdxFile.TRAINING_IMAGES,
                        "0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971",
                        IdxFile.TRAINING_LABELS,
                        "1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203",
                        IdxFile.TEST_IMAGES,
                        "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be",
                        IdxFile.TEST_LABELS,
                        "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b");

        @Override
        String describe(IdxFile file) {
            return "MNIST's " + file.fileName();
        }

        @Override
        byte[] stored(IdxFile file) throws IOException {
            String resource = "/mnist/" + file.fileName() + ".gz";
            try (@Nullable InputStream in = IdxSource.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException(
                            "%s is missing from this build.".formatted(describe(file)));
                }
                byte[] bytes = in.readAllBytes();
                if (!Sha256.of(bytes).equals(SHA256.get(file))) {
                    throw new IOException(
                            "%s is damaged: its checksum is wrong; build the program again."
                                    .formatted(describe(file)));
                }
                return bytes;
            }
        }
    }

    /**
     * The four files as people have them: plain or with {@code .gz}, in the folder itself, in
     * torchvision's {@code MNIST/raw} below it, or each in a folder of its own.
     */
    private static final class Folder extends IdxSource {

        private static final int DEEPEST = 3;
        private static final int MOST_SHOWN = 6;

        private final Path folder;
        private @Nullable List<Path> files;

        Folder(Path folder) {
            this.folder = folder;
        }

        @Override
        String describe(IdxFile file) {
            try {
                return find(file).toString();
            } catch (IOException e) {
                return folder.resolve(file.fileName()).toString();
            }
        }

        @Override
        byte[] stored(IdxFile file) throws IOException {
            if (!Files.isDirectory(folder)) {
                throw new IOException("There is no folder %s.".formatted(folder));
            }
            Path found = find(file);
            if (Files.size(found) > MOST_BYTES) {
                throw new IOException("%s is larger than %d bytes.".formatted(found, MOST_BYTES));
            }
            return Files.readAllBytes(found);
        }

        /** The nearest; of equals, a zipped file. */
        private Path find(IdxFile file) throws IOException {
            List<Path> all = files();
            List<Path> found =
                    all.stream()
                            .filter(each -> file.isCalled(nameOf(each)))
                            .sorted(NEAREST)
                            .toList();
            if (found.isEmpty()) {
                boolean isSet = all.stream().anyMatch(each -> IdxFile.isOne(nameOf(each)));
                String missing = "no file %s, plain or with .gz".formatted(file.fileName());
                throw new IOException(
                        "%s has %s; it has %s."
                                .formatted(
                                        folder,
                                        isSet
                                                ? missing
                                                : "neither MNIST's files nor folders 0 to 9",
                                        shown(all)));
            }
            Path first = found.get(0);
            List<Path> sets = found.stream().filter(each -> !set(each).equals(set(first))).toList();
            if (!sets.isEmpty() && Objects.equals(first.getParent(), sets.get(0).getParent())) {
                throw new IOException(
                        "%s has more than one set, such as %s and %s: give each a folder of its own."
                                .formatted(folder, nameOf(first), nameOf(sets.get(0))));
            }
            return first;
        }

        private static final Comparator<Path> NEAREST =
                Comparator.comparing(Path::getNameCount)
                        .thenComparing(each -> !nameOf(each).endsWith(".gz"))
                        .thenComparing(Comparator.naturalOrder());

        /** What stands before the file's usual name, as EMNIST's files have it. */
        private static String set(Path file) {
            return nameOf(file).replaceFirst("(train|t10k|test)[-.](images|labels).*", "");
        }

        /** Looked up once, for the folder may be a large one. */
        private List<Path> files() throws IOException {
            List<Path> known = files;
            if (known == null) {
                try (Stream<Path> below = Files.walk(folder, DEEPEST)) {
                    known = below.filter(Files::isRegularFile).sorted().toList();
                }
                files = known;
            }
            return known;
        }

        private static String nameOf(Path file) {
            return String.valueOf(file.getFileName());
        }

        private String shown(List<Path> files) {
            String names =
                    files.stream()
                            .limit(MOST_SHOWN)
                            .map(each -> folder.relativize(each).toString())
                            .collect(Collectors.joining(", "));
            int more = files.size() - MOST_SHOWN;
            return files.isEmpty()
                    ? "no file"
                    : more > 0 ? names + " and %d more".formatted(more) : names;
        }
    }

    private static final class Downloaded extends IdxSource {

        private final Repository repository = BasicDatasets.REPOSITORY;
        private final Map<String, Artifact.Item> files;

        Downloaded() throws IOException {
            MRL location =
                    repository.dataset(
                            Application.CV.ANY, BasicDatasets.GROUP_ID, "fashmnist", "1.0");
            Artifact artifact = location.getDefaultArtifact();
            location.prepare(artifact);
            files = artifact.getFiles();
        }

        @Override
        String describe(IdxFile file) {
            return "Fashion-MNIST's " + file.fileName();
        }

        @Override
        byte[] stored(IdxFile file) throws IOException {
            try (InputStream in = repository.openStream(files.get(file.djlName()), null)) {
                return in.readAllBytes();
            }
        }
    }
}
