package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.lab.Logbook;
import org.patternscanner.lab.Tour;

/** {@code cnn lesson}, by somebody at a terminal who has most of it behind. */
class LessonCommandTest {

    private static final String FAREWELL = "Progress saved. Run 'cnn lesson' to continue.\n";

    @TempDir Path temp;
    private Path state;

    @BeforeEach
    void state() throws IOException {
        state = Files.createDirectories(temp.resolve("models")).resolve("lesson.json");
    }

    private Object[] words(Object... options) {
        Path pictures = temp.resolve("pictures");
        return new Object[] {"lesson --models", state.getParent(), "--output", pictures, options};
    }

    private Outcome lesson(String lines, Object... options) {
        return User.cnnAnswering(lines, words(options));
    }

    private static Logbook.Visit visit(String lab, @Nullable Boolean held) {
        return new Logbook.Visit(
                lab,
                "What?",
                "this",
                Boolean.TRUE.equals(held) ? "this" : "that",
                held,
                List.of("Seen in " + lab + "."));
    }

    /** Somebody has done all experiments but these. */
    private void hasDoneAllBut(String... open) throws IOException {
        Logbook logbook = Logbook.EMPTY;
        for (Tour.Stop stop : Tour.stops()) {
            if (!List.of(open).contains(stop.lab())) {
                logbook = logbook.with(visit(stop.lab(), true));
            }
        }
        logbook.write(state);
    }

    private static Logbook with(Logbook logbook, boolean permuted, @Nullable Boolean columns) {
        Logbook others =
                new Logbook(
                        logbook.schema(),
                        logbook.visits().stream()
                                .filter(visit -> !visit.lab().equals("permuted-pixels"))
                                .filter(visit -> !visit.lab().equals("table-columns"))
                                .toList(),
                        null);
        return others.with(visit("permuted-pixels", permuted))
                .with(visit("table-columns", columns));
    }

    @Test
    void asksShowsTellsAndKeepsWhatItFound() throws Exception {
        hasDoneAllBut("output-size");

        Outcome outcome = lesson("3\nq\n").succeeds().fitsATerminal();

        int all = Tour.stops().size();
        assertThat(outcome.out())
                .startsWith(
                        "Taken up again: %d of %d experiments are done; --restart begins anew.\n"
                                .formatted(all - 1, all))
                .containsPattern("== \\d+ of " + all + ": output-size ==\nA window that slides")
                .containsSubsequence(
                        "The claim: ",
                        "The claim held.",
                        "Drawn in ",
                        "The numbers:  cnn lab output-size",
                        "Look at next:")
                .doesNotContain("The last question");
        assertThat(outcome.err())
                .startsWith("A 3x3 kernel slides")
                .contains("You said so: 13 x 13, and some are not.\n")
                .endsWith("Enter to go on, o to open the picture, q to leave: " + FAREWELL);
        Logbook.Visit visit = Logbook.read(state).visit("output-size").orElseThrow();
        assertThat(visit.said()).isEqualTo(visit.answer()).isEqualTo("13 x 13, and some are not");
        assertThat(visit.held()).isTrue();
        assertThat(visit.seen()).hasSize(2);
        assertThat(ScriptUser.namesIn(temp.resolve("pictures"))).containsExactly("output-size.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q\n", "", "junk\n\u00e9\nq\n"})
    void isLeftAtAQuestionAndTakenUpAtTheSame(String typed) throws Exception {
        hasDoneAllBut("output-size");
        byte[] before = Files.readAllBytes(state);

        Outcome outcome = lesson(typed).succeeds();

        assertThat(outcome.err()).endsWith(FAREWELL);
        assertThat(outcome.out()).doesNotContain("The claim");
        assertThat(Files.readAllBytes(state)).isEqualTo(before);
        assertThat(lesson("q\n").succeeds().out()).contains(": output-size ==\n");
    }

