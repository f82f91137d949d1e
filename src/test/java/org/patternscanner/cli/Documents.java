package org.patternscanner.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Files that a command wrote, and what stands at a place in a JSON document. */
final class Documents {

    private Documents() {}

    static JsonObject read(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /**
     * What a document has at a place, as in {@code digits/0/box}.
     *
     * @param pointer as RFC 6901 has it, without the first slash
     */
    static JsonElement at(JsonElement document, String pointer) {
        JsonElement at = document;
        for (String step : pointer.split("/", -1)) {
            at =
                    at.isJsonArray()
                            ? at.getAsJsonArray().get(Integer.parseInt(step))
                            : at.getAsJsonObject().get(step);
        }
        return at;
    }

    static double number(JsonElement document, String pointer) {
        return at(document, pointer).getAsDouble();
    }

    static String text(JsonElement document, String pointer) {
        return at(document, pointer).getAsString();
    }

    static JsonArray array(JsonElement document, String pointer) {
        return at(document, pointer).getAsJsonArray();
    }

    static String sha256(Path file) throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
