package org.patternscanner.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Pictures that people give to commands. */
final class Pictures {

    private Pictures() {}

    /** All black: there is nothing to read. */
    static Path blank(Path folder) throws IOException {
        return png(folder.resolve("blank.png"), 50, 50, (x, y) -> 0);
    }

    /**
     * Writes a PNG.
     *
     * @param color of column x and row y, as 0xRRGGBB
     */
    static Path png(Path file, int width, int height, IntBinaryOperator color) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, color.applyAsInt(x, y));
            }
        }
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    /** How many columns a PNG has that a command drew. */
    static int width(Path file) throws IOException {
        return ImageIO.read(file.toFile()).getWidth();
    }
}
