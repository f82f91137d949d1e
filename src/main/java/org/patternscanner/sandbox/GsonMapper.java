package org.patternscanner.sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.javalin.json.JsonMapper;
import java.lang.reflect.Type;
import org.patternscanner.render.Json;

/** Lets Javalin write and read JSON as the rest of the program does. */
final class GsonMapper implements JsonMapper {

    /** NaN and comments are no JSON. */
    private final Gson gson = new GsonBuilder().setStrictness(Strictness.STRICT).create();

    @Override
    public String toJsonString(Object object, Type type) {
        return Json.toLine(object);
    }

    /**
     * Reads a request.
     *
     * @throws JsonParseException if it is something else, or lacks everything
     */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Javalin's interface has it so
    public <T> T fromJsonString(String json, Type type) {
        T value;
        try {
            value = gson.fromJson(json, type);
        } catch (IllegalArgumentException e) { // of a null or a text among numbers
            throw new JsonParseException(e);
        }
        if (value == null) {
            throw new JsonParseException("empty");
        }
        return value;
    }
}
