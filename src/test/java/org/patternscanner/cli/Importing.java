package org.patternscanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        User.cnn("export", "--models", Trained.MODELS, "--model", Trained.RUN, "--output", exported)
                .succeeds();
        good = SafetensorsText.of(Files.readAllBytes(exported));
    }

    @BeforeEach
    void aFileToImport() {
        file = temp.resolve("mine.safetensors");
    }

    /** Measures on the images that the exported network's training held out. */
    Outcome importFile(Path from, Object... words) {
        List<Object> all = new ArrayList<>(List.of("import", from, "--models", models()));
        all.addAll(List.of("--data", Trained.DATA));
        if (!List.of(words).contains("--validation")) {
            all.addAll(List.of("--validation", "200"));
        }
        all.addAll(List.of(words));
        return User.cnn(all.toArray());
    }

    Path models() {
        return temp.resolve("models");
    }

    Outcome importBytes(byte[] content) throws IOException {
        return importFile(Files.write(file, content));
    }
}
