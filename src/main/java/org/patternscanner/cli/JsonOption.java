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

    /**
     * Prints one of the two.
     *
     * @param facts a record or {@link Fields}: what comes after the document's schema
     * @param text with its line ends
     */
    final void print(String schema, Object facts, Supplier<String> text) {
        print(schema, null, facts, text);
    }

    /**
     * Prints one of the two.
     *
     * @param choice the network that answered, which the document names; null if none did
     * @param facts a record or {@link Fields}: the document's other fields
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
        Fields head = new Fields().with("schema", schema);
        if (choice != null) {
            head.with("model", choice.run().info().name())
                    .with("epoch", choice.epoch())
                    .with("by", choice.json());
        }
        return Json.toText(head, facts) + "\n";
    }
}
