package org.patternscanner.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.patternscanner.lab.Check;

/**
 * Runs a notebook without Jupyter: its cells in order, in the JShell that comes with Java; then its
 * exercise's solution, and the last cell again, which must find the answer right. A process of its
 * own, in the notebook's folder, as Jupyter has it.
 */
final class NotebookRun {

    private final JShell shell;

    private NotebookRun(JShell shell) {
        this.shell = shell;
    }

    /** Ends with code 1 at the first thing that fails, and says what it was. */
    public static void main(String[] args) {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int code = 1;
        try {
            run(Notebook.read(Path.of(args[0])), printed);
            String verdict = printed.toString(StandardCharsets.UTF_8).strip();
            code = verdict.startsWith(Check.RIGHT) ? 0 : 1;
            stdout.println(code == 0 ? verdict : "The solution is not right: " + verdict);
        } catch (IOException | IllegalStateException e) {
            stdout.println(e.getMessage());
            e.printStackTrace(stdout);
        }
        System.exit(code); // what a cell has started must not keep it alive
    }

    /** Leaves in {@code printed} what the last cell says of the solution. */
    private static void run(Notebook notebook, ByteArrayOutputStream printed) {
        try (JShell shell =
                JShell.builder()
                        .executionEngine(new LocalExecutionControlProvider(), Map.of())
                        .build()) {
            NotebookRun run = new NotebookRun(shell);
            shell.addToClasspath(System.getProperty("java.class.path"));
            List<String> cells = notebook.code();
            for (int i = 0; i < cells.size(); i++) {
                run.evaluate("code cell " + (i + 1), cells.get(i));
            }
            run.evaluate("the solution", notebook.solution());
            printed.reset();
            run.evaluate("the check of the solution", cells.get(cells.size() - 1));
        }
    }

    private void evaluate(String what, String code) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo next = analysis.analyzeCompletion(rest);
            String snippet = next.completeness().isComplete() ? next.source() : rest;
            for (SnippetEvent event : shell.eval(snippet)) {
                requireGood(what, snippet, event);
            }
            rest = next.completeness().isComplete() ? next.remaining() : "";
        }
    }

    private void requireGood(String what, String snippet, SnippetEvent event) {
        if (event.exception() != null) {
            throw new IllegalStateException(
                    "%s throws: %s".formatted(what, snippet), event.exception());
        }
        if (event.status() != Status.VALID && event.status() != Status.OVERWRITTEN) {
            String reasons =
                    shell.diagnostics(event.snippet())
                            .map(diagnostic -> diagnostic.getMessage(null))
                            .toList()
                            .toString();
            throw new IllegalStateException(
                    "%s is no Java: %s %s".formatted(what, snippet, reasons));
        }
    }
}
