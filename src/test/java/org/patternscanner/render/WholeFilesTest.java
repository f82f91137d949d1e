package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written whole or not at all, whatever they hold. */
class WholeFilesTest {

    @TempDir private Path folder;

    private final BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = folder.resolve("new/a.txt");
        WholeFile.write(file, new byte[] {1, 2});
        WholeFile.write(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        assertThat(file.resolveSibling(".").toFile().list()).containsExactly("a.txt");
    }

    /** Neither a full disk nor the want of memory leaves anything behind. */
    @Test
    void leavesNothingBehindWhereItFails() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), new byte[] {1});
        IOException full = new IOException("the disk is full");
        assertThatThrownBy(() -> writeAndThrow(file, full))
                .hasMessage("Cannot write " + file + ": the disk is full.");
        Error memory = new OutOfMemoryError("thrown by the test");
        assertThatThrownBy(() -> writeAndThrow(file, memory)).isSameAs(memory);
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    private static void writeAndThrow(Path file, Throwable failure) throws IOException {
        WholeFile.write(
                file,
                out -> {
                    out.write(2);
                    if (failure instanceof IOException e) {
                        throw e;
                    }
                    throw (Error) failure;
                });
    }

    @Test
    void writesThePictureAndTheFoldersThatItNeeds() throws IOException {
        image.setRGB(2, 1, 0x123456);
        Path file = folder.resolve("a/b/picture.png");
        Png.write(image, file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getWidth()).isEqualTo(3);
        assertThat(read.getRGB(2, 1) & 0xFFFFFF).isEqualTo(0x123456);
    }

    @Test
    void saysInOneSentenceWhatIsInTheWay() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("models"), "");
        Path below = inTheWay.resolve("picture.png");
        assertThatThrownBy(() -> Png.write(image, below))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot write " + below + ": " + inTheWay + " is not a folder.");
        assertThatThrownBy(() -> Png.write(image, folder)).hasMessageContaining("it is a folder");
        assertThat(folder).isDirectory();
    }
}
