package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnn feature-maps} on a seven. */
class FeatureMapsCommandTest {

    @TempDir Path temp;
    private Path seven;

    @BeforeEach
    void writesASeven() {
        seven = temp.resolve("seven.png");
        User.cnn("sample --digit 7", "--data", Trained.DATA, "--output", seven).succeeds();
    }

    private Outcome maps(Object... words) {
        Stream<Object> common =
                Stream.of(
                        "feature-maps",
                        seven,
                        "--models",
                        Trained.MODELS,
                        "--model",
                        Trained.RUN,
                        "--threads",
                        1);
        return User.cnn(Stream.concat(common, Stream.of(words)).toArray());
    }

    // ---- maps

    @ParameterizedTest
    @CsvSource({"conv1, 32, 28", "pool1, 32, 14", "conv2, 64, 14", "pool2, 64, 7"})
    void tellsProgramsAllNumbers(String layer, int channels, int side) {
        JsonObject document =
                maps("--layer", layer, "--json")
                        .succeeds()
                        .json("feature-maps/1", "model", "epoch", "layer", "shape", "maps");

        assertThat(document.get("layer").getAsString()).isEqualTo(layer);
        assertThat(document.get("shape")).hasToString("[%d,%d,%d]".formatted(channels, side, side));
        JsonArray maps = document.getAsJsonArray("maps");
        assertThat(maps).hasSize(channels);
        assertThat(maps.get(channels - 1).getAsJsonArray()).hasSize(side);
        assertThat(maps.get(0).getAsJsonArray().get(0).getAsJsonArray()).hasSize(side);
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
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
    }

    @Test
    void drawsAndTellsProgramsToo() {
        Path file = temp.resolve("maps.png");

        JsonObject document =
                maps("-o", file, "--json").succeeds().json("feature-maps/1", "maps", "picture");

        assertThat(document.get("picture").getAsString()).isEqualTo(file.toString());
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void readsStdin() throws Exception {
        Outcome outcome =
                User.cnnReading(
                        Files.readAllBytes(seven),
                        "feature-maps",
                        "-",
                        "--models",
                        Trained.MODELS,
                        "--model",
                        Trained.RUN,
                        "--json");

        assertThat(outcome.succeeds().out()).isEqualTo(maps("--json").succeeds().out());
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
        double engine = number(document, channel, row, column);

        Outcome outcome = maps("--layer", layer, "--unit", unit).succeeds();

        assertThat(printed("sum \\+ bias", outcome))
                .isCloseTo(engine, within(1e-4 * Math.abs(engine)));
        assertThat(printed("after ReLU", outcome))
                .isCloseTo(Math.max(0, engine), within(1e-4 * Math.abs(engine)));
        assertThat(outcome.out())
                .startsWith("%s for %s, unit %s: small, epoch ".formatted(layer, seven, unit))
                .contains("patch", "kernel", "products", "PyTorch computed the same");
        assertThat(outcome.out().lines().skip(1)).allMatch(line -> line.length() <= 80);
        boolean border = row * column == 0 || row == 27 || column == 27 || row == 13;
        assertThat(outcome.out().contains("(0) is padding")).isEqualTo(border);
        assertThat(outcome.out().contains("Empty paper is -0.4242: ")) // -0.1307 / 0.3081
                .isEqualTo(layer.equals("conv1"));
    }

    @ParameterizedTest
    @CsvSource({"conv1, 1", "conv2, 32"})
    void tellsProgramsAllTerms(String layer, int inputs) {
        JsonObject unit =
                maps("--layer", layer, "--json", "--unit", "5,0,6")
                        .succeeds()
                        .json("feature-maps/1", "maps", "unit")
                        .getAsJsonObject("unit");

        JsonArray terms = unit.getAsJsonArray("terms");
        assertThat(terms).hasSize(inputs);
        double sum = 0;
        for (JsonElement element : terms) {
            JsonObject term = element.getAsJsonObject();
            double products = 0;
            for (int i = 0; i < 9; i++) {
                double product = at(term.getAsJsonArray("products"), i);
                assertThat(product)
                        .isCloseTo(
                                at(term.getAsJsonArray("patch"), i)
                                        * at(term.getAsJsonArray("kernel"), i),
                                within(1e-6));
                products += product;
            }
            assertThat(term.getAsJsonArray("padding").get(0)).hasToString("[true,true,true]");
            sum += products;
        }
        assertThat(unit.get("sum").getAsDouble()).isEqualTo(sum);
        assertThat(unit.get("total").getAsDouble())
                .isEqualTo(sum + unit.get("bias").getAsFloat())
                .isCloseTo(unit.get("value").getAsDouble(), within(1e-5));
    }

    private static double at(JsonArray matrix, int index) {
        return matrix.get(index / 3).getAsJsonArray().get(index % 3).getAsDouble();
    }

    @Test
    void saysWhichNumberWonItsWindow() {
        JsonObject document =
                maps("--layer", "pool1", "--json", "--unit", "5,6,7")
                        .succeeds()
                        .json("feature-maps/1");
        JsonObject unit = document.getAsJsonObject("unit");
        JsonArray winner = unit.getAsJsonArray("winner");
        double largest =
                unit.getAsJsonArray("window")
                        .get(winner.get(0).getAsInt())
                        .getAsJsonArray()
                        .get(winner.get(1).getAsInt())
                        .getAsDouble();
        assertThat(unit.get("max").getAsDouble())
                .isEqualTo(Math.max(0, largest))
                .isEqualTo(number(document, 5, 6, 7));

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
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
    }

    private static double number(JsonObject document, int channel, int row, int column) {
        return document.getAsJsonArray("maps")
                .get(channel)
                .getAsJsonArray()
                .get(row)
                .getAsJsonArray()
                .get(column)
                .getAsDouble();
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
                .refuses(
                        "feature-maps", "--strongest sorts the maps, but", "leave one of them out");
    }

    @Test
    void namesThePictureThatItCannotRead() throws Exception {
        Path missing = temp.resolve("no.png");
        User.cnn("feature-maps", missing, "--models", Trained.MODELS, "--model", Trained.RUN)
                .failsWith("'" + missing + "' does not exist: check the file's name.");

        Path blank = temp.resolve("blank.png");
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", blank.toFile());
        Outcome outcome =
                User.cnn("feature-maps", blank, "--models", Trained.MODELS, "--model", Trained.RUN);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("cnn: '" + blank + "': ").contains("blank");
    }

    @Test
    void namesTheFolderThatItCannotWriteTo() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder.png"));
        maps("-o", folder).failsWith("Cannot write " + folder + ": it is a folder.");
        maps("-o", folder, "--unit", "0,0,0", "--json")
                .failsWith("Cannot write " + folder + ": it is a folder.");
    }

    @Test
    void namesTheModelThatIsNotThere() {
        User.cnn("feature-maps", seven, "--models", Trained.MODELS, "--model", "nosuch")
                .failsWith("There is no run 'nosuch' in", Trained.MODELS, "and no such folder");
    }
}
