package org.patternscanner.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patternscanner.render.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A result that goes to stdout: as text for people, or as JSON for programs. */
class JsonOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    boolean json;

    private record Head(
            String schema,
            @Nullable String model,
            @Nullable Integer epoch,
            ModelOptions.@Nullable By by) {}

    /**
     * Prints one of the two.
     *
     * @param facts a record, whose fields are the document's after its schema
     * @param text with its line ends
     */
    final void print(String schema, Object facts, Supplier<String> text) {
        print(schema, null, facts, text);
    }

    /**
     * Prints one of the two.
     *
     * @param choice the network that answered, which the document names; null if none did
     * @param facts a record, whose other fields are the document's
     * @param text with its line ends
     */
    final void print(
            String schema,
            ModelOptions.@Nullable Choice choice,
            Object facts,
            Supplier<String> text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? document(schema, choice, facts) : text.get());
        out.flush();
    }

    /** A document, with a line end after it. */
    static String document(String schema, ModelOptions.@Nullable Choice choice, Object facts) {
        Head head =
                choice == null
                        ? new Head(schema, null, null, null)
                        : new Head(
                                schema, choice.run().info().name(), choice.epoch(), choice.json());
        return Json.toText(head, facts) + "\n";
    }
}
