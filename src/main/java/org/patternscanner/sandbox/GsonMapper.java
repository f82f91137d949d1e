package org.patternscanner.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.javalin.json.JsonMapper;
import java.lang.reflect.Type;
import org.patternscanner.render.Json;

/** Lets Javalin write and read JSON as the rest of the program does. */
final class GsonMapper implements JsonMapper {

    private final Gson gson = new Gson();

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
    public <T> T fromJsonString(String json, Type type) {
        T value = gson.fromJson(json, type);
        if (value == null) {
            throw new JsonParseException("empty");
        }
        return value;
    }
}
