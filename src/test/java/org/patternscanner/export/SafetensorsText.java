package org.patternscanner.export;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A safetensors file taken apart, to be looked at or put together wrongly.
 *
 * @param header its JSON
 * @param data what follows it
 */
public record SafetensorsText(String header, byte[] data) {

    public static SafetensorsText of(byte[] file) {
        int length = Math.toIntExact(little(file).getLong());
        return new SafetensorsText(
                new String(file, Long.BYTES, length, StandardCharsets.UTF_8),
                Arrays.copyOfRange(file, Long.BYTES + length, file.length));
    }

    public JsonObject json() {
        return JsonParser.parseString(header).getAsJsonObject();
    }

    /** With its true length before the header. */
    public byte[] bytes() {
        return bytes(header.getBytes(StandardCharsets.UTF_8).length);
    }

    /** With this length before the header. */
    public byte[] bytes(long headerLength) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(text)
                .put(data)
                .array();
    }

    public SafetensorsText withHeader(String other) {
        return new SafetensorsText(other, data);
    }

    public SafetensorsText with(JsonObject other) {
        return withHeader(other.toString());
    }

    public SafetensorsText withData(byte[] other) {
        return new SafetensorsText(header, other);
    }

    /** A tensor's numbers. */
    public float[] floats(String tensor) {
        var offsets = json().getAsJsonObject(tensor).getAsJsonArray("data_offsets");
        int from = offsets.get(0).getAsInt();
        float[] floats = new float[(offsets.get(1).getAsInt() - from) / Float.BYTES];
        ByteBuffer.wrap(data, from, data.length - from)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
