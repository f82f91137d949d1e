package org.patternscanner.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A run of an earlier version of this program, as it left it: one of two epochs on 3,000 of MNIST's
 * images, then stopped. Its untrained network is not kept, for nothing needs it.
 */
final class Yesterday {

    static final String RUN = "yesterday";

    private static final Path RUNS = Path.of("src/test/resources/runs");

    private Yesterday() {}

    /** Its run.json. */
    static JsonObject json() throws IOException {
        return JsonParser.parseString(Files.readString(RUNS.resolve(RUN).resolve("run.json")))
                .getAsJsonObject();
    }

    /** A copy, which may go on or be damaged. */
    static Path copyTo(Path models) throws IOException {
        Path folder = Files.createDirectories(models.resolve(RUN));
        try (Stream<Path> files = Files.list(RUNS.resolve(RUN))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    /**
     * Another run with its epoch, trained to its end, which reads 95.5 % of the held-out images and
     * 95 % of the test's.
     *
     * @param started as in {@code 2026-11-30T08:00:00Z}
     * @param change of what its run.json says
     */
    static void write(Path models, String name, String started, Consumer<JsonObject> change)
            throws IOException {
        Path folder = Files.createDirectories(models.resolve(name));
        String params = "epoch-0001.params";
        Files.copy(RUNS.resolve(RUN).resolve(params), folder.resolve(params));
        JsonObject json = json();
        json.addProperty("name", name);
        json.addProperty("started", started);
        json.getAsJsonObject("config").getAsJsonObject("recipe").addProperty("epochs", 1);
        json.getAsJsonArray("epochs")
                .get(0)
                .getAsJsonObject()
                .addProperty("validationAccuracy", 0.955);
        json.add(
                "test",
                JsonParser.parseString(
                        "{\"epoch\": 1, \"correct\": 9500, \"count\": 10000, \"loss\": 0.2}"));
        change.accept(json);
        Files.writeString(folder.resolve("run.json"), json.toString());
    }

    /** The run.json of a network that the earlier version imported. */
    static List<String> imported() throws IOException {
        return Files.readAllLines(RUNS.resolve("imported-yesterday/run.json"));
    }
}
