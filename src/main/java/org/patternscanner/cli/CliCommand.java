package org.patternscanner.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has; its examples are the command's footer. */
@Command(footerHeading = "%nExamples:%n")
@SuppressWarnings("unused") // the switches are picocli's and Errors' to read
abstract class CliCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain this command.")
    private boolean help;

    @Option(
            names = "--stacktrace",
            description = "After an error, print where in the program it happened.")
    private boolean stacktrace;

    final CommandSpec spec() {
        return spec;
    }

    /** The result goes here. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** All else goes here. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
