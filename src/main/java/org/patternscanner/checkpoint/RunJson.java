package org.patternscanner.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patternscanner.arithmetic.Architecture;

/** A run's facts as JSON, and what must be true of them when they are read. */
final class RunJson {

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final Gson LINE = new Gson();

    private static final List<String> READ = List.of(RunInfo.SCHEMA, RunInfo.SCHEMA_OF_IMPORTED);

    private RunJson() {}

    /** The whole of run.json. */
    static String text(RunInfo info) {
        return PRETTY.toJson(info) + "\n";
    }

    /** The whole of metrics.jsonl: a line an epoch. */
    static String metrics(RunInfo info) {
        return info.epochs().stream()
                .map(epoch -> LINE.toJson(epoch) + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Reads run.json.
     *
     * @param file how a message names it
     * @throws IOException with one sentence if it is damaged, or of another version or network
     */
    static RunInfo parse(Path file, String text) throws IOException {
        try {
            requireSchema(file, text);
            RunInfo info = PRETTY.fromJson(text, RunInfo.class);
            requireComplete(file, info);
            requireArchitecture(file, info);
            return info;
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException("%s is damaged: it is not the JSON of a run.".formatted(file), e);
        } catch (RuntimeException e) {
            // Gson wraps what a record's constructor throws.
            throw new IOException("%s is damaged: a fact is missing.".formatted(file), e);
        }
    }

    private static void requireSchema(Path file, String text) throws IOException {
        var schema = JsonParser.parseString(text).getAsJsonObject().get("schema");
        if (schema == null || !schema.isJsonPrimitive()) {
            throw new IOException("%s is not the description of a run.".formatted(file));
        }
        if (!READ.contains(schema.getAsString())) {
            throw new IOException(
                    "%s is of schema '%s', and this program reads %s: use the version of cnn that wrote it."
                            .formatted(
                                    file,
                                    schema.getAsString(),
                                    "'" + String.join("' and '", READ) + "'"));
        }
    }

    private static void requireComplete(Path file, RunInfo info) throws IOException {
        boolean complete =
                Stream.of(
                                info.name(),
                                info.architecture(),
                                info.config(),
                                info.config().dataSet(),
                                info.config().recipe().schedule(),
                                info.config().device(),
                                info.normalization(),
                                info.dataSha256())
                        .allMatch(Objects::nonNull);
        if (!complete || (info.origin() != null && !info.origin().isComplete())) {
            throw new IOException("%s is damaged: a fact is missing.".formatted(file));
        }
        if (!info.config().makesSense() || !info.normalization().makesSense()) {
            throw new IOException(
                    "%s is damaged: no training can have these settings.".formatted(file));
        }
        if (!info.isConsistent()) {
            throw new IOException(
                    "%s is damaged: its epochs, its files and its origin do not fit each other."
                            .formatted(file));
        }
    }

    private static void requireArchitecture(Path file, RunInfo info) throws IOException {
        Architecture ours = info.config().kind().architecture();
        if (!info.architecture().equals(ours.fingerprint())) {
            throw new IOException(
                    """
                    %s is of another network than this program's %s. %s.
                    Train a new run with 'cnn train', or use this one with the version of cnn that wrote it."""
                            .formatted(
                                    file,
                                    ours.name(),
                                    NetworkDifference.between(ours, info.architecture())));
        }
    }
}
