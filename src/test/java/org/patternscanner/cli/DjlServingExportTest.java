package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.patternscanner.cli.Documents.array;
import static org.patternscanner.cli.Documents.at;
import static org.patternscanner.cli.Documents.number;
import static org.patternscanner.cli.Documents.text;

import ai.djl.util.Utils;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.JavaCommand;
import org.patternscanner.picture.PictureFiles;

/** The folder for DJL Serving, loaded where this program's classes are not on the class path. */
@Tag("slow")
class DjlServingExportTest {

    /** DJL, and what it needs itself: what DJL Serving has. */
    private static final Pattern OF_DJL =
            Pattern.compile("(api|pytorch|gson|jna|commons-compress|commons-io|slf4j-api)-.*");

    @TempDir static Path temp;

    private static Path folder;
    private static Path seven;
    private static Path number;
    private static BufferedImage numberPicture;

    @BeforeAll
    static void exportTheNetworkThatComesAlong() throws Exception {
        folder = temp.resolve("digits");
        export("pretrained", folder).succeeds();
        seven = sample(7);
        numberPicture = sideBySide(ImageIO.read(sample(4).toFile()), ImageIO.read(seven.toFile()));
        number = temp.resolve("47.png");
        ImageIO.write(numberPicture, "png", number.toFile());
    }

    private static Outcome export(String run, Path to) {
        return User.cnn("export --format djl-serving", "--model", run, "--output", to);
    }

    private static Path sample(int digit) {
        Path file = temp.resolve(digit + ".png");
        User.cnn("sample", "--digit", digit, "-o", file).succeeds();
        return file;
    }

    private static BufferedImage sideBySide(BufferedImage left, BufferedImage right) {
        int width = left.getWidth() + right.getWidth();
        BufferedImage both =
                new BufferedImage(width, left.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(left, 0, 0, null);
        graphics.drawImage(right, left.getWidth(), 0, null);
        graphics.dispose();
        return both;
    }

    @Test
    void answersPicturesAsPredictDoes() throws Exception {
        List<String> answers = serve(folder, seven, number);

        JsonObject expected =
                User.cnn("predict --model pretrained --json", seven, number)
                        .succeeds()
                        .json("predict/1");
        assertThat(answers).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertSame(json(answers.get(i)), at(expected, "predictions/" + i));
        }
        assertThat(text(json(answers.get(1)), "text")).isEqualTo("47");
        for (int digit = 0; digit < 10; digit++) {
            String probability = "probabilities/" + digit;
            assertThat(number(json(answers.get(0)), "digits/0/" + probability))
                    .isCloseTo(number(expected, "predictions/0/" + probability), within(1e-6));
        }
    }

    private static JsonObject json(String answer) {
        assertThat(answer).startsWith("200 {");
        return JsonParser.parseString(answer.substring(4)).getAsJsonObject();
    }

    private static void assertSame(JsonObject answer, JsonElement predicted) {
        assertThat(text(answer, "schema")).isEqualTo("digits/1");
        assertThat(answer.get("text")).isEqualTo(at(predicted, "text"));
        assertThat(array(answer, "warnings")).hasSameSizeAs(array(predicted, "warnings"));
        assertThat(array(answer, "digits")).hasSameSizeAs(array(predicted, "digits"));
        for (int i = 0; i < array(answer, "digits").size(); i++) {
            JsonElement digit = at(answer, "digits/" + i);
            JsonElement same = at(predicted, "digits/" + i);
            assertThat(at(digit, "digit")).isEqualTo(at(same, "digit"));
            assertThat(at(digit, "box")).isEqualTo(at(same, "box"));
            assertThat(number(digit, "probability"))
                    .isCloseTo(number(same, "probability"), within(1e-6));
        }
    }

    @Test
    void readsTheOtherFormatsOfPicturesToo() throws Exception {
        List<Path> pictures = new ArrayList<>();
        BufferedImage large = new BufferedImage(280, 140, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = large.createGraphics();
        graphics.drawImage(numberPicture, 0, 0, 280, 140, Color.BLACK, null);
        graphics.dispose();
        for (String format : List.of("jpg", "gif", "bmp", "tiff", "webp")) {
            Path file = temp.resolve("number." + format);
            pictures.add(Files.write(file, PictureFiles.encoded(large, format)));
        }

        List<String> answers = serve(folder, pictures.toArray());

        assertThat(answers)
                .extracting(answer -> json(answer).get("text").getAsString())
                .containsExactly("47", "47", "47", "47", "47");
    }

    @Test
    void answersWhatIsNoPictureOfADigitWithASentence() throws Exception {
        Path text = Files.writeString(temp.resolve("text"), "seven");
        Path empty = Files.createFile(temp.resolve("empty"));

        List<String> answers = serve(folder, text, empty, Pictures.blank(temp), "-", seven);

        List<String> starts =
                List.of(
                        "400 'request' is no picture of a known format: save it as PNG, JPEG, ",
                        "400 'request' is empty: ",
                        "400 The picture is blank: ",
                        "400 The request has no body: send a picture file",
                        "200 ");
        assertThat(answers)
                .zipSatisfy(starts, (answer, start) -> assertThat(answer).startsWith(start));
    }

    @Test
    void writesAZipOfTheSameWhenTheNameEndsSo() throws Exception {
        Path zip = temp.resolve("digits.zip");
        export("pretrained", zip).succeeds();
        Path again = temp.resolve("again.ZIP");
        export("pretrained", again).succeeds();

        assertThat(again).hasSameBinaryContentAs(zip);
        assertThat(serve(zip, seven)).singleElement().asString().startsWith("200 {");
    }

    @Test
    void refusesWhatIsThereAlready() throws Exception {
        Path mine = Files.createDirectory(temp.resolve("mine"));
        Files.writeString(mine.resolve("diary"), "");
        Path file = Files.writeString(temp.resolve("file"), "");
        Path empty = Files.createDirectory(temp.resolve("nothing"));

        for (Path there : List.of(mine, file, empty)) {
            export("pretrained", there).failsWith("Cannot write " + there, "name a new folder");
        }
        assertThat(mine.resolve("diary")).exists();
        assertThat(file).isEmptyFile();
    }

    /** What DJL Serving would answer to each of these bodies. */
    private static List<String> serve(Path model, Object... bodies) throws Exception {
        List<String> command = JavaCommand.start();
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"));
        // Where it unpacks a zip: not into the user's own.
        command.add("-DDJL_CACHE_DIR=" + temp.resolve("cache"));
        command.add("-DENGINE_CACHE_DIR=" + Utils.getEngineCacheDir());
        command.addAll(List.of("-cp", classPathOfServing(), ServingStandIn.class.getName()));
        command.add(model.toUri().toString());
        Arrays.stream(bodies).map(String::valueOf).forEach(command::add);
        Path err = Files.createTempFile(temp, "err", "");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(Files.readString(err)).isZero();
        return out.lines().toList();
    }

    private static String classPathOfServing() throws Exception {
        Path alone = temp.resolve("stand-in");
        String name = ServingStandIn.class.getName().replace('.', '/') + ".class";
        Path copy = alone.resolve(name);
        if (Files.notExists(copy)) {
            Files.createDirectories(copy.resolveSibling("."));
            try (InputStream compiled = ServingStandIn.class.getResourceAsStream("/" + name)) {
                Files.copy(requireNonNull(compiled), copy);
            }
        }
        String djl =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> OF_DJL.matcher(new File(entry).getName()).matches())
                        .collect(Collectors.joining(File.pathSeparator));
        return alone + File.pathSeparator + djl;
    }
}
