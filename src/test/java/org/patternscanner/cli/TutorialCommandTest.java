package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.User.cnn;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.tutorial.Program;

class TutorialCommandTest {

    @Test
    void withoutANameItListsTheProgramsInOrder() {
        Outcome outcome = cnn("tutorial");

        assertThat(outcome.code()).isZero();
        for (Program program : Program.ALL) {
            assertThat(outcome.out())
                    .containsPattern(program.number() + " +" + program.name() + " +\\w")
                    .contains(program.subject());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "build", "Build"})
    void programRunsByNumberOrNameAndSaysWhereItsSourceIs(String name) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Outcome outcome;
        try {
            outcome = cnn("tutorial", name);
        } finally {
            System.setOut(before);
        }

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("src/main/java/org/patternscanner/tutorial/Build.java");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("421642");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "99", "tarin"})
    void anythingElseIsRefusedWithTheNames(String name) {
        Outcome outcome = cnn("tutorial", name);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(name, "build", "train");
    }
}
