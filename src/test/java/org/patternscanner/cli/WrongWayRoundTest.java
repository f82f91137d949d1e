package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.data.TinyMnist;

/** Sets of digits as EMNIST hands them out, and dark on light ones. */
@Tag("slow")
class WrongWayRoundTest {

    @TempDir Path temp;

    @Test
    void saysSoAndHowToMendIt() throws IOException {
        Path turned = rewritten("turned", true, false);
        Path dark = rewritten("dark", false, true);

        String both = train(turned, "one").succeeds().err();
        assertThat(both)
                .contains(
                        "images of %s seem to lie transposed".formatted(turned), "add --transposed")
                .doesNotContain("--inverted");
        assertThat(train(dark, "two").succeeds().err())
                .contains("images of %s seem to be dark on light".formatted(dark), "add --inverted")
                .doesNotContain("--transposed");
        assertThat(train(TinyMnist.write(temp.resolve("right"), 60, 20), "three").succeeds().err())
                .doesNotContain("seem to");
        assertThat(User.cnn("sample --data", turned, "-o", temp.resolve("s.png")).succeeds().err())
                .contains("add --transposed");
    }

    @Test
    void mendedTheyAreTheSetThatTheyWere() throws IOException {
        Path right = TinyMnist.write(temp.resolve("right"), 60, 20);
        Path wrong = rewritten("wrong", true, true);
        train(right, "right").succeeds();
        Outcome mended = train(wrong, "wrong", "--transposed", "--inverted").succeeds();

        assertThat(mended.err()).doesNotContain("seem to");
        assertThat(temp.resolve("models/wrong/epoch-0001.params"))
                .hasSameBinaryContentAs(temp.resolve("models/right/epoch-0001.params"));
        assertThat(Documents.text(Documents.read(temp.resolve("models/wrong/run.json")), "command"))
                .contains("--data " + wrong + " --transposed --inverted");
        assertThat(evaluate("wrong")).isEqualTo(evaluate("right").replace("right, ", "wrong, "));
        User.cnn("train --resume wrong --models", temp.resolve("models")).succeeds();
    }

    @Test
    void theOptionsThatAreNotNeededAreToBeLeftOut() {
        Path right = TinyMnist.write(temp.resolve("right"), 60, 20);

        assertThat(train(right, "run", "--inverted").succeeds().err())
                .contains("leave out --inverted");
        User.cnn("train --transposed")
                .refuses("train", "--transposed and --inverted go with --data");
    }

    private Outcome train(Path data, String name, Object... more) {
        String command = "train --epochs 1 --validation 10 --seed 3 --quiet --name " + name;
        return User.cnn(command, "--models", temp.resolve("models"), "--data", data, more);
    }

    private String evaluate(String run) {
        return User.cnn("evaluate --model", run, "--models", temp.resolve("models"))
                .succeeds()
                .out();
    }

    private Path rewritten(String name, boolean turn, boolean invert) throws IOException {
        Path folder = TinyMnist.write(temp.resolve(name), 60, 20);
        for (String file : new String[] {TinyMnist.TRAINING_IMAGES, TinyMnist.TEST_IMAGES}) {
            byte[] before = Files.readAllBytes(folder.resolve(file));
            byte[] after = before.clone();
            for (int i = 0; i < before.length - 16; i++) {
                int image = i / 784 * 784;
                int from = turn ? image + i % 28 * 28 + i % 784 / 28 : i;
                after[16 + i] = (byte) (invert ? 255 - before[16 + from] : before[16 + from]);
            }
            Files.write(folder.resolve(file), after);
        }
        return folder;
    }
}
