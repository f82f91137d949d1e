package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.picture.PictureFiles;

/** What people give {@code cnn predict} to read. */
class PredictFilesTest {

    @TempDir private Path temp;
    private final Path seven = Trained.SEVEN;
    private BufferedImage picture;

    @BeforeEach
    void readsTheSeven() throws IOException {
        picture = ImageIO.read(seven.toFile());
    }

    @Test
    void readsEveryFormatInAFolder() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        for (String format : List.of("bmp", "gif", "jpg", "png", "tiff", "webp")) {
            Files.write(folder.resolve("a." + format), PictureFiles.encoded(picture, format));
        }
        Files.copy(folder.resolve("a.tiff"), folder.resolve("B.TIF"));

        JsonObject document = Trained.cnn("predict --json", folder).succeeds().json("predict/1");

        assertThat(array(document, "predictions"))
                .allSatisfy(read -> assertThat(text(read, "text")).isEqualTo("7"))
                .extracting(read -> folder.relativize(Path.of(text(read, "file"))).toString())
                .containsExactly("B.TIF", "a.bmp", "a.gif", "a.jpg", "a.png", "a.tiff", "a.webp");
    }

    /** As a phone, a Mac and a person leave it behind. */
    @Test
    void takesAFoldersPicturesAndSaysWhatItLeftOut() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("mixed"));
        byte[] jpeg = PictureFiles.encoded(picture, "jpg");
        for (String name : List.of("a.jfif", "b.jpe", "c.JPG")) {
            Files.write(folder.resolve(name), jpeg);
            Files.write(folder.resolve("._" + name), new byte[] {0, 5, 22, 7});
        }
        Files.write(folder.resolve("d.dib"), PictureFiles.encoded(picture, "bmp"));
        for (String name : List.of(".DS_Store", "Thumbs.db", "notes.txt", "song.mp3")) {
            Files.writeString(folder.resolve(name), "no picture");
        }
        Files.createDirectory(folder.resolve("more"));

        Outcome outcome = Trained.cnn("predict", folder).succeeds();

        assertThat(outcome.out().lines().filter(line -> line.startsWith(folder.toString())))
                .hasSize(4);
        assertThat(outcome.err().lines())
                .contains(
                        "Left out in " + folder + ", by name no picture: 2.",
                        "Left out in %s, folders: 1; to read theirs: %1$s/*".formatted(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "saliency"})
    void saysThatItReadsTheFirstOfSeveralPictures(String command) throws IOException {
        Path file = temp.resolve("moving.gif");
        Files.write(file, PictureFiles.sequence("gif", picture, picture));

        assertThat(Trained.cnn(command, file).succeeds().err().lines())
                .contains(file + ": The file holds 2 pictures: the first is read.");
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void readsTheOthersBesideAPipeAFolderOfTextsAndABrokenLink() throws Exception {
        Path pipe = temp.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path texts = Files.createDirectory(temp.resolve("texts"));
        Path link = Files.createSymbolicLink(temp.resolve("link.png"), temp.resolve("gone.png"));

        Outcome outcome = Trained.cnn("predict", seven, pipe, texts, link, "/dev/zero", seven);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out().lines().filter(line -> line.startsWith(seven.toString())))
                .hasSize(2);
        String device = " is a pipe or a device: save the picture to a file, or use - for stdin.";
        assertThat(outcome.err().lines())
                .contains(
                        "cnn: '" + texts + "' holds no PNG, JPEG, GIF, BMP, TIFF or WebP file.",
                        "cnn: '" + pipe + "'" + device,
                        "cnn: '" + link + "' links to a file that does not exist: mend the link.",
                        "cnn: '/dev/zero'" + device);
    }

    @Test
    void aNameThatNoFileCanHaveIsAnErrorOfThisFileAlone() {
        Outcome outcome = Trained.cnn("predict", "a\0b.png", seven);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines())
                .last(STRING)
                .startsWith("cnn: 'a?b.png' can't be a file's name here: rename the file, or set");
        assertThat(outcome.out()).contains(seven.toString());
    }
}
