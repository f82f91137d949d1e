package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cnn export} to ONNX, as people type it; OnnxModelTest has the numbers. */
class OnnxExportTest {

    @TempDir Path temp;

    private static Outcome export(Object... more) {
        Object[] words = new Object[more.length + 3];
        words[0] = "export";
        words[1] = "--model";
        words[2] = "pretrained";
        System.arraycopy(more, 0, words, 3, more.length);
        return User.cnn(words);
    }

    @Test
    void writesAFileThatOnnxRuntimeOpens() throws Exception {
        Path file = temp.resolve("new/cnn.onnx");

        Outcome outcome = export("--output", file).succeeds();

        assertThat(outcome.out())
                .isEqualTo(
                        "SimpleCNN of pretrained, epoch 17 of 40, 421,642 parameters, written to %s (onnx).\n"
                                .formatted(file));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getInputNames()).containsExactly("images");
        }
    }

    @Test
    void takesTheFormatFromTheOptionWhateverTheFileIsCalled() throws Exception {
        Path named = temp.resolve("cnn.onnx");
        Path other = temp.resolve("cnn.model");
        export("--output", named).succeeds();

        JsonObject said =
                export("--format", "ONNX", "--output", other, "--json")
                        .succeeds()
                        .json("export/1", "model", "epoch", "network", "parameters");

        assertThat(said.get("format").getAsString()).isEqualTo("onnx");
        assertThat(other).hasSameBinaryContentAs(named);
    }

    @Test
    void refusesAFolderInTheFilesPlace() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("cnn.onnx"));

        export("--output", folder).failsWith("Cannot write %s: it is a folder.".formatted(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "djl-serving"})
    void failsWhereNobodyCanWrite(String format) throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        Path below = file.resolve("cnn");

        export("--format", format, "--output", below)
                .failsWith("Cannot write %s: %s is not a folder.".formatted(below, file));
        assertThat(temp).isDirectoryNotContaining("glob:**part");
    }
}
