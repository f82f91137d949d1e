package org.patternscanner.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patternscanner.lab.Quiz;

/**
 * Asks a learner to commit to an answer before the result is shown; someone who has predicted looks
 * closer. Everything is said on stderr, for stdout is the result.
 */
final class Quizmaster {

    /** What a learner types to leave a lesson. */
    private static final String LEAVE = "q";

    private final PrintWriter err;
    private final String farewell;
    private final BufferedReader in;

    /**
     * What a learner said to a question.
     *
     * @param choice from 0; empty if the learner passed, or nobody was asked
     * @param left whether it was q, or the end of input
     */
    record Reply(Optional<Integer> choice, boolean left) {

        static final Reply NONE = new Reply(Optional.empty(), false);
        static final Reply LEFT = new Reply(Optional.empty(), true);

        static Reply of(int choice) {
            return new Reply(Optional.of(choice), false);
        }
    }

    /**
     * @param farewell what is said if Ctrl-C comes instead of an answer
     */
    Quizmaster(PrintWriter err, String farewell) {
        this.err = err;
        this.farewell = farewell;
        this.in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    }

    /** Whether somebody sees a question and can answer it. */
    static boolean isSomebodyThere() {
        Terminal terminal = Terminal.detect();
        return terminal.in() && terminal.err();
    }

    /** Asks; Enter, q and the end of input are no answer. */
    Reply ask(Quiz quiz) throws IOException {
        List<String> choices = quiz.choices();
        err.println(LabReport.wrapped(quiz.question()));
        for (int i = 0; i < choices.size(); i++) {
            err.printf("  %d  %s%n", i + 1, choices.get(i));
        }
        while (true) {
            String line = line("Your answer (Enter to pass): ");
            if (line == null || line.equals(LEAVE)) {
                return Reply.LEFT;
            } else if (line.isEmpty()) {
                return Reply.NONE;
            } else if (line.matches("[1-9]") && Integer.parseInt(line) <= choices.size()) {
                return Reply.of(Integer.parseInt(line) - 1);
            }
            err.printf("A number from 1 to %d, please.%n", choices.size());
        }
    }

    /**
     * Asks for words.
     *
     * @return what was typed, without space around it; null for the end of input
     */
    @Nullable String line(String prompt) throws IOException {
        err.print(prompt);
        err.flush();
        Farewell onCtrlC = Farewell.of(err, farewell);
        try {
            String line = in.readLine();
            if (line == null) {
                err.println(); // the cursor still stands behind the question
            }
            return line == null ? null : line.strip();
        } finally {
            onCtrlC.close();
        }
    }

    /** Tells what was right. */
    void answer(Quiz quiz, Reply reply, int right) {
        String rightChoice = quiz.choices().get(right);
        err.println(
                LabReport.wrapped(
                        reply.choice
                                .map(
                                        guess ->
                                                guess == right
                                                        ? "You said so: %s.".formatted(rightChoice)
                                                        : "You said '%s'; it is: %s."
                                                                .formatted(
                                                                        quiz.choices().get(guess),
                                                                        rightChoice))
                                .orElse("The answer: %s.".formatted(rightChoice))));
    }
}
