package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.patternscanner.data.ImageSet;
import org.patternscanner.network.TorchEngine;
import picocli.CommandLine.Option;

/** Which images. */
final class DataOptions {

    @Option(
            names = "--dataset",
            paramLabel = "mnist|fashion-mnist",
            defaultValue = ImageSet.MNIST,
            description =
                    "mnist, the default, is part of the program; fashion-mnist is downloaded.")
    String dataset = ImageSet.MNIST;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder with four files in MNIST's format and names, plain or .gz.")
    @Nullable Path data;

    /** The name by which {@link #open} finds the data again. */
    String name() {
        return data == null ? dataset : data.toAbsolutePath().normalize().toString();
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
            default -> {
                if (!Path.of(name).isAbsolute()) {
                    throw new IllegalArgumentException(
                            "--dataset is '%s'; it must be mnist or fashion-mnist; a folder goes with --data."
                                    .formatted(name));
                }
                yield ImageSet.in(Path.of(name));
            }
        };
    }
}
