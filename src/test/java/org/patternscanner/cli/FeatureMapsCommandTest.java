package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnn feature-maps} on a seven. */
class FeatureMapsCommandTest {

    @TempDir Path temp;
    private final Path seven = Trained.SEVEN;

    private Outcome maps(Object... words) {
        return Trained.cnn("feature-maps", seven, "--threads", 1, words);
    }

    // ---- maps

    @ParameterizedTest
    @CsvSource({"conv1, 32, 28", "pool1, 32, 14", "conv2, 64, 14", "pool2, 64, 7"})
    void tellsProgramsAllNumbers(String layer, int channels, int side) {
        JsonObject document =
                maps("--layer", layer, "--json")
                        .succeeds()
                        .json("feature-maps/1", "model", "epoch", "layer", "shape", "maps");

        assertThat(text(document, "layer")).isEqualTo(layer);
        assertThat(document.get("shape")).hasToString("[%d,%d,%d]".formatted(channels, side, side));
        assertThat(array(document, "maps")).hasSize(channels);
        assertThat(array(document, "maps/" + (channels - 1))).hasSize(side);
        assertThat(array(document, "maps/0/0")).hasSize(side);
    }

    @Test
    void tabulatesTheMaps() {
        Outcome outcome = maps().succeeds();

        assertThat(outcome.out())
                .startsWith("The maps of conv1 for " + seven + ", before ReLU: small, epoch ")
                .contains("channel  strongest  at row, column  above 0\n")
                .contains("\nAs a picture: add --output maps.png\nOne number:   add --unit ")
                .doesNotContain("\u001b");
        assertThat(rows(outcome)).hasSize(32);
    }

    @Test
    void sortsThemByTheirStrongestResponse() {
        List<Double> sorted = rows(maps("--strongest").succeeds());

        assertThat(sorted)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .containsExactlyInAnyOrderElementsOf(rows(maps().succeeds()));
    }

