package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;
import static org.patternscanner.render.TextTable.Column.right;

import java.util.List;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cnn summary}: what each layer makes, and what it costs. */
@Command(
        name = "summary",
        description = "Show each layer with its output, parameters and multiply-adds.",
        footer = {"  cnn summary", "  cnn summary --json"})
final class SummaryCommand extends CliCommand {

    @Mixin private JsonOption result = new JsonOption();

    /** The document's fields. */
    private record Row(
            String name,
            List<Integer> output,
            long parameters,
            long multiplyAdds,
            long parametersIfDense) {

        static Row of(Step step) {
            Layer layer = step.layer();
            return new Row(
                    layer.name(),
                    step.output().toList(),
                    layer.parameters(),
                    step.multiplyAdds(),
                    layer.parameters() == 0 ? 0 : step.parametersIfDense());
        }
    }

    private record Document(
            String network,
            List<Integer> input,
            List<Row> layers,
            long parameters,
            long multiplyAdds) {}

    @Override
    public Integer call() {
        Architecture network = Architecture.SIMPLE_CNN;
        result.print("summary/1", document(network), () -> text(network));
        return Exit.OK;
    }

    private static Document document(Architecture network) {
        return new Document(
                network.name(),
                network.input().toList(),
                network.steps().stream().map(Row::of).toList(),
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
            Row row = Row.of(step);
            table.row(
                    row.name,
                    step.output().toString(),
                    number(row.parameters),
                    number(row.multiplyAdds),
                    number(row.parametersIfDense));
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

    private static String number(long value) {
        return value == 0 ? "-" : "%,d".formatted(value);
    }
}
