package org.patternscanner.cli;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON document in their order, with what each holds; null is left out. */
final class Fields extends LinkedHashMap<String, @Nullable Object> {

    private static final long serialVersionUID = 1;

    /** Adds a field. */
    Fields with(String name, @Nullable Object value) {
        put(name, value);
        return this;
    }
}
