package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.util.Utils;
import com.google.gson.JsonArray;
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

        JsonArray expected =
                User.cnn("predict --model pretrained", "--json", seven, number)
                        .succeeds()
                        .json("predict/1")
                        .getAsJsonArray("predictions");
        assertThat(answers).hasSize(2);
        assertSame(json(answers.get(0)), expected.get(0).getAsJsonObject());
        assertSame(json(answers.get(1)), expected.get(1).getAsJsonObject());
        assertThat(json(answers.get(1)).get("text").getAsString()).isEqualTo("47");
        JsonArray ten = expected.get(0).getAsJsonObject().getAsJsonArray("probabilities");
        for (int digit = 0; digit < 10; digit++) {
            assertThat(probabilities(json(answers.get(0))).get(digit).getAsDouble())
                    .isCloseTo(ten.get(digit).getAsDouble(), within(1e-6));
        }
    }

    private static JsonObject json(String answer) {
        assertThat(answer).startsWith("200 {");
        return JsonParser.parseString(answer.substring(4)).getAsJsonObject();
    }

    private static JsonArray probabilities(JsonObject answer) {
        return answer.getAsJsonArray("digits")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("probabilities");
    }

    private static void assertSame(JsonObject answer, JsonObject predicted) {
        assertThat(answer.get("schema").getAsString()).isEqualTo("digits/1");
        assertThat(answer.get("text")).isEqualTo(predicted.get("text"));
        assertThat(answer.getAsJsonArray("warnings"))
                .hasSameSizeAs(predicted.get("warnings").getAsJsonArray());
        JsonArray digits = answer.getAsJsonArray("digits");
        for (int i = 0; i < digits.size(); i++) {
            JsonObject digit = digits.get(i).getAsJsonObject();
            JsonObject same = predicted.getAsJsonArray("digits").get(i).getAsJsonObject();
            assertThat(digit.get("digit")).isEqualTo(same.get("digit"));
            assertThat(digit.get("box")).isEqualTo(same.get("box"));
            assertThat(digit.get("probability").getAsDouble())
                    .isCloseTo(same.get("probability").getAsDouble(), within(1e-6));
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
        Path blank = temp.resolve("blank.png");
        ImageIO.write(
                new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY), "png", blank.toFile());

        List<String> answers = serve(folder, text, empty, blank, "-", seven);

        List<String> starts =
                List.of(
                        "400 'request' is no picture of a known format: save it as PNG, JPEG, ",
                        "400 'request' is empty: ",
                        "400 The picture is blank: ",
                        "400 The request has no body: send a picture file",
                        "200 ");
        assertThat(answers).hasSameSizeAs(starts);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).startsWith(starts.get(i));
        }
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
            Outcome outcome = export("pretrained", there);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("Cannot write " + there, "name a new folder");
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
