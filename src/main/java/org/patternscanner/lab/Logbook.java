package org.patternscanner.lab;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.render.Json;
import org.patternscanner.render.WholeFile;

/**
 * How far a learner is on the tour: what was predicted, and what came out.
 *
 * @param schema {@link #SCHEMA}
 * @param visits the experiments that are done, in the order in which they were
 * @param explanation what the learner wrote at the end; empty for nothing, null before that
 */
public record Logbook(String schema, List<Visit> visits, @Nullable String explanation) {

    static final String SCHEMA = "lesson/1";

    /** That of someone who has not begun. */
    public static final Logbook EMPTY = new Logbook(SCHEMA, List.of(), null);

    /**
     * An experiment that is done.
     *
     * @param said the learner's prediction; null if there was none
     * @param answer what was right
     * @param held whether the claim held; null where that was not decided
     * @param seen what was seen, in sentences
     */
    public record Visit(
            String lab,
            String question,
            @Nullable String said,
            String answer,
            @Nullable Boolean held,
            List<String> seen) {

        private boolean isComplete() {
            return Stream.of(lab, question, answer, seen).allMatch(Objects::nonNull)
                    && seen.stream().allMatch(Objects::nonNull);
        }

        public boolean isPredicted() {
            return answer.equals(said);
        }
    }

    public Logbook {
        visits = List.copyOf(visits);
    }

    /**
     * Reads one.
     *
     * @return {@link #EMPTY} if there is no such file
     * @throws IOException with one sentence if the file is something else
     */
    public static Logbook read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return EMPTY;
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            Logbook logbook = new Gson().fromJson(text, Logbook.class);
            if (logbook != null && logbook.isComplete()) {
                return logbook;
            }
        } catch (RuntimeException e) { // of Gson, or what a record's constructor throws
            throw damaged(file, e);
        }
        throw damaged(file, null);
    }

    private boolean isComplete() {
        return SCHEMA.equals(schema) && visits.stream().allMatch(Visit::isComplete);
    }

    private static IOException damaged(Path file, @Nullable Exception cause) {
        return new IOException(
                "%s cannot be read as a lesson's state: begin again with 'cnn lesson --restart'."
                        .formatted(file),
                cause);
    }

    /** Writes it: whole, or not at all. */
    public void write(Path file) throws IOException {
        WholeFile.write(file, (Json.toText(this) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What is known of an experiment. */
    public Optional<Visit> visit(String lab) {
        return visits.stream().filter(visit -> visit.lab.equals(lab)).findFirst();
    }

    /** This and one more. */
    public Logbook with(Visit visit) {
        List<Visit> all = new ArrayList<>(visits);
        all.add(visit);
        return new Logbook(schema, all, explanation);
    }

    /** This with the learner's own explanation. */
    public Logbook withExplanation(String text) {
        return new Logbook(schema, visits, text);
    }
}
