package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import org.jspecify.annotations.Nullable;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.TextTable;
import org.patternscanner.tutorial.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cnn tutorial}: DJL as it is meant to be used, in programs of one file each. */
@Command(
        name = "tutorial",
        description = {
            "Run a program of the DJL tutorial; without a name, list them.",
            "Each is one file, to be read from top to bottom beside what it prints."
        },
        footer = {"  cnn tutorial", "  cnn tutorial 1", "  cnn tutorial train"})
final class TutorialCommand extends CliCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "PROGRAM",
            completionCandidates = Words.Programs.class,
            converter = Words.Programs.class,
            description = "Its number or its name.")
    private @Nullable String name;

    @Override
    public Integer call() throws Exception {
        if (name == null) {
            list();
            return Exit.OK;
        }
        Program program = Program.named(name).orElseThrow();
        err().printf("Its source is %s%n", program.source());
        TorchEngine.stayOffline();
        program.run();
        System.out.flush();
        return Exit.OK;
    }

    private void list() {
        TextTable table = new TextTable(right("no."), left("name"), left("subject"));
        for (Program program : Program.ALL) {
            table.row(String.valueOf(program.number()), program.name(), program.subject());
        }
        out().print(table);
        out().println("\nRun one with 'cnn tutorial NUMBER'; docs/djl.md leads through them.");
    }
}
