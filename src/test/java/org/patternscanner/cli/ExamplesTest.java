package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The examples that each command's help ends with. */
class ExamplesTest {

    private static final Pattern COMMAND = Pattern.compile("\\bcnn ([^<>()\n]*)");

    static Set<String> commands() {
        return Cnn.commandLine(Map.of()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void endsWithOneToThree(String command) {
        String help = User.cnn("help", command).succeeds().out();

        assertThat(help).contains("\n\nExamples:\n");
        assertThat(examples(help)).hasSizeBetween(1, 3);
        assertThat(examples(help))
                .allSatisfy(
                        example -> assertThat(example).startsWith("  ").contains("cnn " + command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isACommandLineThatTheProgramUnderstands(String command) {
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
