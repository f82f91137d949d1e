package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.patternscanner.export.ExportFormat;
import org.patternscanner.export.ExportedNetwork;
import org.patternscanner.network.TorchEngine;
import org.patternscanner.render.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cnn export}: a trained network for other programs. */
@Command(
        name = "export",
        description = "Write a trained network for PyTorch, NumPy and other programs.",
        footerHeading = Cnn.EXAMPLES,
        footer = {
            "  cnn export --output cnn.safetensors",
            "  cnn export --output cnn.onnx",
            "  cnn export --format djl-serving --output serving/digits"
        })
final class ExportCommand implements Callable<Integer> {

    @Mixin private Common common = new Common();
    @Mixin private ModelOptions model = new ModelOptions();

    @Option(
            names = "--format",
            paramLabel = "safetensors|npz|onnx|djl-serving",
            description =
                    "What for: safetensors (PyTorch), npz (NumPy), onnx or djl-serving; by default what the file's name ends in.")
    private @Nullable String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description =
                    "Write into this file; for djl-serving a new folder, or a zip if it ends so.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    private record Document(
            String schema,
            String model,
            int epoch,
            String network,
            long parameters,
            String format,
            String file) {}

    @Override
    public Integer call() throws IOException {
        Path file = requireNonNull(output);
        ExportFormat chosen = format(file);
        ModelOptions.Choice choice = model.choose(common.err());
        TorchEngine.configure(1);
        ExportedNetwork network = ExportedNetwork.of(choice.run(), choice.epoch());
        chosen.write(network, file);
        if (json) {
            common.out().println(Json.toText(document(network, chosen, file)));
        } else {
            common.out()
                    .printf(
                            "%s of %s, %,d parameters, written to %s (%s).%n",
                            network.architecture().name(),
                            choice.describe(),
                            network.architecture().parameters(),
                            file,
                            chosen);
        }
        return 0;
    }

    private ExportFormat format(Path file) {
        String all = ExportFormat.all(", ");
        if (format == null) {
            return ExportFormat.of(file)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "--output is '%s', whose ending names no format; add --format, one of %s."
                                                    .formatted(file, all)));
        }
        String name = format.toLowerCase(Locale.ROOT);
        return Arrays.stream(ExportFormat.values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--format is '%s'; it must be one of %s."
                                                .formatted(format, all)));
    }

    private static Document document(ExportedNetwork network, ExportFormat format, Path file) {
        return new Document(
                "export/1",
                network.run(),
                network.epoch(),
                network.architecture().name(),
                network.architecture().parameters(),
                format.toString(),
                file.toString());
    }
}
