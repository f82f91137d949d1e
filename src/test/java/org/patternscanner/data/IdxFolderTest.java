package org.patternscanner.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patternscanner.data.TinyMnist.TEST_IMAGES;
import static org.patternscanner.data.TinyMnist.TEST_LABELS;
import static org.patternscanner.data.TinyMnist.TRAINING_IMAGES;
import static org.patternscanner.data.TinyMnist.TRAINING_LABELS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people put into a folder of their own: 20 training images and 10 test images here. */
class IdxFolderTest {

    @TempDir Path temp;
    private Path folder;

    @BeforeEach
    void aGoodFolder() {
        folder = TinyMnist.write(temp.resolve("my digits"), 20, 10);
    }

    @Test
    void readsPlainFiles() throws IOException {
        ImageSet set = ImageSet.in(folder);

        // The first labels of MNIST, as everybody's first look at it shows them.
        assertThat(set.training().labels())
                .containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7, 2, 8, 6, 9);
        assertThat(set.test().labels()).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        assertThat(set.training().pixels()).isEqualTo(body(TRAINING_IMAGES, 16));
        assertThat(set.test().pixels()).isEqualTo(body(TEST_IMAGES, 16));
        assertThat(set.name()).isEqualTo(folder.toString());
    }

    @Test
    void readsZippedFilesBesidePlainOnes() throws IOException {
        ImageSet plain = ImageSet.in(folder);
        zip(TRAINING_IMAGES);
        zip(TEST_LABELS);

        ImageSet mixed = ImageSet.in(folder);

        assertThat(mixed.training().pixels()).isEqualTo(plain.training().pixels());
        assertThat(mixed.sha256()).isEqualTo(plain.sha256());
    }

    /** 2^31 - 1 images would be 1.7 TB: that number must not overflow. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the file               | what becomes of it  | what is said of it
                    t10k-images-idx3-ubyte  | is t10k-labels-idx1-ubyte  | F is not a file of images: its magic number is 2049, not 2051.
                    train-labels-idx1-ubyte | is train-images-idx3-ubyte | F is not a file of labels: its magic number is 2051, not 2049.
                    train-images-idx3-ubyte | length 15                  | is truncated: it has 15 bytes, and its header alone takes 16
                    t10k-labels-idx1-ubyte  | length 0                   | is truncated: it has 0 bytes, and its header alone takes 8
                    train-images-idx3-ubyte | length 15695               | F is truncated: its header promises 20 images, that is 15680 bytes, and 15679 follow.
                    t10k-labels-idx1-ubyte  | length 17                  | promises 10 labels, that is 10 bytes, and 9 follow
                    t10k-images-idx3-ubyte  | length 7857                | is too long: its header promises 10 images, that is 7840 bytes, and 7841 follow
                    t10k-images-idx3-ubyte  | int 4 2147483647           | promises 2147483647 images, that is 1683627179248 bytes, and 7840 follow
                    t10k-images-idx3-ubyte  | int 4 -5                   | F claims to hold -5 items.
                    t10k-images-idx3-ubyte  | int 4 0                    | F claims to hold 0 items.
                    train-labels-idx1-ubyte | int 4 19 length 27         | holds 20 images, but F holds 19 labels.
                    t10k-labels-idx1-ubyte  | int 4 11 length 19         | holds 10 images, but F holds 11 labels.
                    train-labels-idx1-ubyte | byte 11 10                 | F gives image 3 the label 10; labels go from 0 to 9.
                    train-labels-idx1-ubyte | byte 11 -56                | F gives image 3 the label 200
                    t10k-images-idx3-ubyte  | int 8 32 length 8976       | F holds images of 32 x 28 pixels; the network reads 28 x 28.
                    """)
    void refusesAFileThatIsWrong(String name, String change, String reason) throws IOException {
        byte[] content = content(name);
        Scanner words = new Scanner(change);
        while (words.hasNext()) {
            switch (words.next()) {
                case "is" -> content = content(words.next());
                case "length" -> content = Arrays.copyOf(content, words.nextInt());
                case "int" -> ByteBuffer.wrap(content).putInt(words.nextInt(), words.nextInt());
                case "byte" -> content[words.nextInt()] = words.nextByte();
                default -> throw new IllegalArgumentException(change);
            }
        }
        Files.write(folder.resolve(name), content);

        refuses(reason.replaceFirst("\\bF\\b", folder.resolve(name).toString()));
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        Path missing = temp.resolve("no such folder");

        assertThatThrownBy(() -> ImageSet.in(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no folder " + missing + ".");
    }

    @Test
    void refusesAFolderWithoutOneOfTheFilesOrWithAFolderInItsPlace() throws IOException {
        Files.delete(folder.resolve(TEST_LABELS));
        String missing = folder + " has no file t10k-labels-idx1-ubyte, plain or with .gz; it has ";
        refuses(
                missing
                        + "t10k-images-idx3-ubyte, train-images-idx3-ubyte, train-labels-idx1-ubyte.");

        Files.createDirectory(folder.resolve(TEST_LABELS + ".gz"));
        refuses(missing);
    }

    @Test
    void ofAFolderOfSomethingElseItSaysWhatASetMayBe() throws IOException {
        folder = Files.createDirectory(temp.resolve("other"));
        refuses(folder + " has neither MNIST's files nor folders 0 to 9; it has no file.");
        Files.writeString(folder.resolve("notes.txt"), "");
        refuses(folder + " has neither MNIST's files nor folders 0 to 9; it has notes.txt.");
    }

    /** As Kaggle, torchvision and EMNIST hand them out, and as some unpackers name them. */
    @ParameterizedTest
    @CsvSource({
        "F/N.idxU-ubyte, ''",
        "F/N-idxU-ubyte/N-idxU-ubyte, ''",
        "F/MNIST/raw/N-idxU-ubyte, ''",
        "F/emnist-digits-N-idxU-ubyte, .gz"
    })
    void findsTheFilesAsOthersNameThem(String path, String ending) throws IOException {
        ImageSet usual = ImageSet.in(folder);
        for (String name : List.of(TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS)) {
            String kind =
                    name.replaceAll("-idx.*", "")
                            .replace("t10k", ending.isEmpty() ? "t10k" : "test");
            String spelled =
                    path.replace("N", kind).replace("U", name.contains("idx3") ? "3" : "1");
            Path file = temp.resolve(spelled.replaceFirst("F/", "others/") + ending);
            Files.createDirectories(requireNonNull(file.getParent()));
            byte[] content = content(name);
            Files.write(file, ending.isEmpty() ? content : TinyMnist.gzip(content));
        }

        assertThat(ImageSet.in(temp.resolve("others")).sha256()).isEqualTo(usual.sha256());
    }

    @Test
    void refusesAFolderWithTwoSets() throws IOException {
        for (String name : List.of(TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS)) {
            for (String set : List.of("emnist-digits-", "emnist-mnist-")) {
                Files.copy(folder.resolve(name), folder.resolve(set + name));
            }
            Files.delete(folder.resolve(name));
        }

        refuses(
                "has more than one set, such as emnist-digits-train-labels-idx1-ubyte and emnist-mnist");
    }

    /** Its own files count, not those of a set that lies in a folder below. */
    @Test
    void takesTheNearestFiles() throws IOException {
        ImageSet own = ImageSet.in(folder);
        TinyMnist.write(folder.resolve("older"), 10, 5);

        assertThat(ImageSet.in(folder).sha256()).isEqualTo(own.sha256());
    }

    @Test
    void refusesAGzipFileThatBreaksOff() throws IOException {
        byte[] zipped = TinyMnist.gzip(content(TEST_IMAGES));
        zip(TEST_IMAGES);
        for (int length : new int[] {3, 9, 100, zipped.length / 2, zipped.length - 1}) {
            Files.write(folder.resolve(TEST_IMAGES + ".gz"), Arrays.copyOf(zipped, length));

            refuses(TEST_IMAGES + ".gz is truncated: it ends too early.");
        }
    }

    @Test
    void refusesAGzipFileWithAFlippedBit() throws IOException {
        byte[] zipped = TinyMnist.gzip(content(TEST_IMAGES));
        zipped[zipped.length - 6] ^= 4; // in its checksum
        zip(TEST_IMAGES);
        Files.write(folder.resolve(TEST_IMAGES + ".gz"), zipped);

        refuses(TEST_IMAGES + ".gz is damaged: it cannot be unpacked.");
    }

    @Test
    void refusesSomethingElseWhoseNameEndsInGz() throws IOException {
        zip(TEST_IMAGES);
        Files.writeString(folder.resolve(TEST_IMAGES + ".gz"), "<html>404 Not Found</html>");

        refuses(TEST_IMAGES + ".gz is not a file of images, but a web page or other XML.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,13,0 | a table of text (CSV)
                    label,1x1,1x2,1x3,1x4,1x5 | a table of text (CSV)
                    version https://git-lfs.github.com/spec/v1 | a Git LFS pointer, not the file
                    MATLAB 5.0 MAT-file, Platform: PCWIN64 | a MATLAB file (.mat)
                    PAR1____ | a Parquet table
                    PK__ | a zip archive
                    """)
    void saysWhatAFileIsInstead(String start, String kind) throws IOException {
        String content = start.replace("PK__", "PK\u0003\u0004") + "\n";
        Files.writeString(folder.resolve(TEST_IMAGES), content);

        refuses(TEST_IMAGES + " is not a file of images, but " + kind);
    }

    /** Packed twice, as some do before they hand it out. */
    @Test
    void saysOfAnArchiveInAGzipFileWhatItIs() throws IOException {
        byte[] tar = new byte[1024];
        System.arraycopy("train-images".getBytes(US_ASCII), 0, tar, 0, 12);
        System.arraycopy("ustar".getBytes(US_ASCII), 0, tar, 257, 5);
        Files.write(folder.resolve(TEST_IMAGES + ".gz"), TinyMnist.gzip(tar));

        refuses(TEST_IMAGES + ".gz is not a file of images, but a tar archive.");
    }

    private void refuses(String reason) {
        assertThatThrownBy(() -> ImageSet.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(folder.toString(), reason)
                .hasMessageEndingWith(".");
    }

    private byte[] content(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private byte[] body(String name, int header) throws IOException {
        byte[] content = content(name);
        return Arrays.copyOfRange(content, header, content.length);
    }

    /** Puts the zipped file in the plain one's place. */
    private void zip(String name) throws IOException {
        Files.write(folder.resolve(name + ".gz"), TinyMnist.gzip(content(name)));
        Files.delete(folder.resolve(name));
    }
}
