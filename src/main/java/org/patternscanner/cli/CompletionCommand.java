package org.patternscanner.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code cnn generate-completion}: what a shell needs to complete the words after {@code cnn}. */
@Command(
        name = "generate-completion",
        description =
                "Print a script with which bash or zsh completes commands, options and values.",
        footer = {
            "  source <(cnn generate-completion)",
            "  cnn generate-completion > ~/.cnn-completion"
        })
final class CompletionCommand extends CliCommand {

    /** Texts, because - stands for stdin; but shells shall complete the names of files. */
    private static final Set<String> FILES = Set.of("PICTURE", "PICTURE...");

    @Override
    public Integer call() {
        CommandLine root = spec().root().commandLine();
        root.getSubcommands().values().forEach(command -> completeFiles(command.getCommandSpec()));
        out().print(AutoComplete.bash(root.getCommandName(), root));
        return Exit.OK;
    }

    private static void completeFiles(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (FILES.contains(option.paramLabel())) {
                command.remove(option);
                command.add(OptionSpec.builder(option.names()).type(Path.class).build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
            if (FILES.contains(parameter.paramLabel())) {
                command.remove(parameter);
                command.add(
                        PositionalParamSpec.builder()
                                .index(parameter.index())
                                .type(Path.class)
                                .build());
            }
        }
    }
}
