import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.Classifications;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnImagesTest {

    @TempDir private Path folder;

    @Test
    void tellsDiscsSquaresAndCrossesApart() throws Exception {
        Path pictures = folder.resolve("pictures");
        draw(pictures, 60, new Random(1));

        OwnImages.Report report = OwnImages.train(pictures, folder.resolve("model"));

        assertEquals(List.of("cross", "disc", "square"), report.classes());
        assertTrue(report.accuracy() >= 0.9, report::toString);

        Path unseen = folder.resolve("unseen");
        draw(unseen, 10, new Random(2));
        int right = 0;
        for (String name : report.classes()) {
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                files.add(unseen.resolve(name).resolve(i + ".png"));
            }
            for (Classifications answer : OwnImages.predict(folder.resolve("model"), files)) {
                right += answer.best().getClassName().equals(name) ? 1 : 0;
            }
        }
        assertTrue(right >= 27, right + " of 30");
    }

    @Test
    void saysWhatIsMissing() {
        assertThrows(
                OwnImages.UserException.class,
                () -> OwnImages.train(folder, folder.resolve("model")));
        assertThrows(
                OwnImages.UserException.class,
                () -> OwnImages.predict(folder, List.of(folder.resolve("x.png"))));
    }

    /** As many pictures of each shape, of any color, size and place. */
    private static void draw(Path folder, int count, Random random) throws IOException {
        for (String name : List.of("disc", "square", "cross")) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < count; i++) {
                BufferedImage picture = new BufferedImage(96, 80, BufferedImage.TYPE_INT_RGB);
                Graphics2D g = picture.createGraphics();
                g.setRenderingHint(
                        RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                g.setColor(new Color(random.nextInt(90), random.nextInt(90), random.nextInt(90)));
                g.fillRect(0, 0, 96, 80);
                g.setColor(
                        new Color(
                                120 + random.nextInt(130),
                                120 + random.nextInt(130),
                                120 + random.nextInt(130)));
                int size = 28 + random.nextInt(24);
                int x = random.nextInt(96 - size);
                int y = random.nextInt(80 - size);
                switch (name) {
                    case "disc" -> g.fillOval(x, y, size, size);
                    case "square" -> g.fillRect(x, y, size, size);
                    default -> {
                        g.fillRect(x + size / 3, y, size / 3, size);
                        g.fillRect(x, y + size / 3, size, size / 3);
                    }
                }
                g.dispose();
                ImageIO.write(picture, "png", folder.resolve(name).resolve(i + ".png").toFile());
            }
        }
    }
}
