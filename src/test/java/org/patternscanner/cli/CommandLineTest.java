package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for every command; and each way to type a command wrong. */
class CommandLineTest {

    static Set<String> commands() {
        return Cnn.commandLine(Map.of()).getSubcommands().keySet();
    }

    private static final Pattern COMMAND = Pattern.compile("\\bcnn ([^<>()\n]*)");

    @TempDir Path temp;

    @Test
    void aloneSaysWhatThereIs() {
        Outcome alone = User.cnn().succeeds();

        assertThat(alone.err()).isEmpty();
        assertThat(alone.out())
                .startsWith("Usage: cnn ")
                .contains(commands())
                .contains("cnn train --epochs 5");
        assertThat(User.cnn("--help").succeeds()).isEqualTo(alone);
        assertThat(User.cnn("help").succeeds()).isEqualTo(alone);
    }

    @Test
    void saysItsVersion() {
        Outcome version = User.cnn("--version").succeeds();

        assertThat(version.out()).matches("cnn (\\d+\\.\\d+\\.\\d+|\\(not packaged\\))\n");
        assertThat(version.err()).isEmpty();
    }

    static Stream<String> commandsOfTheLesson() {
        return commands().stream().filter(command -> !command.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commandsOfTheLesson")
    void explainsEachCommandInTwoWays(String command) {
        Outcome help = User.cnn(command, "--help").succeeds().fitsATerminal();

        assertThat(help.out()).startsWith("Usage: cnn " + command).contains("Example");
        assertThat(User.cnn("help", command)).isEqualTo(help);
    }

    /** What was typed is named, and the way out; nothing is done. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --epochs=0|--epochs is 0|from 1 to 9999",
                "train --epochs=10000|--epochs is 10000|from 1 to 9999",
                "train --epochs=five|'five'|a whole number",
                "train --epochs=1.5|'1.5'|a whole number",
                "train --epochs=9999999999|'9999999999'|a whole number",
                "train --batch-size=0|--batch-size is 0|1 or more",
                "train --learning-rate=0|--learning-rate is 0.0|above 0",
                "train --learning-rate=Infinity|--learning-rate|above 0",
                "train --learning-rate=fast|'fast'|a number",
                "train --weight-decay=-0.1|--weight-decay is -0.1|0 or more",
                "train --label-smoothing=1|--label-smoothing is 1.0|below 1",
                "train --averaging=-1|--averaging is -1|0 or more",
                "train --augment=yes|'yes'|boolean",
                "train --seed=x|'x'|a whole number",
                "train --network=vit|'vit'|cnn or dense",
                "patterns --limit=many|'many'|a whole number",
                "train --limit=0|--limit is 0|1 or more",
                "train --threads=-1|--threads is -1|0 or more",
                "train --validation=-1|--validation is -1|from 0 to",
                "train --name=a/b|'a/b'|letters",
                "train --nonsense=1|'--nonsense=1'|Unknown option",
                "train nonsense|'nonsense'|index 1",
                "train --epochs|--epochs|Missing",
                "export|--output is missing|cnn export --output cnn.safetensors",
                "sample --digit=10|--digit is 10|from 0 to 9",
                "sample --digit=-1|--digit is -1|from 0 to 9",
                "sample --grid --index=-1|--index is -1|0 or more",
                "saliency x.png --digit=10|--digit is 10|from 0 to 9",
                "sandbox --port=65536|--port is 65536|from 0 to 65535",
                "receptive-field --at=28|--at is '28'|row and column, as in 3,3",
                "receptive-field --at=7,7|--at is 7,7|from 0,0 to 6,6",
            })
    void refusesABadValue(String line, String named, String wayOut) {
        List<Object> words = new ArrayList<>(List.of(line));
        if (line.startsWith("train --") && line.contains("=")) {
            words.addAll(List.of("--data", Trained.DATA, "--models", temp));
        }
        User.cnn(words.toArray()).refuses(line.split(" ", -1)[0], named, wayOut);
        assertThat(temp).isEmptyDirectory();
    }

    /** All choices are listed, and the nearest is guessed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --recipe=accurat|quick, standard or accurate|accurate",
                "train --schedule=onecycle|one-cycle or constant|one-cycle",
                "train --network=dens|cnn or dense|dense",
                "train --dataset=fashion-mnits|mnist or fashion-mnist|fashion-mnist",
                "train --device=cdua|auto, cpu, cuda or cuda:N|cuda",
                "evaluate --split=vaildation|test or validation|validation",
                "evaluate --epoch=lst|best, last or a number|last",
                "compare a b --split=tets|test or validation|test",
                "sample --split=trian|train or test|train",
                "saliency x.png --method=gradcam|gradient, grad-cam or occlusion|grad-cam",
                "feature-maps x.png --layer=pol1|conv1, pool1, conv2 or pool2|pool1",
                "inspect-filters --layer=cov2|conv1 or conv2|conv2",
                "inspect-filters --format=jsno|text, png, csv, json or npy|json",
                "patterns --layer=logit|conv1, conv2, fc1 or logits|logits",
                "receptive-field --layer=conv3|conv1, pool1, conv2 or pool2|conv1",
                "receptive-field --stack 3,3 --layer layr2|layer1 or layer2|layer2",
                "export -o x --format=onx|safetensors, npz, onnx or djl-serving|onnx",
                "convolve x.png --kernel sobel|row by row|sobel-x",
                "predict x.png --without=ink,line|polarity, background, lines, ink|lines",
                "lab slidng|sliding, output-size|sliding",
            })
    void listsTheChoicesAndGuessesWhichWasMeant(String line, String choices, String guess) {
        String typed = "'" + line.replaceFirst(".*[=, ]", "") + "'";
        User.cnn(line)
                .refuses(line.split(" ", -1)[0], typed, choices, "Did you mean " + guess + "?");
    }

    @Test
    void followsALayerOfAStack() {
        Outcome outcome = User.cnn("receptive-field --stack 3,3,3 --layer layer2 --at 4,4");
        assertThat(outcome.succeeds().out())
                .contains("layer2 at row 4, column 4: rows 4 to 8, columns 4 to 8\n");
    }

    /** The one whole sentence of its kind. */
    @Test
    void saysWhatAChoiceCanBe() {
        assertThat(User.cnn("evaluate", "--split=all").err())
                .isEqualTo(
                        """
                        cnn: --split is 'all'; it must be test or validation.
                        See 'cnn evaluate --help'.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate --split VALIDATION", "saliency x --method Grad-CAM"})
    void takesAChoiceInLargeLetters(String line) {
        String[] words = line.split(" ", -1);
        assertThat(Cnn.commandLine(Map.of()).parseArgs(words).errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "predict,digit.png",
        "feature-maps,digit.png",
        "saliency,digit.png",
        "convolve,photo.jpg",
        "import,cnn.safetensors",
        "compare,first-try pretrained"
    })
    void saysWhatToTypeWhereSomethingIsMissing(String command, String example) {
        User.cnn(command).refuses(command, "Which ", "For example: cnn " + command + " " + example);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evalute", "help evalute"})
    void suggestsTheCommandThatWasMeant(String line) {
        Outcome outcome = User.cnn(line);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("no command 'evalute'. Did you mean evaluate?\nSee 'cnn --help'.");
    }

    /** It is no mistake of the user's, so nothing says so. */
    @Test
    void callsAnErrorOfOursUnexpected() {
        StringWriter err = new StringWriter();
        CommandLine cnn = Cnn.commandLine(Map.of()).addSubcommand("fail", new Failing());
        cnn.setErr(new PrintWriter(err));
        cnn.setExecutionExceptionHandler(cnn.getExecutionExceptionHandler());

        assertThat(cnn.execute("fail")).isEqualTo(1);
        assertThat(err.toString())
                .contains("something unexpected", "--stacktrace")
                .doesNotContain("--help");
    }

    @CommandLine.Command(name = "fail")
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalArgumentException("of a library");
        }
    }

    @Test
    void saysWhereItHappenedOnlyWhenAsked() {
        Outcome plain = User.cnn("evaluate --model nosuch", "--models", temp);
        plain.failsWith("There is no run 'nosuch' in " + temp + ", and no such folder.");

        Outcome traced = User.cnn("evaluate --model nosuch --stacktrace", "--models", temp);

        assertThat(traced.code()).isEqualTo(1);
        assertThat(traced.out()).isEmpty();
        assertThat(traced.err()).startsWith(plain.err()).contains("\tat org.patternscanner.");
        assertThat(User.cnn("train --epochs=x --stacktrace").err())
                .contains("See 'cnn train --help'.\n", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patterns --model",
                "feature-maps docs/images/photo.png --model",
                "receptive-field --measured --model",
                "compare pretrained",
                "train --resume"
            })
    void namesARunThatIsNotThere(String line) {
        User.cnn(line + " nosuch", "--models", temp)
                .failsWith("There is no run 'nosuch' in " + temp, "no such folder");
    }

    /** Five variables stand for options; any other option would surprise somebody some day. */
    @Test
    void takesDefaultsFromTheEnvironmentAndFlagsBeatThem() {
        User user =
                new User()
                        .with("CNN_THREADS", "3")
                        .with("CNN_MODELS", temp.toString())
                        .with("CNN_LAYER", "nosuch")
                        .with("CNN_STACK", "nosuch");

        JsonObject facts = user.types("info", "--json").succeeds().json("info/1");
        assertThat(facts.get("threads").getAsString()).isEqualTo("3");
        assertThat(facts.get("models").getAsString()).isEqualTo(temp.toString());
        JsonObject flags = user.types("info", "--json", "--threads", 2).json("info/1");
        assertThat(flags.get("threads").getAsString()).isEqualTo("2");
        assertThat(user.types("receptive-field").succeeds().out()).startsWith("SimpleCNN");
        assertThat(new User().with("CNN_THREADS", "").types("info").code()).isZero();
    }

    @Test
    void namesTheValueOfAVariableThatIsWrong() {
        new User()
                .with("CNN_SEED", "lucky")
                .types("train", "--models", temp)
                .refuses("train", "'lucky'", "a whole number");
    }

    @Test
    void failsWhereAFileIsInAFoldersPlace() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");

        User.cnn("train --validation 0", "--data", Trained.DATA, "--models", file)
                .failsWith(file + ": there is a file of this name already.");
    }

    // ---- the examples that each command's help ends with

    @ParameterizedTest
    @MethodSource("commands")
    void endsItsHelpWithOneToThreeExamples(String command) {
        String help = User.cnn("help", command).succeeds().out();

        assertThat(help).contains("\n\nExamples:\n");
        assertThat(examples(help)).hasSizeBetween(1, 3);
        assertThat(examples(help))
                .allSatisfy(
                        example -> assertThat(example).startsWith("  ").contains("cnn " + command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void understandsItsOwnExamples(String command) {
        for (String example : examples(User.cnn("help", command).out())) {
            String[] words = words(example);
            CommandLine.ParseResult parsed = Cnn.commandLine(Map.of()).parseArgs(words);

            assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(command);
        }
    }

    private static List<String> examples(String help) {
        return help.substring(help.indexOf("\nExamples:\n")).lines().skip(2).toList();
    }

    private static String[] words(String example) {
        MatchResult command = COMMAND.matcher(example).results().findFirst().orElseThrow();
        return command.group(1).strip().split(" +");
    }
}
