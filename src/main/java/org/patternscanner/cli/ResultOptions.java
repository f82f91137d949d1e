package org.patternscanner.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.patternscanner.render.Png;
import picocli.CommandLine.Option;

/** A result that can be drawn, besides being printed. */
final class ResultOptions extends JsonOption {

    /** Draws, if it is asked to. */
    @FunctionalInterface
    interface Drawing {
        BufferedImage draw() throws IOException;
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "Draw the result into this file.")
    @Nullable Path output;

    /**
     * Refuses, before any work, a file that cannot be meant.
     *
     * @param read the picture that the command reads, if it does
     */
    void requireSensible(@Nullable String read) throws IOException {
        OutputFile.requirePng("--output", output);
        if (read != null) {
            OutputFile.requireOther("--output", output, read);
        }
    }

    /** Draws into the file, if one was named. */
    void draw(Drawing drawing) throws IOException {
        if (output != null) {
            Png.write(drawing.draw(), output);
        }
    }

    /** The file's name, as a JSON document has it. */
    @Nullable String picture() {
        return output == null ? null : output.toString();
    }

    /** A text's last line: where the picture is, or else how to get one. */
    String whereDrawn(String hint) {
        return output == null ? hint : "Drawn in %s\n".formatted(output);
    }
}
