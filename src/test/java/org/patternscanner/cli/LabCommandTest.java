package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.lab.Lab;
import org.patternscanner.lab.Labs;

/** {@code cnn lab}, as people type it; what each experiment finds is tested in its own class. */
@Tag("slow")
class LabCommandTest {

    private static final String QUESTION =
            """
            A 3x3 kernel slides over 28x28 pixels, two at a time, without padding. How large
            is the map?
              1  14 x 14
              2  13 x 13, and all pixels are read
              3  13 x 13, and some are not
            Your answer (Enter to pass):\s""";

    @TempDir Path temp;

    /** Answers on a terminal. */
    private Outcome answers(String lines, Object... options) {
        return User.cnnAnswering(lines, "lab output-size --output", temp, options);
    }

    @Test
    void aloneListsTheExperimentsAndTheirClaims() {
        Outcome list = User.cnn("lab").succeeds().fitsATerminal();

        assertThat(list.err()).isEmpty();
        assertThat(list.out()).startsWith("name ").contains("cnn lab NAME", "cnn lesson");
        String words = list.out().replaceAll("\\s+", " ");
        for (Lab<?> lab : Labs.ALL) {
            assertThat(words).contains(" " + lab.name() + " " + lab.claim().substring(0, 20));
        }
    }

    @Test
    void tellsProgramsTheList() {
        JsonObject document = User.cnn("lab --json").succeeds().json("lab/2");

        assertThat(array(document, "labs"))
                .extracting(lab -> text(lab, "name"))
                .isEqualTo(Labs.ALL.stream().map(Lab::name).toList());
    }

    @Test
    void everyExperimentHasAQuestionAndAClaimThatFitATerminal() {
        for (Lab<?> lab : Labs.ALL) {
            assertThat(lab.name()).matches("[a-z-]{4,18}");
            assertThat(lab.claim()).matches("[A-Z].*\\.");
            assertThat(lab.quiz().question()).endsWith("?");
            assertThat(lab.quiz().choices()).hasSizeBetween(2, 5).doesNotHaveDuplicates();
            assertThat(lab.quiz().choices()).allMatch(choice -> choice.length() <= 75);
        }
    }

    @Test
    void showsTheClaimTheNumbersWhatWasSeenAndWhetherItHeld() throws Exception {
        Path folder = temp.resolve("new/folder");
        Path picture = folder.resolve("output-size.png");

        Outcome outcome = User.cnn("lab output-size --output", folder).succeeds().fitsATerminal();

        assertThat(outcome.err()).isEmpty(); // nobody is there to be asked
        assertThat(outcome.out())
                .startsWith("The claim: A window has floor(")
                .contains("\n\nwindow ", "\n\nThe formula agrees with counting in ")
                .endsWith("\nThe claim held.\nDrawn in " + picture + "\n");
        assertThat(Pictures.width(picture)).isGreaterThan(500);
        assertThat(ScriptUser.namesIn(folder)).containsExactly("output-size.png");
    }

    @Test
    void printsExactlyOneDocumentAndNoPictureUnlessAskedTo() {
        Outcome outcome = answers("1\n", "--json").succeeds();

        assertThat(outcome.err()).isEmpty();
        JsonObject document =
                outcome.json("lab/2", "lab", "claim", "verdict", "held", "results", "pictures");
        assertThat(text(document, "lab")).isEqualTo("output-size");
        assertThat(document.get("held").getAsBoolean()).isTrue();
        assertThat(number(document, "seed")).isEqualTo(1);
        assertThat(at(document, "results/agreeing"))
                .isEqualTo(at(document, "results/combinations"));
        assertThat(text(document, "pictures/0")).isEqualTo(temp + "/output-size.png");

        JsonObject without = User.cnn("lab output-size --json").succeeds().json("lab/2");
        assertThat(array(without, "pictures")).isEmpty();
    }

    @Test
    void namesWhatThereIsInsteadOfAnUnknownExperiment() {
        User.cnn("lab pooling-size")
                .refuses("lab", "There is no experiment 'pooling-size'", "sliding, output-size");
    }

    @Test
    void doesNotBeginWhatItCouldNotDraw() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "text");

        User.cnn("lab output-size -o", file)
                .failsWith(file + " is not a folder", "name one for the pictures with --output");
        User.cnn("lab output-size -o", file.resolve("labs"))
                .failsWith(file.resolve("labs"), "takes no files", "with --output");
        assertThat(file).hasContent("text");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such folder")
    void doesNotBeginWhereTheFolderTakesNoFiles() {
        User.cnn("lab output-size -o /proc/self")
                .failsWith("/proc/self takes no files", "for the pictures with --output");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|You said so: 13 x 13, and some are not.",
                " 3 |You said so: 13 x 13, and some are not.",
                "1|You said '14 x 14'; it is: 13 x 13, and some are not.",
                "2|You said '13 x 13, and all pixels are read'; it is: 13 x 13, and some are"
                        + " not."
            })
    void asksFirstAndTellsAfterwards(String typed, String told) {
        Outcome outcome = answers(typed + "\n").succeeds();

        assertThat(outcome.err().replaceAll("(?<=and some are)\n", " "))
                .isEqualTo(QUESTION + told + "\n");
        assertThat(outcome.out()).startsWith("The claim: ").doesNotContain("You said");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "  \n", "q\n", ""})
    void whoPassesIsToldTheAnswer(String typed) {
        String newLine = typed.isEmpty() ? "\n" : ""; // at the end of input nobody typed one
        assertThat(answers(typed).succeeds().err())
                .isEqualTo(QUESTION + newLine + "The answer: 13 x 13, and some are not.\n");
    }

    @Test
    void asksAgainAfterJunk() {
        assertThat(answers("0\n4\n33\n1.5\nthree\n\u00bd\n3").succeeds().err())
                .startsWith(QUESTION + "A number from 1 to 3, please.\nYour answer")
                .endsWith("You said so: 13 x 13, and some are not.\n")
                .satisfies(err -> assertThat(err.split("please", -1)).hasSize(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-quiz", "--json"})
    void asksNothingOnRequest(String option) {
        assertThat(answers("3\n", option).succeeds().err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"110", "101", "100", "000"})
    void asksOnlyWhereSomebodySeesTheQuestionAndCanAnswer(String terminal) throws Exception {
        assertThat(starts(terminal).ends().succeeds().err()).isEmpty();
    }

    /**
     * Starts the experiment in a process of its own.
     *
     * @param terminal which of stdin, stdout and stderr are one, as 1 or 0
     */
    private Child starts(String terminal) throws IOException {
        List<String> options = List.of("-Dpatternscanner.terminal=" + terminal);
        return Child.starts(temp, options, "lab output-size -o", temp);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send")
    void endsAtOnceWhenCtrlCAnswersTheQuestion() throws Exception {
        Child child = starts("111");
        child.until(() -> child.said().endsWith("(Enter to pass): "));
        child.interrupts();

        Outcome outcome = child.ends();

        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith(QUESTION + "\nStopped; ").endsWith(".\n");
    }
}
