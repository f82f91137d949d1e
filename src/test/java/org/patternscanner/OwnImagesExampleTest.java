package org.patternscanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The example own-images, copied out and used by its README alone. */
@Tag("thorough")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the README's commands are typed into a shell")
class OwnImagesExampleTest {

    private static final Path README = Path.of("examples/own-images/README.md");
    private static final List<String> CLASSES = List.of("stripes", "rings", "dots");

    @TempDir Path temp;

    @Test
    void learnsThreeOtherClassesByItsReadmeAlone() throws Exception {
        List<String> blocks = Pages.blocks(README, "sh");
        Path project = temp.resolve("my-images");
        // The copy is made here, where the README's readers are: in the project's folder.
        String copying = blocks.get(0).replace(" my-images", " " + project);
        types(Path.of("").toAbsolutePath(), copying);
        for (String name : CLASSES) {
            for (int i = 0; i < 40; i++) {
                draw(name, i, project.resolve("pictures").resolve(name).resolve(i + ".png"));
            }
        }
        draw("rings", 1000, project.resolve("new.jpg"));
        draw("dots", 1001, project.resolve("another.png"));

        String said = types(project, blocks.get(1));

        assertThat(said)
                .containsPattern("Accuracy .*: (9\\d|100)\\.\\d %")
                .containsPattern("new\\.jpg: rings \\d")
                .containsPattern("another\\.png: dots \\d");
        assertThat(project.resolve("model")).isNotEmptyDirectory();
    }

    private static String types(Path folder, String commands) throws Exception {
        Path said = Files.createTempFile("readme", ".txt");
        Process bash =
                new ProcessBuilder("bash", "-ec", commands)
                        .directory(folder.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(bash.waitFor(9, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(said);
        Files.delete(said);
        assertThat(bash.exitValue()).as(text).isZero();
        return text;
    }

    private static void draw(String name, int seed, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(100, 70, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(new Color(random.nextInt(80), random.nextInt(80), random.nextInt(80)));
        g.fillRect(0, 0, 100, 70);
        g.setColor(new Color(150 + random.nextInt(100), 150 + random.nextInt(100), 200));
        int step = 12 + random.nextInt(6);
        for (int x = random.nextInt(8); x < 100; x += step) {
            switch (name) {
                case "stripes" -> g.fillRect(x, 0, step / 2, 70);
                case "rings" -> g.drawOval(50 - x / 2, 35 - x / 2, x, x);
                default -> {
                    for (int y = 4; y < 70; y += step) {
                        g.fillOval(x, y, 6, 6);
                    }
                }
            }
        }
        g.dispose();
        String format = file.toString().endsWith(".jpg") ? "jpg" : "png";
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
    }
}
