package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Trained.MODELS;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.picture.PictureFiles;

/** What people give {@code cnn predict} to read. */
class PredictFilesTest {

    @TempDir private Path temp;
    private Path seven;
    private BufferedImage picture;

    @BeforeEach
    void writeASeven() throws IOException {
        seven = temp.resolve("seven.png");
        User.cnn("sample --digit 7", "--data", Trained.DATA, "-o", seven).succeeds();
        picture = ImageIO.read(seven.toFile());
    }

    @Test
    void readsEveryFormatInAFolder() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        for (String format : List.of("bmp", "gif", "jpg", "png", "tiff", "webp")) {
            Files.write(folder.resolve("a." + format), PictureFiles.encoded(picture, format));
        }
        Files.copy(folder.resolve("a.tiff"), folder.resolve("B.TIF"));

        JsonObject document =
                User.cnn("predict", "--models", MODELS, "--model", Trained.RUN, "--json", folder)
                        .succeeds()
                        .json("predict/1");

        List<String> read = new ArrayList<>();
        for (JsonElement element : document.getAsJsonArray("predictions")) {
            JsonObject prediction = element.getAsJsonObject();
            Path file = Path.of(prediction.get("file").getAsString());
            read.add(file.getFileName() + " " + prediction.get("text").getAsString());
        }
        assertThat(read)
                .containsExactly(
                        "B.TIF 7",
                        "a.bmp 7",
                        "a.gif 7",
                        "a.jpg 7",
                        "a.png 7",
                        "a.tiff 7",
                        "a.webp 7");
    }

    @Test
    void saysThatItReadsTheFirstOfSeveralPictures() throws IOException {
        Path file = temp.resolve("moving.gif");
        Files.write(file, PictureFiles.sequence("gif", picture, picture));
        String warning = file + ": The file holds 2 pictures: the first is read.";
        for (String command : List.of("predict", "saliency")) {
            Outcome outcome =
                    User.cnn(command, "--models", MODELS, "--model", Trained.RUN, file).succeeds();
            assertThat(outcome.err().lines()).contains(warning);
        }
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void readsTheOthersBesideAPipeAFolderOfTextsAndABrokenLink() throws Exception {
        Path pipe = temp.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path texts = Files.createDirectory(temp.resolve("texts"));
        Path link = Files.createSymbolicLink(temp.resolve("link.png"), temp.resolve("gone.png"));

        Outcome outcome =
                User.cnn(
                        "predict",
                        "--models",
                        MODELS,
                        "--model",
                        Trained.RUN,
                        seven,
                        pipe,
                        texts,
                        link,
                        "/dev/zero",
                        seven);

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
    @DisabledOnOs(OS.WINDOWS)
    void aNameThatATerminalWouldObeyIsShownOnOneLine() throws IOException {
        Path file = Files.copy(seven, temp.resolve("a\n\u001B[31mb.png"));

        Outcome outcome =
                User.cnn("predict", "--models", MODELS, "--model", Trained.RUN, file).succeeds();

        assertThat(outcome.out()).contains(temp + "/a??[31mb.png").doesNotContain("\u001B");
        assertThat(outcome.out().lines()).hasSize(3);
    }

    @Test
    void aNameThatNoFileCanHaveIsAnErrorOfThisFileAlone() {
        Outcome outcome =
                User.cnn("predict", "--models", MODELS, "--model", Trained.RUN, "a\0b.png", seven);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .endsWith(
                        "cnn: 'a?b.png' can't be a file's name here: rename the file, or set"
                                + " LC_ALL=C.UTF-8.\n");
        assertThat(outcome.out()).contains(seven.toString());
    }
}
