package org.patternscanner.render;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/**
 * Records as JSON: fields in the record's order, numbers in full precision, null left out.
 *
 * <p>NaN and infinity are refused with an IllegalArgumentException, for JSON has no such numbers.
 */
public final class Json {

    private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();
    private static final Gson PRETTY = LINE.newBuilder().setPrettyPrinting().create();

    private Json() {}

    /** A document for people and programs: indented, no line end after it. */
    public static String toText(Object value) {
        return PRETTY.toJson(value);
    }

    /** A document of several records: the fields of the first, then those of the next. */
    public static String toText(Object first, Object next) {
        JsonObject document = LINE.toJsonTree(first).getAsJsonObject();
        LINE.toJsonTree(next).getAsJsonObject().asMap().forEach(document::add);
        return PRETTY.toJson(document);
    }

    /** A document on one line, for files with one document a line. */
    public static String toLine(Object value) {
        return LINE.toJson(value);
    }
}
