package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.ImageSet;
import picocli.CommandLine.Option;

/** The images that a run began with, wherever they are by now. */
final class RunImages {

    private static final Set<String> NAMED = Set.of(ImageSet.MNIST, ImageSet.FASHION_MNIST);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the images are that the run learned, if their folder has moved; they"
                            + " must be the same ones.")
    private @Nullable Path moved;

    ImageSet of(Run run) throws IOException {
        return of(run, moved);
    }

    /**
     * Reads them.
     *
     * @param moved their new folder, or null
     * @throws IOException also if others lie in their place
     */
    static ImageSet of(Run run, @Nullable Path moved) throws IOException {
        String began = run.info().config().dataSet();
        String name = moved == null ? began : moved.toString();
        if (!NAMED.contains(name) && !Files.isDirectory(DigitPicture.path(name))) {
            throw new IOException(
                    "There is no folder %s, whose images run %s learned; name it with --data DIR if it has moved."
                            .formatted(name, run.info().name()));
        }
        ImageSet set = DataOptions.open(name).mended(run.info().config().mendingOrNone());
        if (!set.sha256().equals(run.info().dataSha256())) {
            throw new IOException(
                    "The images of %s are not those that run %s began with; name their folder with --data DIR, or train a new run."
                            .formatted(name, run.info().name()));
        }
        return set;
    }
}
