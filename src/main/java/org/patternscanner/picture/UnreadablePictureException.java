package org.patternscanner.picture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is no picture that can be read. Its message is a sentence: which file, and what to do. */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadablePictureException(String message) {
        super(message);
    }

    UnreadablePictureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
