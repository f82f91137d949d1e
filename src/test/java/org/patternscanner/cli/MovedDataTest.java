package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.TinyMnist;

/** A run whose folder of images is somewhere else by now. */
@Tag("slow")
class MovedDataTest {

    @TempDir Path temp;
    private Path before;
    private Path after;
    private String measured;

    @BeforeEach
    void aRunWhoseImagesMoved() throws IOException {
        before = TinyMnist.write(temp.resolve("before"), 60, 20);
        after = temp.resolve("after");
        User.cnn("train --epochs 1 --validation 10 --seed 3 --name run", "--data", before, models())
                .succeeds();
        measured = User.cnn("evaluate --model run", models()).succeeds().out();
        Files.move(before, after);
    }

    private Object models() {
        return new Object[] {"--models", temp.resolve("models")};
    }

    @Test
    void saysWhichFolderIsGoneAndHowToNameTheNewOne() {
        for (String words : new String[] {"evaluate --model run", "compare run run"}) {
            User.cnn(words, models())
                    .failsWith("There is no folder " + before, "run run", "--data DIR");
        }
    }

    @Test
    void measuresWithTheNewFolder() {
        Object[] moved = {"--data", after};

        assertThat(User.cnn("evaluate --model run", models(), moved).succeeds().out())
                .isEqualTo(measured);
        User.cnn("compare run run", models(), moved).succeeds();
        User.cnn("patterns --model run --layer conv1 --units 0", models(), moved).succeeds();
    }

    @Test
    void refusesOtherImages() {
        Path others = TinyMnist.write(temp.resolve("others"), 61, 20);

        User.cnn("evaluate --model run", models(), "--data", others)
                .failsWith("The images of " + others + " are not those that run run began with");
    }

    @Test
    void goesOnWithTheNewFolder() {
        Outcome all = User.cnn("train --resume run", models(), "--data", after).succeeds();

        assertThat(all.err()).contains("All its epochs are finished.");
        User.cnn("train --resume run", models()).failsWith("--data DIR");
    }
}
