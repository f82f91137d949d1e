package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patternscanner.render.Letters;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one place where a failure becomes a sentence on stderr and an exit code: 1 if it failed, 2 if
 * the command line is wrong.
 */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("cnn: " + sentence(e));
        if (!(e instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
            UnmatchedArgumentException.printSuggestions(e, command.getErr());
        }
        return end(e, command, Arrays.asList(args), Exit.WRONG_USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean wrapped = e instanceof CommandLine.ExecutionException && e.getCause() != null;
        command.getErr().println("cnn: " + sentence(wrapped ? requireNonNull(e.getCause()) : e));
        int code = e instanceof UsageException ? Exit.WRONG_USAGE : Exit.FAILED;
        return end(e, command, parsed.originalArgs(), code);
    }

    private static int end(Exception e, CommandLine command, List<String> arguments, int code) {
        if (code == Exit.WRONG_USAGE) {
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println("See '" + name + " --help'.");
        }
        if (arguments.contains("--stacktrace")) {
            e.printStackTrace(command.getErr());
        }
        return code;
    }

    // ---- what picocli refuses

    private static String sentence(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e instanceof MissingParameterException missing) {
            ArgSpec first = missing.getMissing().get(0);
            if (first.isPositional()
                    || String.valueOf(e.getMessage()).startsWith("Missing required option")) {
                return isMissing(first, command);
            }
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            String refusal = Words.refusal(e.getArgSpec(), e.getValue());
            if (refusal != null) {
                return refusal;
            }
        }
        Set<String> commands = command.subcommands().keySet();
        String unknown =
                e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                        ? unmatched.getUnmatched().get(0)
                        : e.getValue();
        if (!commands.isEmpty() && unknown != null) {
            return "There is no command '%s'.%s"
                    .formatted(unknown, Nearest.question(unknown, commands));
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.matches(".*[.?!]") ? message : message + ".";
    }

    /** As in "Which picture? For example: cnn predict digit.png". */
    private static String isMissing(ArgSpec argument, CommandSpec command) {
        String what =
                argument.isOption()
                        ? name(argument) + " is missing."
                        : "Which %s?".formatted(name(argument));
        String[] examples = command.usageMessage().footer();
        return examples.length == 0 ? what : what + " For example: " + examples[0].strip();
    }

    /** As in "--epoch" and "picture". */
    static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName()
                : argument.paramLabel().replace("...", "").toLowerCase(Locale.ROOT);
    }

    // ---- what fails

    /** One sentence for people. */
    static String sentence(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return sentence(requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof FileSystemException onFile) {
            return sentence(onFile);
        }
        if (isFullDisk(failure.getMessage())) {
            return "The disk is full; make room and try again.";
        }
        if (Letters.areMissing(failure)) {
            return Letters.MISSING;
        }
        boolean ours = failure instanceof IOException || failure instanceof UsageException;
        String message = failure.getMessage();
        if (ours && message != null && !(failure instanceof FileNotFoundException)) {
            return message;
        }
        return "something unexpected went wrong (%s): please report it, with what --stacktrace adds."
                .formatted(failure);
    }

    /** As Java passes on what Linux and macOS, or Windows, say. */
    private static boolean isFullDisk(@Nullable String message) {
        return message != null
                && (message.equals("No space left on device")
                        || message.startsWith("There is not enough space on the disk"));
    }

    private static String sentence(FileSystemException failure) {
        String file = failure.getFile();
        if (isFullDisk(failure.getReason())) {
            return "%s: the disk is full; make room and try again.".formatted(file);
        }
        if (failure instanceof AccessDeniedException) {
            return "%s: permission denied.".formatted(file);
        } else if (failure instanceof NoSuchFileException) {
            return "%s: there is no such file or folder.".formatted(file);
        } else if (failure instanceof FileAlreadyExistsException) {
            return "%s: there is a file of this name already.".formatted(file);
        } else if (failure instanceof NotDirectoryException) {
            return "%s: this is not a folder.".formatted(file);
        }
        String reason = failure.getReason();
        return "%s: %s.".formatted(file, reason == null ? "the system refuses" : reason);
    }
}
