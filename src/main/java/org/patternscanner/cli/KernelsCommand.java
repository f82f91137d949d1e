package org.patternscanner.cli;

import static org.patternscanner.render.TextTable.Column.left;

import java.util.List;
import java.util.stream.Collectors;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.render.KernelText;
import org.patternscanner.render.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cnn kernels}: the kernels that have a name. */
@Command(
        name = "kernels",
        description = "List the kernels that have a name, and what each detects.",
        footer = {"  cnn kernels", "  cnn kernels --json"})
final class KernelsCommand extends CliCommand {

    @Mixin private JsonOption result = new JsonOption();

    private record Document(List<Kernel> kernels) {}

    @Override
    public Integer call() {
        result.print("kernels/1", new Document(Kernel.NAMED), KernelsCommand::text);
        return Exit.OK;
    }

    private static String text() {
        TextTable table = new TextTable(left("kernel"), left("rows"), left("detects"));
        for (Kernel kernel : Kernel.NAMED) {
            table.row(kernel.name(), KernelText.of(kernel.weights()), kernel.detects());
        }
        return """
                %s
                A kernel's response is large on what it detects. Where its weights add up to 0,
                even areas give 0, and with light and dark exchanged the response changes its
                sign. That is not so of %s.
                See one at work:  cnn lab sliding --kernel sobel-x
                Write your own:   cnn lab sliding --kernel 0,1,0,1,-4,1,0,1,0
                """
                .formatted(
                        table,
                        Kernel.NAMED.stream()
                                .filter(kernel -> Math.abs(kernel.sum()) > 1e-6)
                                .map(Kernel::name)
                                .collect(Collectors.joining(", ")));
    }
}
