package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG files. */
public final class Png {

    private Png() {}

    /**
     * Writes a picture and makes the folders that it needs. The file is either the whole picture or
     * what it was before: nobody ever sees half of one.
     *
     * @throws IOException with one sentence that names the file
     */
    public static void write(BufferedImage image, Path file) throws IOException {
        WholeFile.write(file, bytes(image));
    }

    /** The picture as the bytes of a PNG file. */
    public static byte[] bytes(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's own stream would cache in a file of its own.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }
}
