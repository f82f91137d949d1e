package org.patternscanner.sandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes a moment to make, made when it is first asked for; whoever else asks waits.
 * A failure is not kept: who asks next tries again.
 */
final class Lazy<T> {

    /** Makes it. */
    interface Source<T> {
        T make() throws IOException;
    }

    private final Source<T> source;
    private @Nullable T value;

    Lazy(Source<T> source) {
        this.source = source;
    }

    synchronized T get() throws IOException {
        T made = value;
        if (made == null) {
            made = source.make();
            value = made;
        }
        return made;
    }

    /** Null if nobody asked for it yet. */
    synchronized @Nullable T known() {
        return value;
    }
}
