package org.patternscanner.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.patternscanner.render.WholeFile;

/** The kinds of files that a network can be exported as. */
public enum ExportFormat {
    /** Hugging Face's: what PyTorch users exchange. */
    SAFETENSORS("safetensors", (network, file) -> WholeFile.write(file, Safetensors.of(network))),
    /** NumPy's. */
    NPZ("npz", (network, file) -> WholeFile.write(file, NpzFile.of(network))),
    /** A graph of operators, which ONNX Runtime computes. */
    ONNX("onnx", (network, file) -> WholeFile.write(file, OnnxModel.of(network))),
    /** A folder, or a zip of one, that DJL Serving loads. */
    DJL_SERVING("djl-serving", DjlServing::write);

    /** Writes a network. */
    @FunctionalInterface
    private interface Writer {
        void write(ExportedNetwork network, Path file) throws IOException;
    }

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
    private final Writer writer;

    ExportFormat(String label, Writer writer) {
        this.label = label;
        this.writer = writer;
    }

    /** The format that a file's name ends in, if it does. */
    public static Optional<ExportFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith("." + format)).findFirst();
    }

    /** All of them, as in "safetensors|npz". */
    public static String all(String separator) {
        return Arrays.stream(values())
                .map(ExportFormat::toString)
                .collect(Collectors.joining(separator));
    }

    /**
     * Writes a network, whole or not at all.
     *
     * @throws IOException with one sentence if it cannot be written
     */
    public void write(ExportedNetwork network, Path file) throws IOException {
        writer.write(network, file);
    }

    /** As people write it, and a file's ending without its dot: "safetensors". */
    @Override
    public String toString() {
        return label;
    }
}
