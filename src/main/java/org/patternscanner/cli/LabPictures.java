package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patternscanner.lab.Exhibit;
import org.patternscanner.render.Letters;
import org.patternscanner.render.WholeFile;
import picocli.CommandLine.Option;

/** Where the pictures of experiments go. */
final class LabPictures {

    private static final Path DEFAULT = Path.of("labs");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder for the pictures; labs/ by default.")
    private @Nullable Path output;

    /** Whether a folder was asked for. */
    boolean areWanted() {
        return output != null;
    }

    private Path folder() {
        return Optional.ofNullable(output).orElse(DEFAULT);
    }

    /**
     * Makes the folder: before the experiment, for nobody should wait for pictures that cannot be
     * kept.
     *
     * @throws IOException with one sentence if it cannot take files
     */
    void prepare() throws IOException {
        Path folder = folder();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(
                    "%s is not a folder: name one for the pictures with --output."
                            .formatted(folder));
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".cnn", null));
        } catch (IOException e) {
            throw new IOException(
                    "%s takes no files: name another folder for the pictures with --output."
                            .formatted(folder),
                    e);
        }
    }

    /** Draws them, but for those that would need letters where Java has no fonts. */
    List<Path> write(List<Exhibit> exhibits) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Exhibit exhibit : exhibits) {
            Path file = folder().resolve(exhibit.file());
            try {
                WholeFile.write(file, exhibit.content().bytes());
                files.add(file);
            } catch (RuntimeException | Error e) {
                if (!Letters.areMissing(e)) {
                    throw e;
                }
            }
        }
        return files;
    }
}