    @Test
    void answersTheLastQuestionWithTheLearnersOwnResults() throws Exception {
        hasDoneAllBut();
        with(Logbook.read(state), true, true).write(state);

        Outcome outcome = lesson("Because of the neighbours.\n").succeeds();

        assertThat(outcome.out().replaceAll("\\s+", " "))
                .containsSubsequence(
                        "== The last question == Why is a convolution a better first guess",
                        "You wrote: Because of the neighbours.",
                        "An architecture is a bet.",
                        "Your own result of permuted-pixels: Seen in permuted-pixels.",
                        "Your own result of table-columns: Seen in table-columns.",
                        "So your own results say the same.");
        assertThat(outcome.out()).contains("\ntable-columns").contains("  right  ");
        assertThat(outcome.err()).isEqualTo("In your own words (Enter to pass): ");
        assertThat(Logbook.read(state).explanation()).isEqualTo("Because of the neighbours.");

        Outcome again = lesson("").succeeds(); // it is all done: nothing is asked any more
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("You wrote: Because of the neighbours.");
    }

    @Test
    void saysSoWhenTheLearnersOwnResultsContradict() throws Exception {
        endsWith(false, "did not hold");
    }

    @Test
    void saysSoWhenTheLearnersOwnResultsDecideNothing() throws Exception {
        endsWith(null, "not decided");
    }

    private void endsWith(@Nullable Boolean held, String verdict) throws Exception {
        hasDoneAllBut();
        with(Logbook.read(state), true, held).write(state);

        Outcome outcome = lesson("\n").succeeds();

        assertThat(outcome.out())
                .contains("So your own results do not all say the same:")
                .contains(verdict)
                .doesNotContain("You wrote");
    }

    @Test
    void needsATerminalUnlessItAsksNothing() throws Exception {
        User.cnn(words())
                .refuses("lesson", "The lesson asks and waits, so it", "it runs straight through");
        hasDoneAllBut("output-size");
        with(Logbook.read(state), true, true).write(state);

        Outcome outcome = User.cnn(words("--no-quiz")).succeeds();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsSubsequence("output-size ==", "The claim held.", "The last question")
                .containsSubsequence("\noutput-size", "  -  ", "held");
        assertThat(Logbook.read(state).visit("output-size").orElseThrow().said()).isNull();
    }

    @Test
    void beginsAgainOnRequest() throws Exception {
        hasDoneAllBut();

        Outcome outcome = lesson("q\n", "--restart").succeeds();

        assertThat(outcome.out())
                .startsWith("The Pattern Scanner, in ")
                .contains("== 1 of " + Tour.stops().size() + ": ");
        assertThat(Logbook.read(state)).isEqualTo(Logbook.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"schema\":\"lesson/1\"",
                "{\"schema\":\"lesson/1\"}",
                "{\"schema\":\"lesson/2\",\"visits\":[]}",
                "{\"schema\":\"lesson/1\",\"visits\":[null]}",
                "{\"schema\":\"lesson/1\",\"visits\":[{\"lab\":\"pooling\"}]}",
                "\u0000\u0001"
            })
    void saysThatItsStateIsDamagedAndTheWayOut(String text) throws Exception {
        Files.writeString(state, text, StandardCharsets.UTF_8);

        lesson("q\n").failsWith(state, "cannot be read as a lesson", "cnn lesson --restart");
        assertThat(Files.readString(state)).isEqualTo(text);
        lesson("q\n", "--restart").succeeds();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send")
    void endsWithASentenceAfterCtrlC() throws Exception {
        hasDoneAllBut("output-size");
        Child child = Child.starts(temp, List.of("-Dpatternscanner.terminal=111"), words());
        child.until(() -> child.said().endsWith("(Enter to pass): "));
        child.interrupts();

        Outcome outcome = child.ends().isForPeople();

        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.err()).endsWith("(Enter to pass): \n" + FAREWELL);
    }
}
