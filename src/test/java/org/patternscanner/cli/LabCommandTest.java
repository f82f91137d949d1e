package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
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
        Object[] words = new Object[4 + options.length];
        words[0] = "lab";
        words[1] = "output-size";
        words[2] = "--output";
        words[3] = temp;
        System.arraycopy(options, 0, words, 4, options.length);
        return User.cnnAnswering(lines, words);
    }

    @Test
    void aloneListsTheExperimentsAndTheirClaims() {
        Outcome list = User.cnn("lab").succeeds();

        assertThat(list.err()).isEmpty();
        assertThat(list.out()).startsWith("name ").contains("cnn lab NAME", "cnn lesson");
        assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
        String words = list.out().replaceAll("\\s+", " ");
        for (Lab<?> lab : Labs.ALL) {
            assertThat(words).contains(" " + lab.name() + " " + lab.claim().substring(0, 20));
        }
    }

    @Test
    void tellsProgramsTheList() {
        JsonObject document = User.cnn("lab", "--json").succeeds().json("lab/1", "labs");

        List<String> names =
                document.getAsJsonArray("labs").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(lab -> lab.get("name").getAsString())
                        .toList();
        assertThat(names).isEqualTo(Labs.ALL.stream().map(Lab::name).toList());
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

        Outcome outcome = User.cnn("lab output-size", "--output", folder).succeeds();

        assertThat(outcome.err()).isEmpty(); // nobody is there to be asked
        assertThat(outcome.out())
                .startsWith("The claim: A window has floor(")
                .contains("\n\nwindow ", "\n\nThe formula agrees with counting in ")
                .endsWith(
                        "\nThe claim held.\nDrawn in %s\n"
                                .formatted(folder.resolve("output-size.png")));
        assertThat(outcome.out().lines().filter(line -> !line.startsWith("Drawn in ")))
                .allMatch(line -> line.length() <= 80);
        assertThat(ImageIO.read(folder.resolve("output-size.png").toFile()).getWidth())
                .isGreaterThan(500);
        assertThat(ScriptUser.namesIn(folder)).containsExactly("output-size.png");
    }

    @Test
    void printsExactlyOneDocumentAndNoPictureUnlessAskedTo() {
        Outcome outcome = answers("1\n", "--json").succeeds();

        assertThat(outcome.err()).isEmpty();
        JsonObject document = outcome.json("lab/1", "lab", "claim", "held", "results", "pictures");
        assertThat(document.get("lab").getAsString()).isEqualTo("output-size");
        assertThat(document.get("held").getAsBoolean()).isTrue();
        assertThat(document.get("seed").getAsLong()).isEqualTo(1);
        assertThat(document.getAsJsonObject("results").get("agreeing").getAsInt())
                .isEqualTo(document.getAsJsonObject("results").get("combinations").getAsInt());
        assertThat(document.getAsJsonArray("pictures").get(0).getAsString())
                .isEqualTo(temp.resolve("output-size.png").toString());

        JsonObject without =
                User.cnn("lab output-size --json").succeeds().json("lab/1", "pictures");
        assertThat(without.getAsJsonArray("pictures")).isEmpty();
    }

    @Test
    void namesWhatThereIsInsteadOfAnUnknownExperiment() {
        User.cnn("lab", "pooling-size")
                .refuses("lab", "There is no experiment 'pooling-size'", "sliding, output-size");
    }

    @Test
    void doesNotBeginWhatItCouldNotDraw() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "text");

        User.cnn("lab output-size", "-o", file)
                .failsWith(file + " is not a folder: name one for the pictures with --output.");
        User.cnn("lab output-size", "-o", file.resolve("labs"))
                .failsWith(
                        file.resolve("labs"), "takes no files", "for the pictures with --output");
        assertThat(Files.readString(file)).isEqualTo("text");
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
    @ValueSource(strings = {"\n", "  \n", "q\n"})
    void whoPassesIsToldTheAnswer(String typed) {
        assertThat(answers(typed).succeeds().err())
                .isEqualTo(QUESTION + "The answer: 13 x 13, and some are not.\n");
    }

    @Test
    void goesOnAtTheEndOfInputOnALineOfItsOwn() {
        assertThat(answers("").succeeds().err())
                .isEqualTo(QUESTION + "\nThe answer: 13 x 13, and some are not.\n");
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
        Outcome outcome =
                Child.starts(
                                temp,
                                List.of("-Dpatternscanner.terminal=" + terminal),
                                "lab",
                                "output-size",
                                "-o",
                                temp)
                        .ends()
                        .succeeds();

        assertThat(outcome.err()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send")
    void endsAtOnceWhenCtrlCAnswersTheQuestion() throws Exception {
        Child child =
                Child.starts(
                        temp,
                        List.of("-Dpatternscanner.terminal=111"),
                        "lab",
                        "output-size",
                        "-o",
                        temp);
        child.until(() -> child.said().endsWith("(Enter to pass): "));
        child.interrupts();

        Outcome outcome = child.ends();

        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo(
                        QUESTION
                                + "\nStopped; an experiment that is not finished keeps nothing.\n");
    }
}