    /** The strongest response of each line. */
    private static List<Double> rows(Outcome outcome) {
        return Pattern.compile("(?m)^ +\\d+ +(-?\\d+\\.\\d{3}) ")
                .matcher(outcome.out())
                .results()
                .map(result -> Double.valueOf(result.group(1)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"conv1, 32", "pool1, 32", "conv2, 64", "pool2, 64"})
    void drawsTheMaps(String layer, int channels) throws Exception {
        Path file = temp.resolve("new/maps.png");

        Outcome outcome = maps("--layer", layer, "--strongest", "-o", file).succeeds();

        assertThat(outcome.out()).isEqualTo("%s: %d maps of %s\n".formatted(file, channels, layer));
        assertThat(Pictures.width(file)).isGreaterThan(1000);
    }

    @Test
    void drawsAndTellsProgramsToo() {
        Path file = temp.resolve("maps.png");

        JsonObject document =
                maps("-o", file, "--json").succeeds().json("feature-maps/1", "maps", "picture");

        assertThat(document.get("picture").getAsString()).isEqualTo(file.toString());
        assertThat(file).isNotEmptyFile();
    }

    // ---- one unit

    @ParameterizedTest
    @CsvSource({
        "conv1, 0, 0, 0",
        "conv1, 31, 27, 27",
        "conv1, 7, 9, 12",
        "conv1, 3, 0, 14",
        "conv2, 0, 0, 13",
        "conv2, 63, 13, 0",
        "conv2, 17, 5, 9",
        "conv2, 40, 7, 7"
    })
    void printsTheSumThatTheEngineComputed(String layer, int channel, int row, int column) {
        String unit = "%d,%d,%d".formatted(channel, row, column);
        JsonObject document =
                maps("--layer", layer, "--json", "--unit", unit).json("feature-maps/1");
        double engine = number(document, "maps/%d/%d/%d".formatted(channel, row, column));

        Outcome outcome = maps("--layer", layer, "--unit", unit).succeeds().fitsATerminal();

        assertThat(printed("sum \\+ bias", outcome))
                .isCloseTo(engine, within(1e-4 * Math.abs(engine)));
        assertThat(printed("after ReLU", outcome))
                .isCloseTo(Math.max(0, engine), within(1e-4 * Math.abs(engine)));
        assertThat(outcome.out())
                .startsWith("%s for %s, unit %s: small, epoch ".formatted(layer, seven, unit))
                .contains("patch", "kernel", "products", "PyTorch computed the same");
        boolean border = row * column == 0 || row == 27 || column == 27 || row == 13;
        assertThat(outcome.out().contains("(0) is padding")).isEqualTo(border);
        assertThat(outcome.out().contains("Empty paper is -0.4242: ")) // -0.1307 / 0.3081
                .isEqualTo(layer.equals("conv1"));
    }

    @ParameterizedTest
    @CsvSource({"conv1, 1", "conv2, 32"})
    void tellsProgramsAllTerms(String layer, int inputs) {
        JsonElement unit =
                maps("--layer", layer, "--json", "--unit", "5,0,6")
                        .succeeds()
                        .json("feature-maps/1", "maps", "unit")
                        .get("unit");

        assertThat(array(unit, "terms")).hasSize(inputs);
        double sum = 0;
        for (JsonElement term : array(unit, "terms")) {
            double products = 0;
            for (int i = 0; i < 9; i++) {
                String place = "/%d/%d".formatted(i / 3, i % 3);
                double product = number(term, "products" + place);
                assertThat(product)
                        .isCloseTo(
                                number(term, "patch" + place) * number(term, "kernel" + place),
                                within(1e-6));
                products += product;
            }
            assertThat(at(term, "padding/0")).hasToString("[true,true,true]");
            sum += products;
        }
        assertThat(number(unit, "sum")).isEqualTo(sum);
        assertThat(number(unit, "total"))
                .isEqualTo(sum + at(unit, "bias").getAsFloat())
                .isCloseTo(number(unit, "value"), within(1e-5));
    }

    @Test
    void saysWhichNumberWonItsWindow() {
        JsonObject document =
                maps("--layer", "pool1", "--json", "--unit", "5,6,7")
                        .succeeds()
                        .json("feature-maps/1");
        JsonElement unit = document.get("unit");
        String winner = at(unit, "winner/0") + "/" + at(unit, "winner/1");
        double largest = number(unit, "window/" + winner);
        assertThat(number(unit, "max"))
                .isEqualTo(Math.max(0, largest))
                .isEqualTo(number(document, "maps/5/6/7"));

        Outcome outcome = maps("--layer", "pool1", "--unit", "5,6,7").succeeds();
        assertThat(printed("the largest", outcome)).isCloseTo(largest, within(1e-5));
        assertThat(outcome.out()).contains("conv1, channel 5, rows 12 to 13, columns 14 to 15\n");
    }

    @ParameterizedTest
    @CsvSource({"conv1, '3,0,27'", "pool1, '3,7,7'", "conv2, '3,0,0'", "pool2, '63,6,6'"})
    void drawsTheUnit(String layer, String unit) throws Exception {
        Path file = temp.resolve("unit.png");

        Outcome outcome = maps("--layer", layer, "--unit", unit, "-o", file).succeeds();

        assertThat(outcome.out()).endsWith("Drawn in " + file + "\n");
        assertThat(Pictures.width(file)).isGreaterThan(1000);
    }

    private static double printed(String what, Outcome outcome) {
        Matcher line =
                Pattern.compile("(?m)^" + what + " +([+-]?\\d+\\.\\d+)$").matcher(outcome.out());
        assertThat(line.find()).as(what).isTrue();
        return Double.parseDouble(line.group(1));
    }

    // ---- bad input

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conv1 | 32,0,0 | 31,27,27",
                "pool1 | 0,14,0 | 31,13,13",
                "conv2 | 0,0,14 | 63,13,13",
                "pool2 | 999999,0,0 | 63,6,6"
            })
    void refusesAUnitThatIsNotThere(String layer, String unit, String last) {
        maps("--layer", layer, "--unit", unit)
                .refuses("feature-maps", "--unit is " + unit, "from 0,0,0 to " + last);
    }

    @ParameterizedTest
    @CsvSource({"'1,2'", "'1,2,3,4'", "'-1,2,3'", "'a,b,c'", "''", "'1, 2, 3'", "'1,2,9999999999'"})
    void refusesWhatIsNoUnit(String unit) {
        maps("--unit", unit)
                .refuses("feature-maps", "--unit is", unit, "channel, row and column, as in");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        maps("--strongest", "--unit", "1,2,3")
                .refuses("feature-maps", "--strongest sorts the maps", "leave one of them out");
    }
}
