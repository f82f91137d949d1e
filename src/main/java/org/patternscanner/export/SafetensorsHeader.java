package org.patternscanner.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.reflect.TypeToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patternscanner.picture.PictureReader;

/**
 * What a safetensors file says that it holds, checked: the tensors lie in the data one after the
 * other, without holes, and fill it.
 *
 * @param metadata strings by name
 * @param tensors by name
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {

    private static final int LONGEST_NAME_SHOWN = 60;
    private static final int MOST_NAMES_SHOWN = 8;

    private static final Gson JSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

    /** As maps Gson refuses names that stand twice, as a JsonObject it does not. */
    private static final TypeToken<Map<String, Map<String, JsonElement>>> NAMED_ONCE =
            new TypeToken<>() {};

    /** What Gson says of a name that a map has already. */
    private static final Pattern TWICE = Pattern.compile("(?s)Duplicate key '(.*)'; at path ");

    /**
     * Where a tensor lies.
     *
     * @param begin of its bytes, counted from the start of the data
     * @param end behind its last byte
     */
    record Entry(ElementType type, List<Long> shape, long begin, long end) {}

    /**
     * Reads a header.
     *
     * @param json the header's bytes
     * @param dataLength how many bytes follow it
     * @throws MalformedFileException with what is wrong
     */
    static SafetensorsHeader parse(ByteBuffer json, long dataLength) throws MalformedFileException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(json).toString();
            var unused = JSON.fromJson(text, NAMED_ONCE); // throws where a name stands twice
            SafetensorsHeader header = of(JsonParser.parseString(text).getAsJsonObject());
            header.requireWhole(dataLength);
            return header;
        } catch (CharacterCodingException
                | JsonParseException
                | IllegalStateException
                | UnsupportedOperationException e) { // the text is in memory, its form is wrong
            throw notJson(e);
        }
    }

    private static MalformedFileException notJson(Exception cause) {
        Matcher twice = TWICE.matcher(String.valueOf(cause.getMessage()));
        MalformedFileException failure =
                new MalformedFileException(
                        twice.find()
                                ? "is damaged: its header names '%s' twice"
                                        .formatted(shown(twice.group(1)))
                                : "is no safetensors file, or is damaged: its header is not the JSON of one");
        failure.initCause(cause);
        return failure;
    }

    private static SafetensorsHeader of(JsonObject header) throws MalformedFileException {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Entry> tensors = new LinkedHashMap<>();
        for (String name : header.keySet()) {
            JsonObject fields = header.get(name).getAsJsonObject();
            if (name.equals(Safetensors.METADATA)) {
                metadata = metadata(fields);
            } else {
                tensors.put(name, entry(name, fields));
            }
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    /** The tensors whose names begin with this, without it. */
    SafetensorsHeader without(String prefix) {
        Map<String, Entry> shorter = new LinkedHashMap<>();
        tensors.forEach(
                (name, entry) -> {
                    if (name.startsWith(prefix)) {
                        shorter.put(name.substring(prefix.length()), entry);
                    }
                });
        return new SafetensorsHeader(metadata, shorter);
    }

    /** Some of its tensors' names, for a message. */
    String names() {
        return tensors.isEmpty() ? "nothing" : listed(tensors.keySet());
    }

    /** The first of the names, and how many more there are. */
    static String listed(Collection<String> names) {
        String some =
                names.stream()
                        .limit(MOST_NAMES_SHOWN)
                        .map(name -> "'" + shown(name) + "'")
                        .collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES_SHOWN;
        return more > 0 ? some + " and %d more".formatted(more) : some;
    }

    private static Map<String, String> metadata(JsonObject fields) throws MalformedFileException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> fact : fields.entrySet()) {
            if (!(fact.getValue() instanceof JsonPrimitive text && text.isString())) {
                throw new MalformedFileException(
                        "is damaged: '%s' of its metadata is no text"
                                .formatted(shown(fact.getKey())));
            }
            facts.put(fact.getKey(), text.getAsString());
        }
        return facts;
    }

    private static Entry entry(String tensor, JsonObject fields) throws MalformedFileException {
        String type = fields.has("dtype") ? fields.get("dtype").getAsString() : null;
        List<Long> shape = numbers(tensor, fields.get("shape"));
        List<Long> offsets = numbers(tensor, fields.get("data_offsets"));
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new MalformedFileException(
                    "is damaged: its header gives tensor '%s' no dtype, no shape or no two data_offsets"
                            .formatted(shown(tensor)));
        }
        ElementType elements = elementType(tensor, type);
        Entry entry = new Entry(elements, shape, offsets.get(0), offsets.get(1));
        requireSize(tensor, entry);
        return entry;
    }

    private static @Nullable List<Long> numbers(String tensor, @Nullable JsonElement array)
            throws MalformedFileException {
        if (array == null) {
            return null;
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonElement each : array.getAsJsonArray()) {
            boolean isNumber = each instanceof JsonPrimitive primitive && primitive.isNumber();
            if (!isNumber || !each.getAsString().matches("\\d{1,18}")) {
                throw new MalformedFileException(
                        "is damaged: a size or an offset of tensor '%s' is no whole number from 0 up"
                                .formatted(shown(tensor)));
            }
            numbers.add(each.getAsLong());
        }
        return numbers;
    }

    /** The tensors follow each other without holes, from the first byte to the last. */
    private void requireWhole(long dataLength) throws MalformedFileException {
        List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(tensors.entrySet());
        inOrder.sort(
                Comparator.<Map.Entry<String, Entry>>comparingLong(each -> each.getValue().begin())
                        .thenComparingLong(each -> each.getValue().end()));
        long end = 0;
        for (Map.Entry<String, Entry> each : inOrder) {
            if (each.getValue().begin() != end) {
                throw new MalformedFileException(
                        "is damaged: tensor '%s' begins at byte %d of the data, and the one before it ends at %d"
                                .formatted(shown(each.getKey()), each.getValue().begin(), end));
            }
            end = each.getValue().end();
        }
        if (end != dataLength) {
            throw new MalformedFileException(
                    "is damaged or cut off: its tensors take %d bytes, and it holds %d"
                            .formatted(end, dataLength));
        }
    }

    /** How many bytes the tensors take. */
    long dataLength() {
        return tensors.values().stream().mapToLong(each -> each.end() - each.begin()).sum();
    }

    /** A tensor's name as a message shows it: it may hold anything. */
    static String shown(String name) {
        String printable = PictureReader.printable(name);
        return printable.length() <= LONGEST_NAME_SHOWN
                ? printable
                : printable.substring(0, LONGEST_NAME_SHOWN) + "...";
    }

    private static ElementType elementType(String tensor, String name)
            throws MalformedFileException {
        return ElementType.named(name)
                .orElseThrow(
                        () ->
                                new MalformedFileException(
                                        "holds tensor '%s' as '%s', and F32, F16, BF16 and F64 can be read: in PyTorch, .float() makes F32 of it"
                                                .formatted(shown(tensor), shown(name))));
    }

    private static void requireSize(String tensor, Entry entry) throws MalformedFileException {
        long bytes = entry.type().bytes();
        try {
            for (long size : entry.shape()) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            bytes = -1; // more than any file holds
        }
        if (entry.end() - entry.begin() != bytes) {
            throw new MalformedFileException(
                    "is damaged: the bytes of tensor '%s' do not fit its shape %s"
                            .formatted(shown(tensor), shown(entry.shape().toString())));
        }
    }
}
