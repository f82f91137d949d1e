package org.patternscanner.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckTest {

    @Test
    void aGuessIsToldOnceWhateverItsLetters() {
        assertThat(Check.guess(null, "b", "Because."))
                .isEqualTo("You made no guess. It is b: Because.");
        assertThat(Check.guess(" B", "b", "Because.")).isEqualTo("Your guess was right. Because.");
        assertThat(Check.guess("a", "b", "Because.")).isEqualTo("You guessed a. It is b: Because.");
    }

    @Test
    void anAnswerCanBeTriedAgain() {
        assertThat(Check.answer(null, 4, "Think.", "Yes.")).startsWith("No answer yet");
        assertThat(Check.answer(5, 4, "Think.", "Yes.")).isEqualTo("5 is not it. Think.");
        assertThat(Check.answer(4, 4, "Think.", "Yes.")).isEqualTo("Right. Yes.");
    }

    @Test
    void aShareNeedNotHaveAllItsDigits() {
        assertThat(Check.answer(0.11, 0.1134, "", "Yes.")).isEqualTo("Right. Yes.");
        assertThat(Check.answer(0.12, 0.1134, "Think.", "Yes."))
                .isEqualTo("0.12 is not it. Think.");
    }
}
