package org.patternscanner.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.patternscanner.lab.Quiz;

/**
 * Asks a learner to commit to an answer before the result is shown; someone who has predicted looks
 * closer. Everything is said on stderr, for stdout is the result.
 */
final class Quizmaster {

    private static final int NO_ANSWER = -1;

    private final PrintWriter err;
    private final boolean silent;
    private final BufferedReader in;

    private Quizmaster(PrintWriter err, boolean silent) {
        this.err = err;
        this.silent = silent;
        this.in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    }

    /** One that asks if a person is there to answer. */
    static Quizmaster of(Common common, boolean silent) {
        Terminal terminal = Terminal.detect();
        return new Quizmaster(common.err(), silent || !terminal.in() || !terminal.err());
    }

    /**
     * Asks.
     *
     * @return the choice, from 0; -1 if the learner passed, or nobody was asked
     */
    int ask(Quiz quiz) throws IOException {
        if (silent) {
            return NO_ANSWER;
        }
        err.println(LabReport.wrapped(quiz.question()));
        for (int i = 0; i < quiz.choices().size(); i++) {
            err.printf("  %d  %s%n", i + 1, quiz.choices().get(i));
        }
        while (true) {
            err.print("Your answer (Enter to pass): ");
            err.flush();
            String line = in.readLine();
            if (line == null || line.isBlank()) {
                return NO_ANSWER;
            }
            String answer = line.strip();
            if (answer.matches("[1-9]") && Integer.parseInt(answer) <= quiz.choices().size()) {
                return Integer.parseInt(answer) - 1;
            }
            err.printf("A number from 1 to %d, please.%n", quiz.choices().size());
        }
    }

    /** Tells what was right. */
    void answer(Quiz quiz, int guess, int right) {
        if (silent) {
            return;
        }
        String rightChoice = quiz.choices().get(right);
        if (guess == NO_ANSWER) {
            err.println("The answer: " + rightChoice + ".");
        } else if (guess == right) {
            err.println("You said so: " + rightChoice + ".");
        } else {
            err.println(
                    "You said '%s'; it is: %s.".formatted(quiz.choices().get(guess), rightChoice));
        }
    }
}
