package org.patternscanner.export;

import java.io.IOException;

/** What is wrong with a file, as the end of a sentence that begins with the file's name. */
final class MalformedFileException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedFileException(String reason) {
        super(reason);
    }
}
