package org.patternscanner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patternscanner.data.TinyMnist.TEST_IMAGES;
import static org.patternscanner.data.TinyMnist.TEST_LABELS;
import static org.patternscanner.data.TinyMnist.TRAINING_IMAGES;
import static org.patternscanner.data.TinyMnist.TRAINING_LABELS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void refusesLabelsInTheImagesPlace() throws IOException {
        write(TEST_IMAGES, content(TEST_LABELS));

        refuses(
                "F/t10k-images-idx3-ubyte is not a file of images: its magic number is 2049, not"
                        + " 2051.");
    }

    @Test
    void refusesImagesInTheLabelsPlace() throws IOException {
        write(TRAINING_LABELS, content(TRAINING_IMAGES));

        refuses(
                "F/train-labels-idx1-ubyte is not a file of labels: its magic number is 2051, not"
                        + " 2049.");
    }

    @Test
    void refusesAHeaderThatBreaksOff() throws IOException {
        write(TRAINING_IMAGES, Arrays.copyOf(content(TRAINING_IMAGES), 15));

        refuses(
                "F/train-images-idx3-ubyte is truncated: it has 15 bytes, and its header alone"
                        + " takes 16.");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write(TEST_LABELS, new byte[0]);

        refuses(
                "F/t10k-labels-idx1-ubyte is truncated: it has 0 bytes, and its header alone takes"
                        + " 8.");
    }

    @Test
    void refusesImagesThatBreakOff() throws IOException {
        write(TRAINING_IMAGES, Arrays.copyOf(content(TRAINING_IMAGES), 16 + 20 * 784 - 1));

        refuses(
                "F/train-images-idx3-ubyte is truncated: its header promises 20 images, that is"
                        + " 15680 bytes, and 15679 follow.");
    }

    @Test
    void refusesLabelsThatBreakOff() throws IOException {
        write(TEST_LABELS, Arrays.copyOf(content(TEST_LABELS), 17));

        refuses(
                "F/t10k-labels-idx1-ubyte is truncated: its header promises 10 labels, that is 10"
                        + " bytes, and 9 follow.");
    }

    @Test
    void refusesWhatFollowsTheLastImage() throws IOException {
        write(TEST_IMAGES, Arrays.copyOf(content(TEST_IMAGES), 16 + 10 * 784 + 1));

        refuses(
                "F/t10k-images-idx3-ubyte is too long: its header promises 10 images, that is 7840"
                        + " bytes, and 7841 follow.");
    }

    /** 2^31 - 1 images would be 1.7 TB: that number must not overflow. */
    @Test
    void refusesAnAbsurdNumberOfImages() throws IOException {
        write(TEST_IMAGES, TinyMnist.idx(0x803, body(TEST_IMAGES, 16), 0x7fffffff, 28, 28));

        refuses(
                "F/t10k-images-idx3-ubyte is truncated: its header promises 2147483647 images, that"
                        + " is 1683627179248 bytes, and 7840 follow.");
    }

    @Test
    void refusesANumberOfImagesBelowOne() throws IOException {
        write(TEST_IMAGES, TinyMnist.idx(0x803, new byte[0], -5, 28, 28));
        refuses("F/t10k-images-idx3-ubyte claims to hold -5 items.");

        write(TEST_IMAGES, TinyMnist.idx(0x803, new byte[0], 0, 28, 28));
        refuses("F/t10k-images-idx3-ubyte claims to hold 0 items.");
    }

    @Test
    void refusesTrainingImagesWithoutALabel() throws IOException {
        write(TRAINING_LABELS, TinyMnist.labels(TRAINING_LABELS, 19));

        refuses(
                "F/train-images-idx3-ubyte holds 20 images, but F/train-labels-idx1-ubyte holds 19"
                        + " labels.");
    }

    @Test
    void refusesTestLabelsWithoutAnImage() throws IOException {
        write(TEST_LABELS, TinyMnist.labels(TEST_LABELS, 11));

        refuses(
                "F/t10k-images-idx3-ubyte holds 10 images, but F/t10k-labels-idx1-ubyte holds 11"
                        + " labels.");
    }

    @Test
    void refusesALabelAboveNine() throws IOException {
        byte[] labels = content(TRAINING_LABELS);
        labels[8 + 3] = 10;
        write(TRAINING_LABELS, labels);
        refuses("F/train-labels-idx1-ubyte gives image 3 the label 10; labels go from 0 to 9.");

        labels[8 + 3] = (byte) 200;
        write(TRAINING_LABELS, labels);
        refuses("F/train-labels-idx1-ubyte gives image 3 the label 200; labels go from 0 to 9.");
    }

    @Test
    void refusesImagesOfAnotherSize() throws IOException {
        write(TEST_IMAGES, TinyMnist.idx(0x803, new byte[10 * 32 * 28], 10, 32, 28));

        refuses(
                "F/t10k-images-idx3-ubyte holds images of 32 x 28 pixels; the network reads 28 x"
                        + " 28.");
    }

    @Test
    void refusesAFolderWithoutOneOfTheFiles() throws IOException {
        Files.delete(folder.resolve(TEST_LABELS));

        refuses("F has no file t10k-labels-idx1-ubyte, plain or with .gz.");
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        Path missing = temp.resolve("no such folder");

        assertThatThrownBy(() -> ImageSet.in(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no folder " + missing + ".");
    }

    @Test
    void refusesAFolderWhereAFileShouldBe() throws IOException {
        Files.delete(folder.resolve(TEST_LABELS));
        Files.createDirectory(folder.resolve(TEST_LABELS + ".gz"));

        refuses("F has no file t10k-labels-idx1-ubyte, plain or with .gz.");
    }

    @Test
    void refusesAGzipFileThatBreaksOff() throws IOException {
        byte[] zipped = TinyMnist.gzip(content(TEST_IMAGES));
        zip(TEST_IMAGES);
        for (int length : new int[] {3, 9, 100, zipped.length / 2, zipped.length - 1}) {
            Files.write(folder.resolve(TEST_IMAGES + ".gz"), Arrays.copyOf(zipped, length));

            refuses("F/t10k-images-idx3-ubyte.gz is truncated: it ends too early.");
        }
    }

    @Test
    void refusesAGzipFileWithAFlippedBit() throws IOException {
        byte[] zipped = TinyMnist.gzip(content(TEST_IMAGES));
        zipped[zipped.length - 6] ^= 4; // in its checksum
        zip(TEST_IMAGES);
        Files.write(folder.resolve(TEST_IMAGES + ".gz"), zipped);

        refuses("F/t10k-images-idx3-ubyte.gz is damaged: it cannot be unpacked.");
    }

    @Test
    void refusesSomethingElseWhoseNameEndsInGz() throws IOException {
        zip(TEST_IMAGES);
        Files.writeString(folder.resolve(TEST_IMAGES + ".gz"), "<html>404 Not Found</html>");

        refuses(
                "F/t10k-images-idx3-ubyte.gz is not a file of images: its magic number is"
                        + " 1013478509, not 2051.");
    }

    /** F in the message stands for the folder. */
    private void refuses(String message) {
        assertThatThrownBy(() -> ImageSet.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(message.replace("F/", folder + "/").replaceFirst("^F ", folder + " "));
    }

    private byte[] content(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private byte[] body(String name, int header) throws IOException {
        byte[] content = content(name);
        return Arrays.copyOfRange(content, header, content.length);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    /** Puts the zipped file in the plain one's place. */
    private void zip(String name) throws IOException {
        Files.write(folder.resolve(name + ".gz"), TinyMnist.gzip(content(name)));
        Files.delete(folder.resolve(name));
    }
}
