package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.render.Json;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn summary}: what each layer makes, and what it costs. */
@Command(
        name = "summary",
        description = "Show each layer with its output, parameters and multiply-adds.",
        footerHeading = Cnn.EXAMPLES,
        footer = {"  cnn summary", "  cnn summary --json"})
final class SummaryCommand implements Callable<Integer> {

    @Mixin private Common common = new Common();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    /** The document's fields. */
    private record Row(
            String name,
            List<Integer> output,
            long parameters,
            long multiplyAdds,
            long parametersIfDense) {}

    private record Document(
            String schema,
            String network,
            List<Integer> input,
            List<Row> layers,
            long parameters,
            long multiplyAdds) {}

    @Override
    public Integer call() {
        PrintWriter out = common.out();
        Architecture network = Architecture.SIMPLE_CNN;
        if (json) {
            out.println(Json.toText(document(network)));
        } else {
            out.print(text(network));
        }
        return 0;
    }

    private static Document document(Architecture network) {
        List<Row> rows =
                network.steps().stream()
                        .map(
                                step ->
                                        new Row(
                                                step.layer().name(),
                                                step.output().toList(),
                                                step.layer().parameters(),
                                                step.multiplyAdds(),
                                                ifDense(step)))
                        .toList();
        return new Document(
                "summary/1",
                network.name(),
                network.input().toList(),
                rows,
                network.parameters(),
                network.multiplyAdds());
    }

    private static String text(Architecture network) {
        TextTable table =
                new TextTable(
                        left("layer"),
                        left("output"),
                        right("parameters"),
                        right("multiply-adds"),
                        right("parameters if dense"));
        for (Step step : network.steps()) {
            table.row(
                    step.layer().name(),
                    step.output().toString(),
                    number(step.layer().parameters()),
                    number(step.multiplyAdds()),
                    number(ifDense(step)));
        }
        table.total("total", "", number(network.parameters()), number(network.multiplyAdds()), "");
        return """
                %s: an image of %s goes in, ten logits come out.

                %s
                A multiply-add is one multiplication and one addition, for one image; biases, ReLU and
                the comparisons of max-pooling are not counted. 'If dense' is what a fully connected
                layer would need to make the same output from the same input.
                """
                .formatted(network.name(), network.input(), table);
    }

    /** 0 for layers without parameters. */
    private static long ifDense(Step step) {
        Layer layer = step.layer();
        return layer.parameters() == 0 ? 0 : step.parametersIfDense();
    }

    private static String number(long value) {
        return value == 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
    }
}
