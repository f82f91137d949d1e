package org.patternscanner.lab;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.function.Supplier;
import org.patternscanner.render.Png;

/**
 * A picture of an experiment, drawn when it is asked for.
 *
 * @param file its name, such as {@code pooling.png}
 * @param content makes the file's bytes
 */
public record Exhibit(String file, Content content) {

    /** Makes a file's bytes. */
    public interface Content {
        byte[] bytes() throws IOException;
    }

    /** A PNG. */
    public static Exhibit png(String file, Supplier<BufferedImage> picture) {
        return new Exhibit(file, () -> Png.bytes(picture.get()));
    }
}
