package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.data.Split;

class PatternsCommandTest {

    @TempDir Path temp;

    private static Outcome patterns(Object... more) {
        return Trained.cnn("patterns", more);
    }

    @Test
    void tellsWhatExcitesTheUnits() {
        Outcome outcome = patterns("--limit", 100, "--units", "0-2,63").succeeds();

        assertThat(outcome.fitsATerminal().out())
                .startsWith("What excites 4 of the 64 units of conv2: small, epoch ")
                .contains("\non 100 training images.\n\nunit   active  strongest  made  images")
                .containsPattern("(?m)^  63 +\\d+\\.\\d % +-?\\d+\\.\\d\\d .*( \\d){9}$")
                .containsPattern("made for it, higher for [0-4] of 4 units\\.")
                .contains("\nAs a picture: add --output patterns.png\n");
    }

    @Test
    void givesPatchesThatAreInTheImages() throws Exception {
        JsonObject document =
                patterns("--layer", "logits", "--units", "7,3,3-4", "--json")
                        .succeeds()
                        .json("patterns/1", "model", "epoch", "layer", "images", "seed", "units");

        assertThat(text(document, "layer")).isEqualTo("logits");
        // 1,200 images less the 200 that are held out.
        assertThat(number(document, "images")).isEqualTo(1_000);
        LabelledImages images = ImageSet.in(Trained.DATA).training();
        int[] heldOut = Split.balanced(images, 200).validation();
        for (JsonElement unit : array(document, "units")) {
            assertThat(array(unit, "maximum/pixels")).hasSize(28);
            for (JsonElement patch : array(unit, "patches")) {
                int number = at(patch, "image").getAsInt();
                assertThat(heldOut).doesNotContain(number);
                assertThat(number(patch, "label")).isEqualTo(images.label(number));
                assertThat(bytes(array(patch, "pixels"))).isEqualTo(images.image(number));
            }
        }
        assertThat(array(document, "units"))
                .extracting(unit -> number(unit, "unit"))
                .containsExactly(3.0, 4.0, 7.0);
    }

    private static byte[] bytes(JsonArray rows) {
        byte[] bytes = new byte[784];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = rows.get(i / 28).getAsJsonArray().get(i % 28).getAsByte();
        }
        return bytes;
    }

    @Test
    void drawsThemAndDrawsThemAgainAsTheyWere() throws Exception {
        Path one = temp.resolve("one.png");
        Path two = temp.resolve("two.png");
        Object[] words = {"--layer", "fc1", "--units", "5", "--limit", 64, "--seed", 9, "-o"};

        assertThat(patterns(words, one).succeeds().out())
                .isEqualTo(one + ": 1 of the 128 units of fc1\n");
        patterns(words, two).succeeds();
        assertThat(Pictures.width(one)).isGreaterThan(400);
        assertThat(two).hasSameBinaryContentAs(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--units=x|--units is 'x'|as in 0-11,40",
                "--units=1,|--units is '1,'|as in 0-11,40",
                "--units=-1|--units is '-1'|as in 0-11,40",
                "--units=9999999|--units is '9999999'|as in 0-11,40",
                "--units=5-2|--units has 5-2|ends before it begins",
                "--units=0,60-64|--units has 60-64|the units of conv2 are 0 to 63",
                "--layer=logits --units=10|--units has 10|the units of logits are 0 to 9",
                "--limit=0|--limit is 0|1 or more",
            })
    void refusesWhatThereIsNot(String options, String named, String wayOut) {
        Trained.cnn("patterns " + options).refuses("patterns", named, wayOut);
    }

    @Test
    void saysHowManyImagesThereAre() {
        assertThat(patterns("--units", 0, "--limit", 5).succeeds().out())
                .contains("labels of the 5\n", "images: the first of the 5;");
    }
}
