package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.number;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn lab sliding}, whose kernel and picture can be chosen. */
class SlidingLabTest {

    @TempDir Path temp;

    @Test
    void slidesOwnNumbersOverOwnPicture() throws IOException {
        String command = "lab sliding --no-quiz --kernel -1,0,1,-2,0,2,-1,0,1";
        Outcome lab =
                User.cnn(command, "--picture", squareOnWhite(40, 30), "-o", temp)
                        .succeeds()
                        .fitsATerminal();

        assertThat(lab.out())
                .startsWith("The claim: Convolution is a sliding dot product")
                .contains("The claim held.\n", "Drawn in " + temp.resolve("sliding.png"));
        assertThat(temp.resolve("sliding.png")).isNotEmptyFile();
    }

    @Test
    void givesTheMapInJson() throws IOException {
        JsonObject document =
                User.cnn("lab sliding --json --kernel box", "--picture", squareOnWhite(40, 30))
                        .succeeds()
                        .json("lab/2", "lab", "claim", "verdict", "held", "results");

        assertThat(document.get("held").getAsBoolean()).isTrue();
        assertThat(array(document, "results/map")).hasSize(28); // 30 - 3 + 1
        assertThat(array(document, "results/map/0")).hasSize(38);
        assertThat(number(document, "results/map/0/0")).isCloseTo(1, within(1e-6)); // white
    }

    @Test
    void refusesWhatItCannotSlide() throws IOException {
        User.cnn("lab sliding --kernel 1,2,3")
                .refuses("lab", "A kernel cannot have 3 numbers", "36 or 49, row by row");
        User.cnn("lab sliding", "--picture", squareOnWhite(2, 2))
                .refuses("lab", "A window 3 pixels wide does not fit", "dilation smaller");
    }

    @Test
    void otherExperimentsHaveNoKernelAndNoPicture() {
        User.cnn("lab output-size --kernel box")
                .refuses("lab", "--kernel goes with the experiment", "leave it out");
        User.cnn("lab output-size --picture x.png")
                .refuses("lab", "--picture goes with the experiment", "leave it out");
    }

    private Path squareOnWhite(int width, int height) throws IOException {
        IntBinaryOperator square =
                (x, y) -> isInTheMiddle(x, width) && isInTheMiddle(y, height) ? 0 : 0xFFFFFF;
        return Pictures.png(temp.resolve("square.png"), width, height, square);
    }

    private static boolean isInTheMiddle(int place, int length) {
        return place >= length / 4 && place < length / 4 + length / 2;
    }
}
