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

class PngTest {

    @TempDir private Path folder;

    private final BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);

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
