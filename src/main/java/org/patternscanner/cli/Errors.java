package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
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
        PrintWriter err = command.getErr();
        err.println("cnn: " + withFullStop(firstLine(String.valueOf(e.getMessage()))));
        UnmatchedArgumentException.printSuggestions(e, err);
        printWhereToRead(command);
        if (wantsStacktrace(args)) {
            e.printStackTrace(err);
        }
        return ExitCode.USAGE;
    }

    /** What picocli's messages say after the first line is a list of Java's enum constants. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static String withFullStop(String sentence) {
        return sentence.matches(".*[.?!]") ? sentence : sentence + ".";
    }

    private static void printWhereToRead(CommandLine command) {
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }

    private static boolean wantsStacktrace(String[] args) {
        return java.util.Arrays.asList(args).contains("--stacktrace");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("cnn: " + sentence(e));
        boolean usage = e instanceof IllegalArgumentException;
        if (usage) {
            printWhereToRead(command);
        }
        if (parsed.hasMatchedOption("--stacktrace") || wantsStacktrace(parsed)) {
            e.printStackTrace(err);
        }
        return usage ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static boolean wantsStacktrace(ParseResult parsed) {
        return parsed.originalArgs().contains("--stacktrace");
    }

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
        boolean ours =
                failure instanceof IOException || failure instanceof IllegalArgumentException;
        String message = failure.getMessage();
        if (ours && message != null && !(failure instanceof FileNotFoundException)) {
            return message;
        }
        return "something unexpected went wrong (%s); --stacktrace shows where, and the authors would like to know."
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
