package org.patternscanner.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/** {@code cnn generate-completion}: what a shell needs to complete the words after {@code cnn}. */
@Command(
        name = "generate-completion",
        description =
                "Print a script with which bash or zsh completes commands, options and values.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  source <(cnn generate-completion)",
            "  cnn generate-completion > ~/.cnn-completion"
        })
final class CompletionCommand implements Runnable {

    /** Texts, because - stands for stdin. */
    private static final Set<String> FILES = Set.of("PICTURE", "FILE...");

    @Mixin private Common common = new Common();

    @Override
    public void run() {
        CommandLine root = common.spec().root().commandLine();
        root.getSubcommands().values().forEach(command -> complete(command.getCommandSpec()));
        common.out().print(AutoComplete.bash(root.getCommandName(), root));
    }

    /** picocli completes enums and paths; here labels say what a text may be. */
    private static void complete(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            List<String> values = values(option.paramLabel());
            if (!values.isEmpty()) {
                command.remove(option);
                command.add(option.toBuilder().completionCandidates(values).build());
            } else if (FILES.contains(option.paramLabel())) {
                command.remove(option);
                command.add(OptionSpec.builder(option.names()).type(Path.class).build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
            if (FILES.contains(parameter.paramLabel())) {
                command.remove(parameter);
                Range index = parameter.index();
                command.add(PositionalParamSpec.builder().index(index).type(Path.class).build());
            }
        }
    }

    /**
     * The words of a label such as {@code auto|cpu|cuda:N}; what it has in capitals stands for
     * something else.
     */
    private static List<String> values(String label) {
        return label.contains("|")
                ? Arrays.stream(label.split("\\|"))
                        .map(value -> value.replaceFirst(":.*", ""))
                        .filter(value -> value.matches("[a-z][a-z0-9-]*"))
                        .toList()
                : List.of();
    }
}
