package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;

/** Sets of pictures, a folder for each class. */
@Tag("slow")
class PictureFoldersTest {

    private static final int EACH = 7;

    @TempDir Path temp;
    private Path folder;
    private LabelledImages digits;

    @BeforeEach
    void sevenPicturesOfEachDigit() throws IOException {
        folder = temp.resolve("pictures");
        digits = ImageSet.mnist().training().first(400);
        write(folder, EACH);
    }

    private void write(Path target, int count) throws IOException {
        for (int label = 0; label < 10; label++) {
            Path place = Files.createDirectories(target.resolve("" + label));
            int[] all = digits.indicesOf(label);
            for (int i = 0; i < count; i++) {
                BufferedImage picture = picture(digits.image(all[i]));
                ImageIO.write(picture, "png", place.resolve("digit%d.png".formatted(i)).toFile());
            }
        }
    }

    private static BufferedImage picture(byte[] pixels) {
        BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, 28, 28, pixels);
        return picture;
    }

    @Test
    void areReadBitForBitAndTheTestPartIsLeftAlone() throws IOException {
        Path parts = temp.resolve("parts");
        write(parts.resolve("train"), 3);
        write(parts.resolve("test"), 2);

        StringWriter said = new StringWriter();
        ImageSet set = new PictureFolders(new PrintWriter(said, true)).read(parts);

        assertThat(said.toString()).isEmpty();
        assertThat(set.training().size()).isEqualTo(30);
        assertThat(set.test().size()).isEqualTo(20);
        for (int label = 0; label < 10; label++) {
            assertThat(set.training().image(3 * label + 1))
                    .isEqualTo(digits.image(digits.indicesOf(label)[1]));
            assertThat(set.training().label(3 * label + 1)).isEqualTo(label);
        }
    }

    @Test
    void withoutATestPartOneOfEachClassIsSetAside() {
        Outcome outcome = train("run").succeeds();

        assertThat(outcome.err())
                .contains(
                        folder + " has no test part: 10 of its 70 pictures, always the same ones");
        assertThat(User.cnn("evaluate --model run", models()).succeeds().out())
                .contains("on the 10 test images");
        User.cnn("train --resume run", models()).succeeds();
    }

    @Test
    void pictureThatIsNoneIsNamedAndLeftOutAndALargeOneIsNormalized() throws IOException {
        Files.writeString(folder.resolve("3/broken.png"), "no picture");
        Files.writeString(folder.resolve("3/._digit1.png"), "what macOS leaves");
        Files.writeString(folder.resolve("notes.txt"), "none of the classes");
        BufferedImage large = new BufferedImage(200, 240, BufferedImage.TYPE_BYTE_GRAY);
        var pen = large.createGraphics();
        pen.setColor(java.awt.Color.WHITE);
        pen.fillRect(0, 0, 200, 240);
        pen.setColor(java.awt.Color.BLACK);
        pen.fillRect(95, 40, 14, 160);
        pen.dispose();
        ImageIO.write(large, "png", folder.resolve("1/large.png").toFile());

        assertThat(train("run").succeeds().err())
                .contains("1 of 72 pictures of " + folder + " are left out: broken.png (")
                .contains("10 of its 71 pictures");
    }

    @Test
    void aClassWithoutPicturesIsRefused() throws IOException {
        try (var files = Files.list(folder.resolve("8"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        train("run").failsWith(folder.resolve("8") + " has no picture that can be read");

        Files.delete(folder.resolve("8"));
        train("run").failsWith("There is no folder " + folder.resolve("8"));
    }

    private Outcome train(String name) {
        String command = "train --epochs 1 --validation 10 --seed 3 --quiet --name " + name;
        return User.cnn(command, models(), "--data", folder);
    }

    private Object[] models() {
        return new Object[] {"--models", temp.resolve("models")};
    }
}
