package org.patternscanner.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir private Path folder;

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = folder.resolve("new/a.txt");
        WholeFile.write(file, new byte[] {1, 2});
        WholeFile.write(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        assertThat(file.resolveSibling(".").toFile().list()).containsExactly("a.txt");
    }

    /** Neither a full disk nor the want of memory leaves anything behind. */
    @Test
    void leavesNothingBehindWhereItFails() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), new byte[] {1});
        assertThatThrownBy(
                        () ->
                                WholeFile.write(
                                        file,
                                        out -> {
                                            out.write(2);
                                            throw new IOException("the disk is full");
                                        }))
                .hasMessage("Cannot write " + file + ": the disk is full.");
        assertThatThrownBy(
                        () ->
                                WholeFile.write(
                                        file,
                                        out -> {
                                            throw new OutOfMemoryError("thrown by the test");
                                        }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }
}
