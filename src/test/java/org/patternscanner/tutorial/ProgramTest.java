package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What all programs have in common. */
class ProgramTest {

    @ParameterizedTest
    @FieldSource("org.patternscanner.tutorial.Program#ALL")
    void isOneFileOfAtMostAHundredLines(Program program) throws IOException {
        assertThat(Files.readAllLines(program.source())).hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @FieldSource("org.patternscanner.tutorial.Program#ALL")
    void saysItsNumberOnTop(Program program) throws IOException {
        assertThat(program.source()).content().containsPattern("\\* " + program.number() + "\\. ");
    }

    @ParameterizedTest
    @FieldSource("org.patternscanner.tutorial.Program#ALL")
    void isFoundByItsNumberAndItsName(Program program) {
        assertThat(Program.named(String.valueOf(program.number()))).contains(program);
        assertThat(Program.named(program.name())).contains(program);
    }

    /** But for what each file may use: the embedded MNIST, SimpleCnn, and the network of Build. */
    @ParameterizedTest
    @FieldSource("org.patternscanner.tutorial.Program#ALL")
    void isReadWithoutAnyOtherFile(Program program) throws IOException {
        assertThat(Files.readAllLines(program.source()))
                .filteredOn(line -> line.startsWith("import org.patternscanner."))
                .isSubsetOf(
                        "import org.patternscanner.data.ImageSet;",
                        "import org.patternscanner.network.SimpleCnn;");
    }
}
