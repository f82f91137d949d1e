package org.patternscanner.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stdout that remembers why it could not be written; Java's PrintStream forgets the reason. */
final class StandardOutput extends FilterOutputStream {

    private @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        if (failure == null) { // after that, nothing would arrive whole
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** What to tell the user; null if all went well, or if who reads it wanted no more. */
    synchronized @Nullable String sentence() {
        String reason = failure == null ? "" : String.valueOf(failure.getMessage());
        boolean readerLeft = reason.toLowerCase(Locale.ROOT).contains("pipe"); // as head does
        return failure == null || readerLeft
                ? null
                : "The output could not be written (%s); send it elsewhere.".formatted(reason);
    }
}
