package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.patternscanner.export.ExportFormat;
import org.patternscanner.export.ExportedNetwork;
import org.patternscanner.network.TorchEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn export}: a trained network for other programs. */
@Command(
        name = "export",
        description = "Write a trained network for PyTorch, NumPy and other programs.",
        footer = {
            "  cnn export --output cnn.safetensors",
            "  cnn export --output cnn.onnx",
            "  cnn export --format djl-serving --output serving/digits"
        })
final class ExportCommand extends CliCommand {

    @Mixin private ModelOptions model = new ModelOptions();

    @Option(
            names = "--format",
            paramLabel = "safetensors|npz|onnx|djl-serving",
            description =
                    "Output format: safetensors (PyTorch), npz (NumPy), onnx or djl-serving; inferred from the file name by default.")
    private @Nullable ExportFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description =
                    "Write into this file; for djl-serving a new folder, or a zip if it ends so.")
    private @Nullable Path output;

    @Mixin private JsonOption result = new JsonOption();

    private record Document(String network, long parameters, String format, String file) {}

    @Override
    public Integer call() throws IOException {
        Path file = requireNonNull(output);
        ExportFormat chosen =
                format != null
                        ? format
                        : ExportFormat.of(file).orElseThrow(() -> namesNoFormat(file));
        ModelOptions.Choice choice = model.choose(err());
        TorchEngine.configure(1);
        ExportedNetwork network = ExportedNetwork.of(choice.run(), choice.epoch());
        chosen.write(network, file);
        Document document =
                new Document(
                        network.architecture().name(),
                        network.architecture().parameters(),
                        chosen.toString(),
                        file.toString());
        result.print(
                "export/1",
                choice,
                document,
                () ->
                        "%s of %s, %,d parameters, written to %s (%s).\n"
                                .formatted(
                                        document.network,
                                        choice.describe(),
                                        document.parameters,
                                        file,
                                        chosen));
        return Exit.OK;
    }

    private static UsageException namesNoFormat(Path file) {
        return new UsageException(
                "--output is '%s', whose ending names no format; add --format, one of %s.",
                file, ExportFormat.all(", "));
    }
}
