package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every command; and each way to type a command wrong. */
class CommandLineTest {

    static Set<String> commands() {
        return Cnn.commandLine(Map.of()).getSubcommands().keySet();
    }

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
        Outcome help = User.cnn(command, "--help").succeeds();

        assertThat(help.out()).startsWith("Usage: cnn " + command).contains("Example");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(User.cnn("help", command)).isEqualTo(help);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "train|--epochs=0|--epochs is 0; it must be from 1 to 9999.",
                "train|--epochs=-3|--epochs is -3; it must be from 1 to 9999.",
                "train|--epochs=five|Invalid value for option '--epochs': 'five' is not a whole"
                        + " number.",
                "train|--epochs=1.5|Invalid value for option '--epochs': '1.5' is not a whole"
                        + " number.",
                "train|--epochs=9999999999|Invalid value for option '--epochs': '9999999999' is not"
                        + " a whole number.",
                "train|--epochs=10000|--epochs is 10000; it must be from 1 to 9999.",
                "train|--batch-size=0|--batch-size is 0; it must be 1 or more.",
                "train|--learning-rate=0|--learning-rate is 0.0; it must be above 0.",
                "train|--learning-rate=-1|--learning-rate is -1.0; it must be above 0.",
                "train|--learning-rate=fast|Invalid value for option '--learning-rate': 'fast' is"
                        + " not a number.",
                "train|--weight-decay=-0.1|--weight-decay is -0.1; it must be 0 or more.",
                "train|--schedule=cosine|Invalid value for option '--schedule': 'cosine' is not"
                        + " one-cycle or constant.",
                "train|--recipe=slow|--recipe is 'slow'; it must be quick, standard or accurate.",
                "train|--label-smoothing=1|--label-smoothing is 1.0; it must be 0 or more and below"
                        + " 1.",
                "train|--averaging=-1|--averaging is -1; it must be 0 or more.",
                "train|--augment=yes|Invalid value for option '--augment': 'yes' is not a boolean.",
                "train|--seed=x|Invalid value for option '--seed': 'x' is not a whole number.",
                "train|--limit=0|--limit is 0; it must be 1 or more.",
                "train|--limit=-1|--limit is -1; it must be 1 or more.",
                "train|--threads=-1|--threads is -1; it must be 1 or more, or 0 for one a processor"
                        + " core.",
                "train|--device=nonsense|'nonsense' is not a device: write auto, cpu, cuda or"
                        + " cuda:N.",
                "train|--dataset=cifar|--dataset is 'cifar'; it must be mnist or fashion-mnist; a"
                        + " folder goes with --data.",
                "train|--name=a/b|'a/b' cannot be a run's name: use letters, digits, '.', '_' and"
                        + " '-'.",
                "train|--nonsense=1|Unknown option: '--nonsense=1'.",
                "train|nonsense|Unmatched argument at index 1: 'nonsense'.",
                "train|--epochs|Missing required parameter for option '--epochs' (N).",
                "predict|--json|Missing required parameter: 'FILE'.",
                "sample|--digit=10|--digit is 10; it must lie between 0 and 9.",
                "sample|--digit=-1|--digit is -1; it must lie between 0 and 9.",
                "sample|--split=validation|--split is 'validation'; it must be train or test.",
                "evaluate|--split=all|--split is 'all'; it must be test or validation.",
                "evaluate|--epoch=x|--epoch is 'x'; it must be best, last or a number.",
                "inspect-filters|--layer=fc1|--layer is 'fc1'; the layers with filters are conv1"
                        + " and conv2.",
                "receptive-field|--layer=fc1|--layer is 'fc1'; it must be one of conv1, pool1,"
                        + " conv2, pool2.",
                "receptive-field|--at=28|--at is '28'; write the row and the column, as in 7,7.",
                "receptive-field|--at=7,7|--at is 7,7, but pool2 is a map of 7 x 7: rows go from 0"
                        + " to 6, columns from 0 to 6.",
            })
    void refusesABadValue(String command, String word, String sentence) {
        if (word.startsWith("--at")) {
            User.cnn(command, word).refuses("cnn " + command, sentence);
        } else {
            Object[] words =
                    switch (command) {
                        case "evaluate", "inspect-filters" ->
                                new Object[] {command, word, "--models", Trained.MODELS};
                        case "train" ->
                                word.equals("--epochs")
                                        ? new Object[] {command, word}
                                        : new Object[] {
                                            command,
                                            "--data",
                                            Trained.DATA,
                                            "--validation",
                                            "9",
                                            "--models",
                                            temp,
                                            word
                                        };
                        default -> new Object[] {command, word};
                    };
            if (word.startsWith("--dataset") || word.equals("nonsense")) {
                words = new Object[] {command, word, "--models", temp};
            }
            User.cnn(words).refuses("cnn " + command, sentence);
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void refusesAFormatThatItDoesNotKnow() {
        Outcome outcome = User.cnn("inspect-filters", "--format=tiff");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("cnn: Invalid value for option '--format': ")
                .containsIgnoringCase("[text, png, csv, json, npy]")
                .contains("'tiff'");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        Outcome outcome = User.cnn("evalute");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("'evalute'", "Did you mean", "cnn evaluate")
                .endsWith("See 'cnn --help'.\n");
    }

    @Test
    void saysWhereItHappenedOnlyWhenAsked() {
        Object[] words = {"evaluate", "--models", temp, "--model", "nosuch"};
        Outcome plain = User.cnn(words);
        plain.failsWith("There is no run 'nosuch' in " + temp + ", and no such folder.");

        Outcome traced =
                User.cnn("evaluate", "--models", temp, "--model", "nosuch", "--stacktrace");

        assertThat(traced.code()).isEqualTo(1);
        assertThat(traced.out()).isEmpty();
        assertThat(traced.err()).startsWith(plain.err()).contains("\tat org.patternscanner.");
        assertThat(User.cnn("train", "--epochs=x", "--stacktrace").err())
                .contains("See 'cnn train --help'.\n", "\tat ");
    }

    @Test
    void takesDefaultsFromTheEnvironmentAndFlagsBeatThem() {
        User user =
                new User()
                        .with("CNN_SEED", "7")
                        .with("CNN_DATA", Trained.DATA.toString())
                        .with("CNN_MODELS", temp.toString())
                        .with("CNN_VALIDATION", "0")
                        .with("CNN_LIMIT", "32")
                        .with("CNN_EPOCHS", "1");

        assertThat(seed(user.types("train", "--json"))).isEqualTo(7);
        assertThat(seed(user.types("train", "--json", "--seed", "8"))).isEqualTo(8);
    }

    private static long seed(Outcome outcome) {
        return outcome.json("train/1").get("seed").getAsLong();
    }

    @Test
    void takesThreadsFromTheEnvironmentAndFlagsBeatThem() {
        User user = new User().with("CNN_THREADS", "3");

        assertThat(threads(user.types("info", "--json"))).isEqualTo("3");
        assertThat(threads(user.types("info", "--json", "--threads", "2"))).isEqualTo("2");
    }

    private static String threads(Outcome outcome) {
        return outcome.json("info/1").get("threads").getAsString();
    }

    @Test
    void namesTheVariableWhoseValueIsWrong() {
        Outcome outcome = new User().with("CNN_SEED", "lucky").types("train", "--models", temp);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'lucky' is not a whole number");
    }

    @Test
    void takesAnEmptyVariableForNone() {
        Outcome outcome = new User().with("CNN_LAYER", "").types("receptive-field");

        assertThat(outcome.code()).isZero();
    }

    @Test
    void failsWhereAFileIsInAFoldersPlace() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");

        User.cnn("train", "--data", Trained.DATA, "--validation", "0", "--models", file)
                .failsWith(file + ": there is a file of this name already.");
    }
}
