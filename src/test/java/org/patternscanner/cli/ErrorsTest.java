package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    /** Java passes on what the system says, with the file's name or without. */
    @Test
    void saysThatTheDiskIsFull() {
        assertThat(Errors.sentence(new IOException("No space left on device")))
                .isEqualTo("The disk is full; make room and try again.");
        assertThat(
                        Errors.sentence(
                                new FileSystemException("a.png", null, "No space left on device")))
                .isEqualTo("a.png: the disk is full; make room and try again.");
        assertThat(Errors.sentence(new IOException("There is not enough space on the disk")))
                .isEqualTo("The disk is full; make room and try again.");
    }

    @Test
    void namesTheFileAndWhatIsWrongWithIt() {
        assertThat(Errors.sentence(new FileSystemException("a", null, "Read-only file system")))
                .isEqualTo("a: Read-only file system.");
        assertThat(Errors.sentence(new AccessDeniedException("a")))
                .isEqualTo("a: permission denied.");
        assertThat(Errors.sentence(new NoSuchFileException("a")))
                .isEqualTo("a: there is no such file or folder.");
    }

    @Test
    void asksForNewsOfWhatNobodyExpected() {
        assertThat(Errors.sentence(new IllegalStateException("x")))
                .startsWith("something unexpected went wrong (")
                .contains("--stacktrace");
    }
}
