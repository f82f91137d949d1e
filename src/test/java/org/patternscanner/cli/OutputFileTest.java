package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.text;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patternscanner.checkpoint.CheckpointStore;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FeatureMaps.Place;

/** Files that commands read and write: names, endings, and none written over the other. */
class OutputFileTest {

    @TempDir Path temp;
    private Path seven;

    @BeforeEach
    void copiesASeven() throws Exception {
        seven = Files.copy(Trained.SEVEN, temp.resolve("seven.png"));
    }

    private static String name(String command) {
        return command.split(" ", 2)[0];
    }

    private static Outcome types(String command, Object... words) {
        return User.cnn(command, words, network(command));
    }

    /** That a command is to use the trained network, where it uses one. */
    private static List<?> network(String command) {
        if (List.of("receptive-field", "sample", "convolve", "lab").contains(name(command))) {
            return List.of();
        }
        List<?> models = List.of("--models", Trained.MODELS);
        return command.startsWith("compare") ? models : List.of(models, "--model", Trained.RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"saliency", "feature-maps", "convolve"})
    void aPictureCanComeFromStdin(String command) throws Exception {
        Outcome piped =
                User.cnnReading(Files.readAllBytes(seven), command + " -", network(command));

        assertThat(piped.succeeds().out())
                .isEqualTo(types(command, seven).out().replace(seven.toString(), "-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"saliency", "feature-maps", "convolve", "receptive-field --image"})
    void noCommandWritesOverThePictureThatItReads(String command) throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link.png"), seven);
        for (Path same : List.of(seven, temp.resolve("./seven.png"), link)) {
            types(command, seven, "--output", same)
                    .refuses(
                            name(command), "--output would write over", seven, "name another file");
        }
        assertThat(seven).hasSameBinaryContentAs(Trained.SEVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict",
                "saliency",
                "feature-maps",
                "convolve",
                "receptive-field --output a.png --image",
                "lab sliding --picture"
            })
    void aPictureThatIsMissingOrNoneIsNamed(String command) throws Exception {
        Path missing = temp.resolve("missing.png");
        types(command, missing).failsWith("'%s' does not exist: check".formatted(missing));
        Path text = Files.writeString(temp.resolve("text.png"), "no picture");
        types(command, text).failsWith("'%s' is no picture of a known".formatted(text), "save it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "saliency", "feature-maps"})
    void aBlankPictureIsNamed(String command) throws Exception {
        Path blank = Pictures.blank(temp);
        types(command, blank).failsWith("'" + blank + "': ", "blank");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict SEVEN --explain|png",
                "predict SEVEN --report|html",
                "saliency SEVEN --output|png",
                "feature-maps SEVEN --output|png",
                "feature-maps SEVEN --unit 0,0,0 --json --output|png",
                "convolve SEVEN --output|png",
                "patterns --units 0 --limit 9 --output|png",
                "export --output|npz",
                "export --output|onnx",
            })
    void aFolderInTheFilesPlaceIsNamed(String command, String ending) throws Exception {
        Path folder = Files.createDirectory(temp.resolve("folder." + ending));
        types(command.replace("SEVEN", seven.toString()), folder)
                .failsWith("Cannot write " + folder + ": it is a folder.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "saliency digit.png",
                "feature-maps digit.png",
                "convolve digit.png",
                "receptive-field",
                "patterns",
                "sample",
                "compare small",
                "inspect-filters"
            })
    void noPngIsWrittenUnderAnotherKindsName(String command) {
        types(command, "-o", "maps.jpg")
                .refuses(name(command), "--output is", "end its name in .png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "saliency digit.png",
                "receptive-field",
                "patterns",
                "evaluate",
                "predict a"
            })
    void aNameThatNoFileCanHaveIsSaidInASentence(String command) {
        String option = command.startsWith("predict") ? "--report" : "--output";
        types(command, option + "=a\0b.png")
                .refuses(
                        name(command),
                        "Invalid value for option",
                        option,
                        "the file, or set LC_ALL=C.UTF-8");
    }

    @Test
    void neitherCanAnExplanationHaveOne() {
        types("predict", seven, "--explain=a\0b.png")
                .failsWith("a?b.png' can't be a file", "the file, or set LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict",
                "predict --explain=",
                "saliency",
                "feature-maps",
                "feature-maps --unit=0,3,3"
            })
    @DisabledOnOs(OS.WINDOWS)
    void aNameThatATerminalWouldObeyIsShownWithout(String command) throws Exception {
        Path file = Files.copy(seven, temp.resolve("a\n\u001B[31mb.png"));

        Outcome outcome = types(command, file).succeeds();

        assertThat(outcome.out()).contains(temp + "/a??[31mb.png").doesNotContain("\u001B");
    }

    @Test
    void stdinIsReadOnce() {
        types("predict", "-", seven, "-")
                .refuses("predict", "- stands for stdin, which can be", "name it once");
    }

    @Test
    void aFolderWithoutPicturesKeepsItsPlace() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path other = Files.copy(seven, temp.resolve("other.png"));

        Outcome outcome = types("predict", seven, empty, other, "--json");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(array(outcome.json("predict/1"), "predictions"))
                .extracting(prediction -> text(prediction, "file"))
                .containsExactly(seven.toString(), empty.toString(), other.toString());
    }

    @Test
    void anImageSizeGoesWithAStack() {
        User.cnn("receptive-field --input 64")
                .refuses("receptive-field", "--input goes with --stack", "reads 28 x 28 pixels");
        User.cnn("receptive-field --measured --input 64")
                .refuses("receptive-field", "--measured looks at every unit of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "npy", "txt"})
    void filtersAreWrittenIntoAFolderThatIsMade(String format) {
        Path file = temp.resolve("new/filters." + format);
        types("inspect-filters", "-o", file).succeeds();
        assertThat(file).isNotEmptyFile();
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**part");
    }

    /** A sum is held against another unit's number: the two can't be the same. */
    @Test
    void aNumberThatIsNotPyTorchsIsNoticed() throws Exception {
        JsonObject unit =
                types("feature-maps", seven, "--unit=3,9,9", "--json")
                        .succeeds()
                        .json("feature-maps/1")
                        .getAsJsonObject("unit");
        assertThat(unit.get("agrees").getAsBoolean()).isTrue();

        Run run = new CheckpointStore(Trained.MODELS).open(Trained.RUN);
        byte[] digit =
                DigitPicture.read(seven.toString(), new PrintWriter(Writer.nullWriter())).pixels();
        FeatureMaps maps = FeatureMaps.of(run, run.epoch("best"), digit, "conv1", Device.cpu());
        var choice = new ModelOptions.Choice(run, run.epoch("best"));
        var step = FeatureMaps.layers().get(0);
        var sum = (UnitExplanation.Sum) UnitExplanation.of(choice, step, maps, new Place(3, 9, 9));
        assertThat(sum.agrees()).isTrue();
        Place elsewhere = new Place(4, 14, 14);
        var another =
                new UnitExplanation.Sum(
                        maps, elsewhere, sum.field(), sum.sum(), sum.normalization());
        assertThat(another.agrees()).isFalse();
    }
}
