package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.ImageSet;
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
            description = "A folder with four files in MNIST's format and names, plain or .gz.")
    @Nullable Path data;

    /** The name by which {@link #open} finds the data again. */
    String name() {
        return data == null ? dataset.toString() : data.toAbsolutePath().normalize().toString();
    }

    ImageSet load() throws IOException {
        return open(name());
    }

    static ImageSet open(String name) throws IOException {
        return switch (name) {
            case ImageSet.MNIST -> ImageSet.mnist();
            case ImageSet.FASHION_MNIST -> {
                TorchEngine.configure(0); // so that DJL takes what it downloaded before
                yield ImageSet.fashionMnist();
            }
            default -> ImageSet.in(DigitPicture.path(name));
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
