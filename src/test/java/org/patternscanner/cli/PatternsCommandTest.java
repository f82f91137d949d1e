package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
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
        List<Object> words =
                new ArrayList<>(
                        List.of("patterns", "--models", Trained.MODELS, "--model", Trained.RUN));
        words.addAll(Arrays.asList(more));
        return User.cnn(words.toArray());
    }

    @Test
    void tellsWhatExcitesTheUnits() {
        String out = patterns("--limit", 100, "--units", "0-2,63").succeeds().out();

        assertThat(out)
                .startsWith("What excites 4 of the 64 units of conv2: small, epoch ")
                .contains("\non 100 training images.\n\nunit   active  strongest  made  images")
                .containsPattern("(?m)^  63 +\\d+\\.\\d % +-?\\d+\\.\\d\\d .*( \\d){9}$")
                .contains("\nAs a picture: add --output patterns.png\n");
        assertThat(out.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void givesPatchesThatAreInTheImages() throws Exception {
        JsonObject document =
                patterns("--layer", "logits", "--units", "7,3,3-4", "--json")
                        .succeeds()
                        .json("patterns/1", "model", "epoch", "layer", "images", "seed", "units");

        assertThat(document.get("layer").getAsString()).isEqualTo("logits");
        // 1,200 images less the 200 that are held out.
        assertThat(document.get("images").getAsInt()).isEqualTo(1_000);
        LabelledImages images = ImageSet.in(Trained.DATA).training();
        Set<Integer> heldOut = new TreeSet<>();
        for (int number : Split.balanced(images, 200).validation()) {
            heldOut.add(number);
        }
        List<Integer> units = new ArrayList<>();
        for (JsonElement element : document.getAsJsonArray("units")) {
            JsonObject unit = element.getAsJsonObject();
            units.add(unit.get("unit").getAsInt());
            assertThat(unit.getAsJsonObject("maximum").getAsJsonArray("pixels")).hasSize(28);
            for (JsonElement each : unit.getAsJsonArray("patches")) {
                JsonObject patch = each.getAsJsonObject();
                int number = patch.get("image").getAsInt();
                assertThat(heldOut).doesNotContain(number);
                assertThat(patch.get("label").getAsInt()).isEqualTo(images.label(number));
                assertThat(bytes(patch.getAsJsonArray("pixels"))).isEqualTo(images.image(number));
            }
        }
        assertThat(units).containsExactly(3, 4, 7);
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

        Object[] first = Arrays.copyOf(words, words.length + 1);
        first[words.length] = one;
        Object[] second = Arrays.copyOf(words, words.length + 1);
        second[words.length] = two;

        assertThat(patterns(first).succeeds().out())
                .isEqualTo(one + ": 1 of the 128 units of fc1\n");
        patterns(second).succeeds();
        assertThat(ImageIO.read(one.toFile()).getWidth()).isGreaterThan(400);
        assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--units=x|--units is 'x'; write numbers and ranges, as in 0-11,40.",
                "--units=1,|--units is '1,'; write numbers and ranges, as in 0-11,40.",
                "--units=-1|--units is '-1'; write numbers and ranges, as in 0-11,40.",
                "--units=9999999|--units is '9999999'; write numbers and ranges, as in 0-11,40.",
                "--units=5-2|--units has 5-2, which ends before it begins.",
                "--units=0,60-64|--units has 60-64, but the units of conv2 are 0 to 63.",
                "--limit=0|--limit is 0; it must be 1 or more.",
            })
    void refusesWhatThereIsNot(String option, String sentence) {
        patterns(option).refuses("patterns", sentence);
    }

    @Test
    void countsTheUnitsOfTheLayerThatWasAskedFor() {
        patterns("--layer", "logits", "--units", 10)
                .refuses("patterns", "--units has 10, but the units of logits are 0 to 9.");
    }

    @Test
    void saysHowManyImagesThereAre() {
        assertThat(patterns("--units", 0, "--limit", 5).succeeds().out())
                .contains("labels of the 5\n", "images: the first of the 5;");
    }

    @Test
    void failsInOneSentence() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("folder.png"));
        patterns("--units", 0, "--limit", 9, "--output", folder)
                .failsWith("Cannot write " + folder + ": it is a folder.");
        User.cnn("patterns --model nosuch", "--models", temp)
                .failsWith("There is no run 'nosuch' in " + temp + ", and no such folder.");
    }
}
