package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.export.SafetensorsText;

/** {@code cnn import} as people type it, and a file that it can import. */
abstract class Importing {

    @TempDir static Path shared;
    static Path exported;
    static SafetensorsText good;

    @TempDir Path temp;
    Path file;

    @BeforeAll
    static void anExportedNetwork() throws IOException {
        exported = shared.resolve("cnn.safetensors");
        Trained.cnn("export", "--output", exported).succeeds();
        good = SafetensorsText.of(Files.readAllBytes(exported));
    }

    @BeforeEach
    void aFileToImport() {
        file = temp.resolve("mine.safetensors");
    }

    /** Measures on the images that the exported network's training held out. */
    Outcome importFile(Path from, Object... words) {
        List<Object> heldOut =
                List.of(words).contains("--validation") ? List.of() : List.of("--validation", 200);
        return User.cnn(
                "import", from, "--models", models(), "--data", Trained.DATA, heldOut, words);
    }

    Path models() {
        return temp.resolve("models");
    }

    Outcome importBytes(byte[] content) throws IOException {
        return importFile(Files.write(file, content));
    }
}
