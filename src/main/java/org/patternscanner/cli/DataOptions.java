package org.patternscanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.Mending;
import org.patternscanner.data.Split;
import org.patternscanner.network.TorchEngine;
import picocli.CommandLine.Option;

/** Which images. */
final class DataOptions {

    /** Data sets that have a name. */
    enum Named {
        MNIST,
        FASHION_MNIST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--dataset",
            paramLabel = "mnist|fashion-mnist",
            description =
                    "mnist, the default, is part of the program; fashion-mnist is downloaded.")
    Named dataset = Named.MNIST;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "A folder with four files in MNIST's format and names, plain or .gz, or with a"
                            + " folder of pictures for each class, 0 to 9.")
    @Nullable Path data;

    /** The name by which {@link #open} finds the data again. */
    String name() {
        return data == null ? dataset.toString() : data.toAbsolutePath().normalize().toString();
    }

    @Option(
            names = "--transposed",
            description =
                    "The images of --data have rows and columns in each other's place: mend it.")
    private boolean transposed;

    @Option(names = "--inverted", description = "The images of --data are dark on light: mend it.")
    private boolean inverted;

    Mending mending() {
        Mending asked = new Mending(transposed, inverted);
        if (data == null && !asked.equals(Mending.NONE)) {
            throw new UsageException("--transposed and --inverted go with --data.");
        }
        return asked;
    }

    /** Reads the images and mends what it is told to; says what else seems wrong with them. */
    ImageSet load(PrintWriter err) throws IOException {
        ImageSet set = open(name(), err).mended(mending());
        if (data != null) {
            Mending missing = Mending.missing(set.training());
            say(
                    err,
                    missing.transposed(),
                    "lie transposed, as EMNIST's do",
                    "--transposed",
                    transposed);
            say(
                    err,
                    missing.inverted(),
                    "be dark on light, unlike MNIST's",
                    "--inverted",
                    inverted);
        }
        return set;
    }

    private void say(PrintWriter err, boolean wrong, String what, String option, boolean given) {
        if (wrong) {
            err.printf(
                    "The images of %s seem to %s: %s %s, or pictures will be read wrong.%n",
                    data, what, given ? "leave out" : "add", option);
        }
    }

    /** The images of a run. */
    static ImageSet open(RunConfig config) throws IOException {
        return open(config.dataSet()).mended(config.mendingOrNone());
    }

    static ImageSet open(String name) throws IOException {
        return open(name, new PrintWriter(Writer.nullWriter())); // it was said at the start
    }

    private static ImageSet open(String name, PrintWriter err) throws IOException {
        return switch (name) {
            case ImageSet.MNIST -> ImageSet.mnist();
            case ImageSet.FASHION_MNIST -> {
                TorchEngine.configure(0); // so that DJL takes what it downloaded before
                yield ImageSet.fashionMnist();
            }
            default -> {
                Path folder = DigitPicture.path(name);
                yield PictureFolders.areIn(folder)
                        ? new PictureFolders(err).read(folder)
                        : ImageSet.in(folder);
            }
        };
    }

    /**
     * The training images, some of them held out.
     *
     * @throws UsageException if there are not so many
     */
    static Split split(ImageSet set, int validation) {
        UsageException.requireBetween("--validation", validation, 0, set.training().size() - 1);
        return Split.balanced(set.training(), validation);
    }
}
