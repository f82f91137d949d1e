package org.patternscanner.export;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            SafetensorsHeader header = new Parser(text).header();
            header.requireWhole(dataLength);
            return header;
        } catch (MalformedFileException e) {
            throw e;
        } catch (IOException
                | IllegalStateException e) { // the text is in memory, its form is wrong
            throw notJson(e);
        }
    }

    private static MalformedFileException notJson(Exception cause) {
        MalformedFileException failure =
                new MalformedFileException(
                        "is no safetensors file, or is damaged: its header is not the JSON of one");
        failure.initCause(cause);
        return failure;
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

    /** Goes through the JSON once. */
    private static final class Parser {

        private final JsonReader in;

        Parser(String text) {
            in = new JsonReader(new StringReader(text));
            in.setStrictness(Strictness.STRICT);
        }

        SafetensorsHeader header() throws IOException {
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, Entry> tensors = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            in.beginObject();
            while (in.hasNext()) {
                String name = newName(seen);
                if (name.equals(Safetensors.METADATA)) {
                    metadata = metadata();
                } else {
                    tensors.put(name, entry(name));
                }
            }
            in.endObject();
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more than one document");
            }
            return new SafetensorsHeader(metadata, tensors);
        }

        private String newName(Set<String> seen) throws IOException {
            String name = in.nextName();
            if (!seen.add(name)) {
                throw new MalformedFileException(
                        "is damaged: its header names '%s' twice".formatted(shown(name)));
            }
            return name;
        }

        private Map<String, String> metadata() throws IOException {
            Map<String, String> facts = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            in.beginObject();
            while (in.hasNext()) {
                String name = newName(seen);
                if (in.peek() != JsonToken.STRING) {
                    throw new MalformedFileException(
                            "is damaged: '%s' of its metadata is no text".formatted(shown(name)));
                }
                facts.put(name, in.nextString());
            }
            in.endObject();
            return facts;
        }

        private Entry entry(String tensor) throws IOException {
            String type = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            Set<String> seen = new HashSet<>();
            in.beginObject();
            while (in.hasNext()) {
                String field = newName(seen);
                switch (field) {
                    case "dtype" -> type = in.nextString();
                    case "shape" -> shape = numbers(tensor);
                    case "data_offsets" -> offsets = numbers(tensor);
                    default -> in.skipValue();
                }
            }
            in.endObject();
            if (type == null || shape == null || offsets == null || offsets.size() != 2) {
                throw new MalformedFileException(
                        "is damaged: its header gives tensor '%s' no dtype, no shape or no two data_offsets"
                                .formatted(shown(tensor)));
            }
            Entry entry =
                    new Entry(elementType(tensor, type), shape, offsets.get(0), offsets.get(1));
            requireSize(tensor, entry);
            return entry;
        }

        private List<Long> numbers(String tensor) throws IOException {
            List<Long> numbers = new ArrayList<>();
            in.beginArray();
            while (in.hasNext()) {
                String text = in.peek() == JsonToken.NUMBER ? in.nextString() : "";
                if (!text.matches("\\d{1,18}")) {
                    throw new MalformedFileException(
                            "is damaged: a size or an offset of tensor '%s' is no whole number from 0 up"
                                    .formatted(shown(tensor)));
                }
                numbers.add(Long.valueOf(text));
            }
            in.endArray();
            return numbers;
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
}
