package org.patternscanner.lab;

import org.jspecify.annotations.Nullable;

/** What a notebook says to a learner's answers. An answer that was not given yet is null. */
public final class Check {

    /** How the sentence on a right answer begins. */
    public static final String RIGHT = "Right.";

    private static final double CLOSE = 0.005;

    private Check() {}

    /**
     * On a guess that was made before the experiment: there is no second try, so this tells.
     *
     * @param why a sentence
     */
    public static String guess(@Nullable Object guess, Object truth, String why) {
        if (guess == null) {
            return "You made no guess. It is %s: %s".formatted(truth, why);
        }
        return guess.toString().strip().equalsIgnoreCase(truth.toString())
                ? "Your guess was right. %s".formatted(why)
                : "You guessed %s. It is %s: %s".formatted(guess, truth, why);
    }

    /**
     * On the answer to an exercise, which can be tried again. One with a fraction need not have all
     * of truth's digits: it may be off by less than 0.005.
     *
     * @param hint a sentence that helps and does not tell
     * @param why a sentence that comes after the right answer
     */
    public static String answer(@Nullable Object answer, Object truth, String hint, String why) {
        if (answer == null) {
            return "No answer yet: put yours into the cell above, run it, then run this cell again.";
        }
        return isRight(answer, truth)
                ? "%s %s".formatted(RIGHT, why)
                : "%s is not it. %s".formatted(answer, hint);
    }

    private static boolean isRight(Object answer, Object truth) {
        if (answer instanceof Double given && truth instanceof Double wanted) {
            return Math.abs(given - wanted) < CLOSE;
        }
        return answer.equals(truth);
    }
}
