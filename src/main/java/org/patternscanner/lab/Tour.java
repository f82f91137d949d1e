package org.patternscanner.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The words of the guided tour through the experiments. They lie beside this class in one file,
 * {@code tour.json}, so that they can be read, and improved, as a text.
 */
public final class Tour {

    private static final Words WORDS = read();

    /** What the tour is about. */
    public static final String WELCOME = WORDS.welcome;

    /** The lesson's last task, 'Inductive-bias check', as a question. */
    public static final String CHECK = WORDS.check;

    /** The answer, as far as it does not depend on what the learner measured. */
    public static final String ANSWER = WORDS.answer;

    private record Words(String welcome, String check, String answer, List<Stop> stops) {}

    /**
     * One experiment of the tour.
     *
     * @param lab the experiment's name
     * @param before what to know before the question, a short paragraph
     * @param next what to look at afterwards, the end of a sentence
     */
    public record Stop(String lab, String before, String next) {}

    private Tour() {}

    private static Words read() {
        try (Reader file =
                new InputStreamReader(
                        requireNonNull(Tour.class.getResourceAsStream("tour.json")), UTF_8)) {
            return new Gson().fromJson(file, Words.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All stops, in the lesson's order: one for each experiment. */
    public static List<Stop> stops() {
        return WORDS.stops;
    }
}
