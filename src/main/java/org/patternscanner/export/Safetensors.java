package org.patternscanner.export;

import com.google.gson.Gson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patternscanner.network.Tensor;

/**
 * A network in the safetensors format: eight bytes with the header's length, little-endian; the
 * header, JSON; then all numbers, little-endian, in row-major order. {@link SafetensorsFile} reads
 * it.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format's specification</a>
 */
final class Safetensors {

    /** The numbers begin at a multiple of this. */
    private static final int ALIGNMENT = 8;

    /** A header's field that is no tensor: strings by name. */
    static final String METADATA = "__metadata__";

    /** In the metadata: see {@link org.patternscanner.network.Normalization}. */
    static final String MEAN = "normalization_mean";

    /** In the metadata: see {@link org.patternscanner.network.Normalization}. */
    static final String STANDARD_DEVIATION = "normalization_std";

    private record Entry(String dtype, long[] shape, long[] data_offsets) {}

    private Safetensors() {}

    /** The whole file; the same network gives the same bytes. */
    static byte[] of(ExportedNetwork network) {
        byte[] header = header(network);
        int length = Math.toIntExact(bytes(network));
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + header.length + length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (Tensor tensor : network.parameters().values()) {
            for (float value : tensor.values()) {
                file.putFloat(value);
            }
        }
        return file.array();
    }

    private static long bytes(ExportedNetwork network) {
        return network.parameters().values().stream()
                .mapToLong(tensor -> (long) Float.BYTES * tensor.values().length)
                .sum();
    }

    private static byte[] header(ExportedNetwork network) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(METADATA, metadata(network));
        long begin = 0;
        for (Map.Entry<String, Tensor> parameter : network.parameters().entrySet()) {
            Tensor tensor = parameter.getValue();
            long end = begin + (long) Float.BYTES * tensor.values().length;
            fields.put(
                    parameter.getKey(), new Entry("F32", tensor.shape(), new long[] {begin, end}));
            begin = end;
        }
        String json = new Gson().toJson(fields);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
        return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> metadata(ExportedNetwork network) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("format", "pt"); // PyTorch's layouts, as its own libraries mark it
        facts.putAll(network.facts());
        return facts;
    }
}
