package org.patternscanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.Window;
import org.patternscanner.image.GreyImage;
import org.patternscanner.image.Picture;
import org.patternscanner.lab.Lab;
import org.patternscanner.lab.Sliding;
import org.patternscanner.picture.PictureReader;
import picocli.CommandLine.Option;

/** What slides over what, in the experiment {@code sliding}. */
final class SlidingOptions {

    /** More pixels would be too small to be seen one by one. */
    private static final int LONGEST_SIDE = 56;

    @Option(
            names = "--kernel",
            paramLabel = "NAME|NUMBERS",
            description =
                    "Only with sliding: the kernel, by its name ('cnn kernels' lists them) or its numbers row by row (sobel-x).")
    private @Nullable Kernel kernel;

    @Option(
            names = "--picture",
            paramLabel = "PICTURE",
            description =
                    "Only with sliding: any picture; it is shrunk to 56 pixels. A digit of MNIST by default.")
    private @Nullable String picture;

    /**
     * The experiment with these options.
     *
     * @param err where warnings go
     * @throws UsageException if they are given with another experiment
     */
    Lab<?> applyTo(Lab<?> lab, PrintWriter err) throws IOException {
        if (!(lab instanceof Sliding)) {
            if (kernel != null || picture != null) {
                throw new UsageException(
                        "%s goes with the experiment sliding, not with %s: leave it out.",
                        kernel != null ? "--kernel" : "--picture", lab.name());
            }
            return lab;
        }
        Kernel chosen = kernel == null ? Kernel.parse("sobel-x") : kernel;
        return new Sliding(chosen, picture == null ? null : subject(picture, chosen, err));
    }

    private static Sliding.Subject subject(String file, Kernel kernel, PrintWriter err)
            throws IOException {
        Picture whole = DigitPicture.decode(file);
        String name = PictureReader.printable(file);
        whole.warnings().forEach(warning -> err.println(name + ": " + warning));
        GreyImage small = whole.grey().within(LONGEST_SIDE);
        Window window = Window.of(kernel.side());
        UsageException.check(() -> window.outputSize(Math.min(small.width(), small.height())));
        float[][] pixels = new float[small.height()][small.width()];
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                pixels[y][x] = small.at(x, y) / 255;
            }
        }
        return new Sliding.Subject(name, false, pixels);
    }
}
